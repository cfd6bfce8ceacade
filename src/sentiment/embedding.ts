import { hashStep, mix } from './hash.js';
import type { ModelFile } from './model-file.js';
import { KIND, type Tokens } from './tokens.js';

/** Character n-grams share this many rows (a power of two). */
export const GRAM_ROWS = 1 << 15;
const SHORTEST = 3;
const LONGEST = 5;
const MOST_GRAMS = 256;

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

/** Rows of bytes, each with a scale of its own. */
interface ByteRows {
  bytes: Int8Array;
  scales: Float32Array;
}

/** A token's vector: the row of its word, where it is known, plus the mean of its n-grams' rows. */
export class Embedding {
  /** Token hashes in ascending order; the row of the word is the hash's place. */
  readonly #hashes: Int32Array;
  readonly #words: ByteRows;
  readonly #grams: ByteRows;
  readonly #rows = new Int32Array(MOST_GRAMS);

  constructor(model: ModelFile) {
    this.#hashes = model.int32('net.hashes');
    this.#words = { bytes: model.int8('net.words'), scales: model.float32('net.words.scale') };
    this.#grams = { bytes: model.int8('net.grams'), scales: model.float32('net.grams.scale') };
  }

  /** Writes the vector of a token. */
  read(tokens: Tokens, index: number, out: Float32Array): void {
    out.fill(0);
    const word = this.#find(tokens.hash[index] ?? 0);
    if (word >= 0) this.#add(this.#words, word, 1, out);
    const count = gramRows(tokens, index, this.#rows);
    for (let r = 0; r < count; r++) this.#add(this.#grams, this.#rows[r] ?? 0, 1 / count, out);
  }

  #add(table: ByteRows, row: number, share: number, out: Float32Array): void {
    const scale = share * (table.scales[row] ?? 0);
    const from = row * out.length;
    const { bytes } = table;
    for (let d = 0; d < out.length; d++) out[d] = (out[d] ?? 0) + scale * (bytes[from + d] ?? 0);
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
