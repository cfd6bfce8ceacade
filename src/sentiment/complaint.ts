import { FeatureList, GROUP, HALVES, WEIGHT_HALVES } from './features.js';
import type { ModelFile } from './model-file.js';
import { FIELD, PART, type TokenRows } from './token-rows.js';
import { KIND, type Tokens } from './tokens.js';

/** The hashed table has this many rows of one weight (a power of two). */
export const COMPLAINT_ROWS = 1 << 16;
const FEATURE_LENGTH = 3;
const MARKS = GROUP.hashtag;
/** A word's record holds the square of what it counts in so many bits, and its weight above them. */
const SQUARES = 8;

/** A text's words, each by itself: no character n-grams, which two thousand texts cannot teach. */
export function complaintWords(tokens: Tokens, out: FeatureList): void {
  for (let i = 0; i < tokens.count; i++) complaintWord(tokens, i, out);
}

function complaintWord(tokens: Tokens, index: number, out: FeatureList): void {
  out.add(complaintGroup(tokens.kind[index] ?? 0), tokens.hash[index] ?? 0);
}

function complaintGroup(kind: number): number {
  return kind <= KIND.number ? GROUP.word : MARKS;
}

/** What each of a text's features is multiplied with, so that long texts count no more than short ones. */
export function complaintFactor(context: Squares, words: Squares): number {
  return FEATURE_LENGTH / Math.sqrt(context.squares + words.squares);
}

type Squares = Pick<FeatureList, 'squares'>;

/** Tells English complaints to a business from everything else written to it. */
export class ComplaintModel {
  readonly #weights: Int8Array;
  readonly #scale: number;
  readonly #bias: number;
  readonly #words = { squares: 0 };
  readonly #word = new FeatureList();

  constructor(model: ModelFile) {
    this.#weights = model.int8('complaint');
    const [scale = 0, bias = 0] = model.float32('complaint.scale');
    this.#scale = scale;
    this.#bias = bias;
  }

  /**
   * The probability that an English text complains.
   *
   * @param cache has read the text
   * @param context the text's features that are no token's own
   */
  probability(tokens: Tokens, cache: TokenRows, context: FeatureList): number {
    const { places, records } = cache;
    let sum = 0;
    let squares = 0;
    for (let i = 0; i < tokens.count; i++) {
      const record = places[i] ?? 0;
      if (((records[record + FIELD.known] ?? 0) & PART.complaint) === 0)
        this.#fill(tokens, i, records, record);
      const word = records[record + FIELD.complaint] ?? 0;
      sum += word >> SQUARES;
      squares += word & ((1 << SQUARES) - 1);
    }
    this.#words.squares = squares / (HALVES * HALVES);
    sum += this.#sum(context);
    const factor = complaintFactor(context, this.#words) / HALVES;
    return 1 / (1 + Math.exp(-(sum * factor * this.#scale + this.#bias)));
  }

  /** Keeps a word's weight, and below it the square of what it counts. */
  #fill(tokens: Tokens, index: number, records: Int32Array, record: number): void {
    const word = this.#word;
    word.clear();
    complaintWord(tokens, index, word);
    const squares = word.squares * HALVES * HALVES;
    records[record + FIELD.complaint] = (this.#sum(word) << SQUARES) | squares;
    records[record + FIELD.known] = (records[record + FIELD.known] ?? 0) | PART.complaint;
  }

  #sum({ hash, group, count }: FeatureList): number {
    const weights = this.#weights;
    let sum = 0;
    for (let f = 0; f < count; f++)
      sum += (WEIGHT_HALVES[group[f] ?? 0] ?? 0) * (weights[(hash[f] ?? 0) & (COMPLAINT_ROWS - 1)] ?? 0);
    return sum;
  }
}
