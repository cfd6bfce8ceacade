import type { Annotations } from './annotations.js';
import { contextFeatures, FeatureList, GROUP, GROUP_WEIGHT } from './features.js';
import type { ModelFile } from './model-file.js';
import { KIND, type Tokens } from './tokens.js';

/** The hashed table has this many rows of one weight (a power of two). */
export const COMPLAINT_ROWS = 1 << 16;
const FEATURE_LENGTH = 3;
const MARKS = GROUP.hashtag;

/** Words, pairs and the text as a whole: no character n-grams, which two thousand texts cannot teach. */
export function complaintFeatures(tokens: Tokens, annotations: Annotations, out: FeatureList): void {
  out.count = 0;
  contextFeatures(tokens, annotations, out);
  for (let i = 0; i < tokens.count; i++)
    out.add((tokens.kind[i] ?? 0) <= KIND.number ? GROUP.word : MARKS, tokens.hash[i] ?? 0);
}

/** What each of a text's features is multiplied with, so that long texts count no more than short ones. */
export function complaintFactor(list: FeatureList): number {
  let squares = 0;
  for (let f = 0; f < list.count; f++) squares += (GROUP_WEIGHT[list.group[f] ?? 0] ?? 0) ** 2;
  return FEATURE_LENGTH / Math.sqrt(squares);
}

/** Tells English complaints to a business from everything else written to it. */
export class ComplaintModel {
  readonly #weights: Int8Array;
  readonly #scale: number;
  readonly #bias: number;
  readonly #features = new FeatureList();

  constructor(model: ModelFile) {
    this.#weights = model.int8('complaint');
    const [scale = 0, bias = 0] = model.float32('complaint.scale');
    this.#scale = scale;
    this.#bias = bias;
  }

  /** The probability that an English text complains. */
  probability(tokens: Tokens, annotations: Annotations): number {
    const list = this.#features;
    complaintFeatures(tokens, annotations, list);
    let sum = 0;
    for (let f = 0; f < list.count; f++)
      sum +=
        (GROUP_WEIGHT[list.group[f] ?? 0] ?? 0) *
        (this.#weights[(list.hash[f] ?? 0) & (COMPLAINT_ROWS - 1)] ?? 0);
    return 1 / (1 + Math.exp(-(sum * complaintFactor(list) * this.#scale + this.#bias)));
  }
}
