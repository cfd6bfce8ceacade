import { parseArgs } from 'node:util';
import { Confusion } from '../src/core/classification.js';
import { Annotations } from '../src/sentiment/annotations.js';
import { COMPLAINT_ROWS, complaintFactor, complaintWords } from '../src/sentiment/complaint.js';
import { contextFeatures, FeatureList, GROUP_WEIGHT } from '../src/sentiment/features.js';
import { languageIndex } from '../src/sentiment/languages.js';
import { Lexicon } from '../src/sentiment/lexicon.js';
import { TokenRows } from '../src/sentiment/token-rows.js';
import { Tokens } from '../src/sentiment/tokens.js';
import { type Complaint, readComplaints } from './data.js';
import { buildLexicon } from './lexicon.js';
import { Random } from './random.js';

const EPOCHS = 12;
const RATE = 0.05;
const L2 = 3e-5;
const FOLDS = 10;

export interface ComplaintWeights {
  weights: Float32Array;
  bias: number;
}

interface Prepared {
  hash: Int32Array;
  values: Float32Array;
  complaint: boolean;
}

function prepare(complaints: readonly Complaint[], lexicon: Lexicon): Prepared[] {
  const tokens = new Tokens();
  const cache = new TokenRows();
  const annotations = new Annotations(lexicon);
  const context = new FeatureList();
  const words = new FeatureList();
  return complaints.map(({ text, complaint }) => {
    tokens.read(text);
    cache.read(tokens);
    annotations.read(tokens, cache, languageIndex('en'));
    context.clear();
    contextFeatures(tokens, annotations, context);
    words.clear();
    complaintWords(tokens, words);
    const factor = complaintFactor(context, words);
    const lists = [context, words];
    const groups = lists.flatMap(({ group, count }) => [...group.subarray(0, count)]);
    return {
      hash: Int32Array.from(lists.flatMap(({ hash, count }) => [...hash.subarray(0, count)])),
      values: Float32Array.from(groups, (group) => GROUP_WEIGHT[group]! * factor),
      complaint,
    };
  });
}

function logit({ hash, values }: Prepared, { weights, bias }: ComplaintWeights): number {
  let sum = bias;
  for (let f = 0; f < hash.length; f++) sum += values[f]! * weights[hash[f]! & (COMPLAINT_ROWS - 1)]!;
  return sum;
}

/** Logistic regression with AdaGrad; both classes count the same. */
function train(texts: readonly Prepared[], seed: number): ComplaintWeights {
  const random = new Random(seed);
  const learnt: ComplaintWeights = { weights: new Float32Array(COMPLAINT_ROWS), bias: 0 };
  const squares = new Float32Array(COMPLAINT_ROWS);
  const complaints = texts.filter(({ complaint }) => complaint).length;
  const lift = [texts.length / (2 * (texts.length - complaints)), texts.length / (2 * complaints)];
  const order = Int32Array.from(texts, (_, i) => i);
  for (let epoch = 0; epoch < EPOCHS; epoch++) {
    random.shuffle(order);
    for (const n of order) {
      const text = texts[n]!;
      const wanted = text.complaint ? 1 : 0;
      const slope = lift[wanted]! * (1 / (1 + Math.exp(-logit(text, learnt))) - wanted);
      learnt.bias -= 0.01 * slope;
      for (let f = 0; f < text.hash.length; f++) {
        const at = text.hash[f]! & (COMPLAINT_ROWS - 1);
        const g = slope * text.values[f]! + L2 * learnt.weights[at]!;
        squares[at]! += g * g;
        learnt.weights[at]! -= (RATE * g) / (Math.sqrt(squares[at]!) + 1e-6);
      }
    }
  }
  return learnt;
}

export function trainComplaint(
  complaints: readonly Complaint[],
  lexicon: Lexicon,
  seed: number,
): ComplaintWeights {
  return train(prepare(complaints, lexicon), seed);
}

/** Prints macro-F1 and accuracy of complaint detection by ten-fold cross-validation. */
export function main(args: string[], root: string): void {
  const { values } = parseArgs({
    args,
    options: { data: { type: 'string', default: `${root}../shared/data` } },
  });
  const entries = buildLexicon();
  const texts = prepare(readComplaints(values.data), new Lexicon(entries.hashes, entries.valences));
  const order = Int32Array.from(texts, (_, i) => i);
  new Random(1).shuffle(order);
  const confusion = new Confusion(['complaint', 'other']);
  const name = (complaint: boolean) => (complaint ? 'complaint' : 'other');
  for (let fold = 0; fold < FOLDS; fold++) {
    const learnt = train(
      [...order].filter((_, i) => i % FOLDS !== fold).map((n) => texts[n]!),
      fold + 1,
    );
    for (const n of [...order].filter((_, i) => i % FOLDS === fold))
      confusion.add(name(texts[n]!.complaint), name(logit(texts[n]!, learnt) > 0));
  }
  const { macroF1, accuracy, total } = confusion;
  console.log(
    `complaints, ${FOLDS}-fold: macro-F1 ${(macroF1 * 100).toFixed(1)}, accuracy ${(accuracy * 100).toFixed(1)}, n ${total}`,
  );
}
