import { Annotations } from '../src/sentiment/annotations.js';
import { contextFeatures, FeatureList, GROUP_WEIGHT, tokenFeatures } from '../src/sentiment/features.js';
import { LANGUAGES } from '../src/sentiment/languages.js';
import type { Lexicon } from '../src/sentiment/lexicon.js';
import { FEATURE_LENGTH, LINEAR_ROWS, languageRow, sharedRow } from '../src/sentiment/linear.js';
import { Tokens } from '../src/sentiment/tokens.js';
import type { Example } from './data.js';
import { Random } from './random.js';

const EPOCHS = 6;
const RATE = 0.02;
const L2 = 1e-5;
/** Share of visits in which a text's language is hidden, so that the shared weights can stand alone. */
const HIDE_LANGUAGE = 0.1;

export interface LinearWeights {
  /** Two a row: negative and positive against neutral. */
  weights: Float32Array;
  /** Two a language, and two for the unknown one. */
  bias: Float32Array;
}

interface Extracted {
  starts: Int32Array;
  hash: Int32Array;
  group: Uint8Array;
  /** Per text: FEATURE_LENGTH over the length of its feature vector. */
  factor: Float32Array;
}

/** Every text's features, without those that were seen in one text only. */
function extract(examples: readonly Example[], lexicon: Lexicon): Extracted {
  const tokens = new Tokens();
  const annotations = new Annotations(lexicon);
  const list = new FeatureList();
  const seen = new Uint8Array(2 ** 26);
  const read = (example: Example) => {
    tokens.read(example.text);
    list.count = 0;
    for (let i = 0; i < tokens.count; i++) tokenFeatures(tokens, i, list);
    annotations.read(tokens, example.language);
    contextFeatures(tokens, annotations, list);
  };
  let total = 0;
  for (const example of examples) {
    read(example);
    total += list.count;
    for (let f = 0; f < list.count; f++) {
      const slot = list.hash[f]! >>> 6;
      if (seen[slot]! < 2) seen[slot]!++;
    }
  }
  const starts = new Int32Array(examples.length + 1);
  const hash = new Int32Array(total);
  const group = new Uint8Array(total);
  const factor = new Float32Array(examples.length);
  let at = 0;
  examples.forEach((example, n) => {
    read(example);
    let squares = 0;
    for (let f = 0; f < list.count; f++) {
      const weight = GROUP_WEIGHT[list.group[f]!]!;
      squares += weight * weight;
      if (seen[list.hash[f]! >>> 6]! < 2) continue;
      hash[at] = list.hash[f]!;
      group[at++] = list.group[f]!;
    }
    factor[n] = FEATURE_LENGTH / Math.sqrt(squares);
    starts[n + 1] = at;
  });
  return { starts, hash, group, factor };
}

/** Softmax cross-entropy with AdaGrad, as published for hashed linear models; seeded. */
export function trainLinear(examples: readonly Example[], lexicon: Lexicon, seed: number): LinearWeights {
  const { starts, hash, group, factor } = extract(examples, lexicon);
  const random = new Random(seed);
  const weights = new Float32Array(LINEAR_ROWS * 2);
  const squares = new Float32Array(LINEAR_ROWS * 2);
  const bias = new Float32Array((LANGUAGES.length + 1) * 2);
  const biasSquares = new Float32Array(bias.length);
  const order = Int32Array.from(examples, (_, i) => i);
  const visit = (n: number) => {
    const example = examples[n]!;
    const language = random.next() < HIDE_LANGUAGE ? -1 : example.language;
    const biasAt = (language < 0 ? LANGUAGES.length : language) * 2;
    let negative = 0;
    let positive = 0;
    for (let f = starts[n]!; f < starts[n + 1]!; f++) {
      const weight = GROUP_WEIGHT[group[f]!]!;
      const shared = sharedRow(hash[f]!) * 2;
      negative += weight * weights[shared]!;
      positive += weight * weights[shared + 1]!;
      if (language < 0) continue;
      const own = languageRow(hash[f]!, language) * 2;
      negative += weight * weights[own]!;
      positive += weight * weights[own + 1]!;
    }
    negative = negative * factor[n]! + bias[biasAt]!;
    positive = positive * factor[n]! + bias[biasAt + 1]!;
    const top = Math.max(0, negative, positive);
    const neutral = example.twoClass ? 0 : Math.exp(-top);
    const sum = Math.exp(negative - top) + Math.exp(positive - top) + neutral;
    const slopes = [
      example.weight * (Math.exp(negative - top) / sum - (example.label === 0 ? 1 : 0)),
      example.weight * (Math.exp(positive - top) / sum - (example.label === 2 ? 1 : 0)),
    ] as const;
    const step = (at: number, slope: number) => {
      const g = slope + L2 * weights[at]!;
      squares[at]! += g * g;
      weights[at]! -= (RATE * g) / (Math.sqrt(squares[at]!) + 1e-6);
    };
    for (let f = starts[n]!; f < starts[n + 1]!; f++) {
      const x = GROUP_WEIGHT[group[f]!]! * factor[n]!;
      const shared = sharedRow(hash[f]!) * 2;
      step(shared, slopes[0] * x);
      step(shared + 1, slopes[1] * x);
      if (language < 0) continue;
      const own = languageRow(hash[f]!, language) * 2;
      step(own, slopes[0] * x);
      step(own + 1, slopes[1] * x);
    }
    for (let k = 0; k < 2; k++) {
      const g = slopes[k]!;
      biasSquares[biasAt + k]! += g * g;
      bias[biasAt + k]! -= (RATE * g) / (Math.sqrt(biasSquares[biasAt + k]!) + 1e-6);
    }
  };
  for (let epoch = 0; epoch < EPOCHS; epoch++) {
    random.shuffle(order);
    for (const n of order) visit(n);
  }
  return { weights, bias };
}
