import { FeatureList, GROUP, GROUP_WEIGHT } from './features.js';
import type { ModelFile } from './model-file.js';
import { KIND, type Tokens } from './tokens.js';

/** The hashed table has this many rows of one weight (a power of two). */
export const COMPLAINT_ROWS = 1 << 16;
const FEATURE_LENGTH = 3;
const MARKS = GROUP.hashtag;

/** A text's words, each by itself: no character n-grams, which two thousand texts cannot teach. */
export function complaintWords(tokens: Tokens, out: FeatureList): void {
  for (let i = 0; i < tokens.count; i++)
    out.add((tokens.kind[i] ?? 0) <= KIND.number ? GROUP.word : MARKS, tokens.hash[i] ?? 0);
}

/** What each of a text's features is multiplied with, so that long texts count no more than short ones. */
export function complaintFactor(context: FeatureList, words: FeatureList): number {
  return FEATURE_LENGTH / Math.sqrt(context.squares + words.squares);
}

/** Tells English complaints to a business from everything else written to it. */
export class ComplaintModel {
  readonly #weights: Int8Array;
  readonly #scale: number;
  readonly #bias: number;
  readonly #words = new FeatureList();

  constructor(model: ModelFile) {
    this.#weights = model.int8('complaint');
    const [scale = 0, bias = 0] = model.float32('complaint.scale');
    this.#scale = scale;
    this.#bias = bias;
  }

  /**
   * The probability that an English text complains.
   *
   * @param context the text's features that are no token's own
   */
  probability(tokens: Tokens, context: FeatureList): number {
    this.#words.clear();
    complaintWords(tokens, this.#words);
    const sum = this.#sum(context) + this.#sum(this.#words);
    const logOdds = sum * complaintFactor(context, this.#words) * this.#scale + this.#bias;
    return 1 / (1 + Math.exp(-logOdds));
  }

  #sum({ hash, group, count }: FeatureList): number {
    const weights = this.#weights;
    let sum = 0;
    for (let f = 0; f < count; f++)
      sum += (GROUP_WEIGHT[group[f] ?? 0] ?? 0) * (weights[(hash[f] ?? 0) & (COMPLAINT_ROWS - 1)] ?? 0);
    return sum;
  }
}
