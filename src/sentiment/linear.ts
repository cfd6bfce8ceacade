import type { Annotations } from './annotations.js';
import { contextFeatures, FeatureList, GROUP_WEIGHT, tokenFeatures } from './features.js';
import { LANGUAGES } from './languages.js';
import type { ModelFile } from './model-file.js';
import { ROWS, type TokenRows } from './token-rows.js';
import type { Tokens } from './tokens.js';

/** The hashed table has this many rows of two weights (a power of two). */
export const LINEAR_ROWS = 1 << 20;
/** A text's features together are scaled to this length. */
export const FEATURE_LENGTH = 3;

/** Keeps the stamps of one token in different languages apart. */
const SPREAD = LANGUAGES.length + 2;
const KEPT = 4;

/** So many rows share a cache line: a feature's copy for a language stands in the same line as what all share. */
const LINE = 32;

/** The row of a feature that all languages share. */
export function sharedRow(hash: number): number {
  return hash & (LINEAR_ROWS - 1);
}

/**
 * The row of a feature's copy for one language; -1 where the language is not known. Bits of the hash that the
 * shared row does not use choose the place in the line, another for every language.
 */
export function languageRow(hash: number, language: number): number {
  if (language < 0) return -1;
  const place = ((hash >>> 20) + 1 + language * 2) & (LINE - 1);
  return (hash & (LINEAR_ROWS - 1) & ~(LINE - 1)) | place;
}

/**
 * Hashed multinomial logistic regression over words, pairs, character n-grams, negated words and lexicon sums.
 * A token's own features depend on nothing around it, so their sum is kept from text to text.
 */
export class LinearModel {
  /** Of the last text: the log-odds of negative and of positive against neutral. */
  negative = 0;
  positive = 0;

  readonly #weights: Int8Array;
  readonly #scale: number;
  readonly #bias: Float32Array;
  /** Of each token: the stamp it was kept under, then its sums for negative and positive, and of squares. */
  readonly #kept = new Int32Array(ROWS * KEPT);
  readonly #sums = new Float32Array(this.#kept.buffer);
  readonly #features = new FeatureList();

  #negativeSum = 0;
  #positiveSum = 0;
  #squareSum = 0;

  constructor(model: ModelFile) {
    this.#weights = model.int8('linear.weights');
    this.#scale = model.float32('linear.scale')[0] ?? 0;
    this.#bias = model.float32('linear.bias');
  }

  /** Scores a text in a language (a row of LANGUAGES, or -1), leaving the two log-odds in the fields. */
  score(tokens: Tokens, cache: TokenRows, annotations: Annotations, language: number): void {
    let negative = 0;
    let positive = 0;
    let squares = 0;
    const kept = this.#kept;
    const sums = this.#sums;
    for (let i = 0; i < tokens.count; i++) {
      const at = (cache.rows[i] ?? 0) * KEPT;
      const stamp = ((cache.stamps[i] ?? 0) * SPREAD + language) | 0;
      if (kept[at] !== stamp) {
        this.#fill(at, tokens, i, language);
        kept[at] = stamp;
      }
      negative += sums[at + 1] ?? 0;
      positive += sums[at + 2] ?? 0;
      squares += sums[at + 3] ?? 0;
    }
    const list = this.#features;
    list.count = 0;
    contextFeatures(tokens, annotations, list);
    this.#add(list, language);
    negative += this.#negativeSum;
    positive += this.#positiveSum;
    squares += this.#squareSum;
    const factor = (FEATURE_LENGTH / Math.sqrt(squares)) * this.#scale;
    const bias = (language < 0 ? LANGUAGES.length : language) * 2;
    this.negative = negative * factor + (this.#bias[bias] ?? 0);
    this.positive = positive * factor + (this.#bias[bias + 1] ?? 0);
  }

  /** Works out a token's own sums in a language. */
  #fill(at: number, tokens: Tokens, index: number, language: number): void {
    const list = this.#features;
    list.count = 0;
    tokenFeatures(tokens, index, list);
    this.#add(list, language);
    this.#sums[at + 1] = this.#negativeSum;
    this.#sums[at + 2] = this.#positiveSum;
    this.#sums[at + 3] = this.#squareSum;
  }

  #add(list: FeatureList, language: number): void {
    const weights = this.#weights;
    let negative = 0;
    let positive = 0;
    let squares = 0;
    const { hash: hashes, group: groups, count } = list;
    for (let f = 0; f < count; f++) {
      const hash = hashes[f] ?? 0;
      const weight = GROUP_WEIGHT[groups[f] ?? 0] ?? 0;
      const shared = sharedRow(hash) * 2;
      negative += weight * (weights[shared] ?? 0);
      positive += weight * (weights[shared + 1] ?? 0);
      squares += weight * weight;
      if (language >= 0) {
        const own = languageRow(hash, language) * 2;
        negative += weight * (weights[own] ?? 0);
        positive += weight * (weights[own + 1] ?? 0);
      }
    }
    this.#negativeSum = negative;
    this.#positiveSum = positive;
    this.#squareSum = squares;
  }
}
