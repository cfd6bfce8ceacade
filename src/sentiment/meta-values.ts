import type { Annotations } from './annotations.js';
import { KIND, MAX_TOKENS, type Tokens } from './tokens.js';

/** How many numbers describe a text as a whole. */
export const META_VALUES = 16;

/**
 * What a text shows besides its words: lexicon sums, capitals, punctuation, length.
 *
 * @param out where META_VALUES numbers of the order of 1 are written, from `at` on
 */
export function metaValues(
  tokens: Tokens,
  annotations: Annotations,
  out: Float32Array | Float64Array,
  at: number,
): void {
  const { positive, negative } = annotations;
  let pictures = 0;
  let hashtags = 0;
  for (let i = 0; i < tokens.count; i++) {
    const kind = tokens.kind[i] ?? 0;
    if (kind >= KIND.emoticon) pictures++;
    else if (kind === KIND.hashtag) hashtags++;
  }
  out[at] = Math.min(positive, 4);
  out[at + 1] = Math.min(negative, 4);
  out[at + 2] = Math.max(-3, Math.min(3, positive - negative));
  out[at + 3] = annotations.highest * 2;
  out[at + 4] = annotations.lowest * 2;
  out[at + 5] = annotations.last * 2;
  out[at + 6] = Math.min(annotations.turned, 8) / 4;
  out[at + 7] = Math.min(tokens.capitals, 4) / 2;
  out[at + 8] = Math.min(tokens.elongated, 3) / 2;
  out[at + 9] = Math.min(tokens.exclaims, 4) / 2;
  out[at + 10] = Math.min(tokens.questions, 3) / 2;
  out[at + 11] = logOfLength(tokens.count) / 4;
  out[at + 12] = Math.min(tokens.links, 2);
  out[at + 13] = Math.min(tokens.users, 3) / 2;
  out[at + 14] = Math.min(pictures, 4) / 2;
  out[at + 15] = Math.min(hashtags, 4) / 2;
}

/** By the number of tokens: the logarithm of one more, to the base 2; 0 where it was not asked yet. */
const logs = new Float64Array(MAX_TOKENS + 1);

/** The logarithm to the base 2 of one more than a text's number of tokens. */
export function logOfLength(count: number): number {
  const known = logs[count] ?? 0;
  if (known !== 0 || count === 0) return known;
  const log = Math.log2(count + 1);
  logs[count] = log;
  return log;
}
