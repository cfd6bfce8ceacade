import { hashStep, mix } from './hash.js';
import type { ModelFile } from './model-file.js';
import { KIND, type Tokens } from './tokens.js';

/** Character n-grams share this many rows (a power of two). */
export const GRAM_ROWS = 1 << 15;
const SHORTEST = 3;
const LONGEST = 5;
/** Room for the n-grams of the longest word. */
export const MOST_GRAMS = 256;

/** The rows of a word's character 3- to 5-grams with end marks; none for marks, emoji and numbers. */
export function gramRows(tokens: Tokens, index: number, out: Int32Array): number {
  if ((tokens.kind[index] ?? 0) > KIND.hashtag) return 0;
  const from = tokens.from[index] ?? 0;
  const to = tokens.to[index] ?? 0;
  let count = 0;
  for (let start = from - 1; start <= to - SHORTEST + 1; start++) {
    const last = Math.min(start + LONGEST, to + 1);
    let gram = 0x2c1b3c6d;
    for (let at = start; at < last; at++) {
      gram = hashStep(gram, at < from ? 1 : at >= to ? 2 : (tokens.units[at] ?? 0));
      if (at - start >= SHORTEST - 1) out[count++] = mix(gram) & (GRAM_ROWS - 1);
    }
  }
  return count;
}

/** A token's vector: the row of its word, which holds its n-grams' share too, or the mean of its n-grams' rows. */
export class Embedding {
  /** Token hashes in ascending order; the row of the word is the hash's place. */
  readonly #hashes: Int32Array;
  readonly #words: Int8Array;
  /** One a word. */
  readonly #scales: Float32Array;
  readonly #grams: Int8Array;
  readonly #gramScale: number;
  readonly #rows = new Int32Array(MOST_GRAMS);

  constructor(model: ModelFile) {
    this.#hashes = model.int32('net.hashes');
    this.#words = model.int8('net.words');
    this.#scales = model.float32('net.words.scale');
    this.#grams = model.int8('net.grams');
    this.#gramScale = model.float32('net.grams.scale')[0] ?? 0;
  }

  /**
   * Writes the vector of a token in whole numbers from -127 to 127.
   *
   * @returns what they are to be multiplied with
   */
  read(tokens: Tokens, index: number, out: Float64Array): number {
    const word = this.#find(tokens.hash[index] ?? 0);
    if (word >= 0) {
      const from = word * out.length;
      for (let d = 0; d < out.length; d++) out[d] = this.#words[from + d] ?? 0;
      return this.#scales[word] ?? 0;
    }
    const count = gramRows(tokens, index, this.#rows);
    out.fill(0);
    for (let r = 0; r < count; r++) {
      const from = (this.#rows[r] ?? 0) * out.length;
      for (let d = 0; d < out.length; d++) out[d] = (out[d] ?? 0) + (this.#grams[from + d] ?? 0);
    }
    if (count > 0) for (let d = 0; d < out.length; d++) out[d] = Math.round((out[d] ?? 0) / count);
    return this.#gramScale;
  }

  /** Hashes are spread evenly, so that guessing the place in proportion finds it in three or four looks. */
  #find(hash: number): number {
    const hashes = this.#hashes;
    let low = 0;
    let high = hashes.length - 1;
    while (low <= high) {
      const first = hashes[low] ?? 0;
      const last = hashes[high] ?? 0;
      if (hash < first || hash > last) return -1;
      const guess = last === first ? low : low + Math.floor(((hash - first) / (last - first)) * (high - low));
      const found = hashes[guess] ?? 0;
      if (found === hash) return guess;
      if (found < hash) low = guess + 1;
      else high = guess - 1;
    }
    return -1;
  }
}
