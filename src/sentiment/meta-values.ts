import type { Annotations } from './annotations.js';
import { KIND, type Tokens } from './tokens.js';

/** How many numbers describe a text as a whole. */
export const META_VALUES = 16;

/**
 * What a text shows besides its words: lexicon sums, capitals, punctuation, length.
 *
 * @param out META_VALUES numbers of the order of 1, written over
 */
export function metaValues(tokens: Tokens, annotations: Annotations, out: Float32Array): void {
  const { positive, negative } = annotations;
  let pictures = 0;
  let hashtags = 0;
  for (let i = 0; i < tokens.count; i++) {
    const kind = tokens.kind[i] ?? 0;
    if (kind >= KIND.emoticon) pictures++;
    else if (kind === KIND.hashtag) hashtags++;
  }
  out[0] = Math.min(positive, 4);
  out[1] = Math.min(negative, 4);
  out[2] = Math.max(-3, Math.min(3, positive - negative));
  out[3] = annotations.highest * 2;
  out[4] = annotations.lowest * 2;
  out[5] = annotations.last * 2;
  out[6] = Math.min(annotations.turned, 8) / 4;
  out[7] = Math.min(tokens.capitals, 4) / 2;
  out[8] = Math.min(tokens.elongated, 3) / 2;
  out[9] = Math.min(tokens.exclaims, 4) / 2;
  out[10] = Math.min(tokens.questions, 3) / 2;
  out[11] = Math.log2(tokens.count + 1) / 4;
  out[12] = Math.min(tokens.links, 2);
  out[13] = Math.min(tokens.users, 3) / 2;
  out[14] = Math.min(pictures, 4) / 2;
  out[15] = Math.min(hashtags, 4) / 2;
}
