import type { Annotations } from './annotations.js';
import { contextFeatures, FeatureList, GROUP_WEIGHT, tokenFeatures } from './features.js';
import { mix } from './hash.js';
import { LANGUAGES } from './languages.js';
import type { ModelFile } from './model-file.js';
import { Slots } from './slots.js';
import type { Tokens } from './tokens.js';

/** The hashed table has this many rows of two weights (a power of two). */
export const LINEAR_ROWS = 1 << 20;
/** A text's features together are scaled to this length. */
export const FEATURE_LENGTH = 3;

const LANGUAGE_SALT = Int32Array.from(LANGUAGES, (_, language) => mix(0x27d4eb2f + language * 0x165667b1));

/** The row of a feature that all languages share. */
export function sharedRow(hash: number): number {
  return hash & (LINEAR_ROWS - 1);
}

/** The row of a feature's copy for one language; -1 where the language is not known. */
export function languageRow(hash: number, language: number): number {
  const salt = LANGUAGE_SALT[language];
  return salt === undefined ? -1 : mix(hash ^ salt) & (LINEAR_ROWS - 1);
}

const CACHE_BITS = 16;

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
  readonly #slots = new Slots(CACHE_BITS);
  readonly #negatives = new Float32Array(2 ** CACHE_BITS);
  readonly #positives = new Float32Array(2 ** CACHE_BITS);
  readonly #squares = new Float32Array(2 ** CACHE_BITS);
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
  score(tokens: Tokens, annotations: Annotations, language: number): void {
    let negative = 0;
    let positive = 0;
    let squares = 0;
    for (let i = 0; i < tokens.count; i++) {
      const row = this.#tokenRow(tokens, i, language);
      negative += this.#negatives[row] ?? 0;
      positive += this.#positives[row] ?? 0;
      squares += this.#squares[row] ?? 0;
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

  /** The cache row that holds a token's own sums in a language. */
  #tokenRow(tokens: Tokens, index: number, language: number): number {
    const key = mix(
      (tokens.hash[index] ?? 0) + language * 0x9e3779b1 + (tokens.kind[index] ?? 0) * 0x61c88647,
    );
    const found = this.#slots.find(key);
    if (found >= 0) return found;
    const row = -1 - found;
    const list = this.#features;
    list.count = 0;
    tokenFeatures(tokens, index, list);
    this.#add(list, language);
    this.#negatives[row] = this.#negativeSum;
    this.#positives[row] = this.#positiveSum;
    this.#squares[row] = this.#squareSum;
    return row;
  }

  #add(list: FeatureList, language: number): void {
    const weights = this.#weights;
    let negative = 0;
    let positive = 0;
    let squares = 0;
    for (let f = 0; f < list.count; f++) {
      const hash = list.hash[f] ?? 0;
      const weight = GROUP_WEIGHT[list.group[f] ?? 0] ?? 0;
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
