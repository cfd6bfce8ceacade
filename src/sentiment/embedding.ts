import { ByteRows } from './byte-rows.js';
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

/** Hashes are spread evenly: one or two words begin with the same so many bits. */
const UPPER_BITS = 16;

/** A token's vector: the row of its word, which holds its n-grams' share too, or the mean of its n-grams' rows. */
export class Embedding {
  /** Token hashes in ascending order; the row of the word is the hash's place. */
  readonly #hashes: Int32Array;
  /** By the upper bits of a hash, turned to count from the lowest: where those that begin so stand. */
  readonly #places: Int32Array;
  readonly #words: Int8Array;
  /** One a word. */
  readonly #scales: Float32Array;
  readonly #grams: ByteRows;
  readonly #gramScale: number;
  readonly #rows = new Int32Array(MOST_GRAMS);
  readonly #sums: Int32Array;

  /** @param dimensions how many numbers a vector has, a multiple of four */
  constructor(model: ModelFile, dimensions: number) {
    this.#hashes = model.int32('net.hashes');
    this.#places = placesOf(this.#hashes);
    this.#words = model.int8('net.words');
    this.#scales = model.float32('net.words.scale');
    this.#grams = new ByteRows(model.int8('net.grams'), dimensions);
    this.#sums = new Int32Array(dimensions);
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
    this.#grams.sum(this.#rows, count, this.#sums);
    const share = count === 0 ? 0 : 1 / count;
    for (let d = 0; d < out.length; d++) out[d] = Math.round((this.#sums[d] ?? 0) * share);
    return this.#gramScale;
  }

  #find(hash: number): number {
    const hashes = this.#hashes;
    const begins = upperBits(hash);
    const last = this.#places[begins + 1] ?? 0;
    for (let place = this.#places[begins] ?? 0; place < last; place++)
      if (hashes[place] === hash) return place;
    return -1;
  }
}

function upperBits(hash: number): number {
  return (hash >> (32 - UPPER_BITS)) + (1 << (UPPER_BITS - 1));
}

function placesOf(hashes: Int32Array): Int32Array {
  const places = new Int32Array((1 << UPPER_BITS) + 1);
  for (const hash of hashes) places[upperBits(hash) + 1] = (places[upperBits(hash) + 1] ?? 0) + 1;
  for (let i = 1; i < places.length; i++) places[i] = (places[i] ?? 0) + (places[i - 1] ?? 0);
  return places;
}
