const LANES = 0x00ff00ff;
const SIGNS = 0x80808080 | 0;
const BIAS = 128;

/**
 * A table of signed bytes whose rows are added up four bytes at a time: two in the halves of one number, two in
 * those of another. A half holds 256 bytes, each made positive first.
 */
export class ByteRows {
  readonly #words: Int32Array;
  readonly #each: number;

  /**
   * @param table row after row
   * @param width how many bytes a row has
   */
  constructor(table: Int8Array, width: number) {
    const padded = Math.ceil(width / 4) * 4;
    this.#each = padded / 4;
    const bytes = new Int8Array((table.length / width) * padded);
    for (let from = 0, to = 0; from < table.length; from += width, to += padded)
      bytes.set(table.subarray(from, from + width), to);
    this.#words = new Int32Array(bytes.buffer);
  }

  /**
   * Adds rows up.
   *
   * @param rows the numbers of the rows
   * @param count how many of them, at most 256
   * @param out where the sums are written, a multiple of four of them
   */
  sum(rows: Int32Array, count: number, out: Int32Array): void {
    const words = this.#words;
    const each = this.#each;
    const bias = BIAS * count;
    for (let w = 0; w < each; w++) {
      let even = 0;
      let odd = 0;
      for (let r = 0; r < count; r++) {
        const bytes = (words[(rows[r] ?? 0) * each + w] ?? 0) ^ SIGNS;
        even = (even + (bytes & LANES)) | 0;
        odd = (odd + ((bytes >>> 8) & LANES)) | 0;
      }
      out[w * 4] = (even & 0xffff) - bias;
      out[w * 4 + 1] = (odd & 0xffff) - bias;
      out[w * 4 + 2] = (even >>> 16) - bias;
      out[w * 4 + 3] = (odd >>> 16) - bias;
    }
  }
}
