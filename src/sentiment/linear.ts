import type { Annotations } from './annotations.js';
import { contextFeatures, FeatureList, GROUP_WEIGHT, tokenFeatures } from './features.js';
import { mix } from './hash.js';
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
  readonly #kept = new Int32Array(ROWS);
  readonly #negatives = new Float32Array(ROWS);
  readonly #positives = new Float32Array(ROWS);
  readonly #squares = new Float32Array(ROWS);
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
    for (let i = 0; i < tokens.count; i++) {
      const row = cache.rows[i] ?? 0;
      const kept = (cache.stamps[row] ?? 0) * SPREAD + language;
      if (this.#kept[row] !== (kept | 0)) {
        this.#fill(row, tokens, i, language);
        this.#kept[row] = kept;
      }
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

  /** Works out a token's own sums in a language. */
  #fill(row: number, tokens: Tokens, index: number, language: number): void {
    const list = this.#features;
    list.count = 0;
    tokenFeatures(tokens, index, list);
    this.#add(list, language);
    this.#negatives[row] = this.#negativeSum;
    this.#positives[row] = this.#positiveSum;
    this.#squares[row] = this.#squareSum;
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
