import { Annotations } from '../src/sentiment/annotations.js';
import { contextFeatures, FeatureList, GROUP_WEIGHT, tokenFeatures } from '../src/sentiment/features.js';
import { LANGUAGES } from '../src/sentiment/languages.js';
import type { Lexicon } from '../src/sentiment/lexicon.js';
import { CONTEXT, FEATURE_LENGTH, LINEAR_ROWS, ownRow, sharedRow, TOKEN } from '../src/sentiment/linear.js';
import { TokenRows } from '../src/sentiment/token-rows.js';
import { Tokens } from '../src/sentiment/tokens.js';
import { CLASSES, type Example } from './data.js';
import { runNative } from './native.js';

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
  /** Of each feature: its shared row, its row for the language (or -1), and its value. */
  shared: Int32Array;
  own: Int32Array;
  values: Float32Array;
}

/** Reads texts into lists of features, as the scorer does. */
class FeatureReader {
  readonly list = new FeatureList();
  /** How many of the features are tokens' own: they come first. */
  tokenFeatures = 0;
  readonly #tokens = new Tokens();
  readonly #rows = new TokenRows();
  readonly #annotations: Annotations;

  constructor(lexicon: Lexicon) {
    this.#annotations = new Annotations(lexicon);
  }

  read({ text, language }: Example): void {
    const tokens = this.#tokens;
    tokens.read(text);
    this.#rows.read(tokens);
    this.list.clear();
    for (let i = 0; i < tokens.count; i++) tokenFeatures(tokens, i, this.list);
    this.tokenFeatures = this.list.count;
    this.#annotations.read(tokens, this.#rows, language);
    contextFeatures(tokens, this.#annotations, this.list);
  }
}

/** Every text's features, without those that were seen in one text only. */
function extract(examples: readonly Example[], lexicon: Lexicon): Extracted {
  const reader = new FeatureReader(lexicon);
  const { list } = reader;
  const seen = new Uint8Array(2 ** 26);
  let total = 0;
  for (const example of examples) {
    reader.read(example);
    total += list.count;
    for (let f = 0; f < list.count; f++) {
      const slot = list.hash[f]! >>> 6;
      if (seen[slot]! < 2) seen[slot]!++;
    }
  }
  const starts = new Int32Array(examples.length + 1);
  const shared = new Int32Array(total);
  const own = new Int32Array(total);
  const values = new Float32Array(total);
  let at = 0;
  examples.forEach((example, n) => {
    reader.read(example);
    const factor = FEATURE_LENGTH / Math.sqrt(list.squares);
    for (let f = 0; f < list.count; f++) {
      const hash = list.hash[f]!;
      const group = list.group[f]!;
      if (seen[hash >>> 6]! < 2) continue;
      const region = f < reader.tokenFeatures ? TOKEN : CONTEXT;
      shared[at] = sharedRow(region, hash);
      own[at] = ownRow(region, hash, group, example.language);
      values[at++] = GROUP_WEIGHT[group]! * factor;
    }
    starts[n + 1] = at;
  });
  return {
    starts,
    shared: shared.subarray(0, at),
    own: own.subarray(0, at),
    values: values.subarray(0, at),
  };
}

/** Softmax cross-entropy with AdaGrad, as published for hashed linear models, in native code; seeded. */
export function trainLinear(
  root: string,
  examples: readonly Example[],
  lexicon: Lexicon,
  seed: number,
): LinearWeights {
  const { starts, shared, own, values } = extract(examples, lexicon);
  const wanted = new Float32Array(examples.length * CLASSES.length);
  examples.forEach(({ label }, n) => {
    wanted[n * CLASSES.length + label] = 1;
  });
  const all = runNative(root, 'linear', (job) => {
    job.put(Int32Array.of(LINEAR_ROWS, LANGUAGES.length, EPOCHS, seed));
    job.put(Float32Array.of(RATE, L2, HIDE_LANGUAGE));
    job.put(starts);
    job.put(shared);
    job.put(own);
    job.put(values);
    job.put(Int32Array.from(examples, ({ language }) => language));
    job.put(wanted);
    job.put(Int32Array.from(examples, ({ twoClass }) => (twoClass ? 1 : 0)));
    job.put(Float32Array.from(examples, ({ weight }) => weight));
  });
  return { weights: all.slice(0, LINEAR_ROWS * 2), bias: all.slice(LINEAR_ROWS * 2) };
}
