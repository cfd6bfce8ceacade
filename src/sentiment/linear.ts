import { FeatureList, GROUP, GROUP_WEIGHT, HALVES, tokenFeatures, WEIGHT_HALVES } from './features.js';
import { LANGUAGES } from './languages.js';
import type { ModelFile } from './model-file.js';
import { FIELD, type TokenRows } from './token-rows.js';
import type { Tokens } from './tokens.js';

/** A part of the hashed table: its first row, and how many rows it has less one (a power of two less one). */
export interface Region {
  from: number;
  mask: number;
}

/** What depends on neighbours and on the whole text is looked up for every text: few rows, which stay at hand. */
export const CONTEXT: Region = { from: 0, mask: (1 << 18) - 1 };
/** What tokens have wherever they stand is looked up once a token. */
export const TOKEN: Region = { from: 1 << 18, mask: (1 << 20) - 1 };
export const LINEAR_ROWS = CONTEXT.mask + TOKEN.mask + 2;
/** A text's features together are scaled to this length. */
export const FEATURE_LENGTH = 3;

/** So many rows share a cache line: a feature's copy for a language stands in the same line as what all share. */
const LINE = 32;
/** By group: whether its features have copies for each language. Most pairs of words are of one language. */
const HAS_COPIES = Uint8Array.from(GROUP_WEIGHT, (_, group) =>
  group === GROUP.pair || group === GROUP.negated || group === GROUP.ending ? 0 : 1,
);

/** A token's squares are kept above so many bits; in these stands the language, moved up: 0 is none yet. */
const SQUARES = 8;
const LANGUAGE = (1 << SQUARES) - 1;
const KNOWN = 2;

/** The row of a feature that all languages share. */
export function sharedRow({ from, mask }: Region, hash: number): number {
  return from + (hash & mask);
}

/**
 * The row of a feature's copy for one language; -1 where its group has none or the language is not known. Bits
 * of the hash that the shared row does not use choose the place in the line, another for every language.
 */
export function ownRow({ from, mask }: Region, hash: number, group: number, language: number): number {
  if (language < 0 || HAS_COPIES[group] === 0) return -1;
  return from + ((hash & mask & ~(LINE - 1)) | (((hash >>> 20) + 1 + language * 2) & (LINE - 1)));
}

/**
 * Hashed multinomial logistic regression over words, pairs, character n-grams, negated words and lexicon sums.
 * A token's own features depend on nothing around it, so their sum is kept from text to text.
 */
export class LinearModel {
  /** Of the last text: the log-odds of negative and of positive against neutral. */
  negative = 0;
  positive = 0;

  /** Both weights of a row in one number: negative in the low byte, positive in the high one. */
  readonly #weights: Int16Array;
  readonly #scale: number;
  readonly #bias: Float32Array;
  readonly #features = new FeatureList();

  #negativeSum = 0;
  #positiveSum = 0;

  constructor(model: ModelFile) {
    this.#weights = model.int16('linear.weights');
    this.#scale = model.float32('linear.scale')[0] ?? 0;
    this.#bias = model.float32('linear.bias');
  }

  /**
   * Scores a text in a language (a row of LANGUAGES, or -1), leaving the two log-odds in the fields.
   *
   * @param cache has read the text
   * @param context the text's features that are no token's own
   */
  score(tokens: Tokens, cache: TokenRows, context: FeatureList, language: number): void {
    let negative = 0;
    let positive = 0;
    let squares = 0;
    const { places, records } = cache;
    for (let i = 0; i < tokens.count; i++) {
      const record = places[i] ?? 0;
      let own = records[record + FIELD.squares] ?? 0;
      if ((own & LANGUAGE) !== language + KNOWN) own = this.#fill(records, record, tokens, i, language);
      negative += records[record + FIELD.negative] ?? 0;
      positive += records[record + FIELD.positive] ?? 0;
      squares += own >> SQUARES;
    }
    this.#add(context, CONTEXT, language);
    negative += this.#negativeSum;
    positive += this.#positiveSum;
    const length = Math.sqrt(squares / (HALVES * HALVES) + context.squares);
    const factor = (FEATURE_LENGTH / (length * HALVES)) * this.#scale;
    const bias = (language < 0 ? LANGUAGES.length : language) * 2;
    this.negative = negative * factor + (this.#bias[bias] ?? 0);
    this.positive = positive * factor + (this.#bias[bias + 1] ?? 0);
  }

  /** Works out a token's own sums in a language; gives its squares as they are kept. */
  #fill(records: Int32Array, record: number, tokens: Tokens, index: number, language: number): number {
    const list = this.#features;
    list.clear();
    tokenFeatures(tokens, index, list);
    this.#add(list, TOKEN, language);
    records[record + FIELD.negative] = this.#negativeSum;
    records[record + FIELD.positive] = this.#positiveSum;
    const own = ((list.squares * HALVES * HALVES) << SQUARES) | (language + KNOWN);
    records[record + FIELD.squares] = own;
    return own;
  }

  #add({ hash: hashes, group: groups, count }: FeatureList, region: Region, language: number): void {
    const weights = this.#weights;
    let negative = 0;
    let positive = 0;
    for (let f = 0; f < count; f++) {
      const hash = hashes[f] ?? 0;
      const group = groups[f] ?? 0;
      const weight = WEIGHT_HALVES[group] ?? 0;
      const shared = weights[sharedRow(region, hash)] ?? 0;
      negative += weight * ((shared << 24) >> 24);
      positive += weight * (shared >> 8);
      const row = ownRow(region, hash, group, language);
      if (row < 0) continue;
      const own = weights[row] ?? 0;
      negative += weight * ((own << 24) >> 24);
      positive += weight * (own >> 8);
    }
    this.#negativeSum = negative;
    this.#positiveSum = positive;
  }
}
