import { MAX_TOKENS, type Tokens } from './tokens.js';

/** Room for so many tokens (a power of two); all are forgotten when three quarters are taken. */
export const ROWS = 1 << 16;
const MOST = ROWS * 0.75;
const KIND_SALT = 0x61c88647;
const LAST_STAMP = 0x3ffffff;

/**
 * Gives each token a row of its own, the same from text to text, so that what the models work out about a
 * token can be kept in plain arrays of {@link ROWS} rows. Open addressing over typed arrays; a row that is
 * taken over by another token gets a new stamp.
 */
export class TokenRows {
  /** The rows of the tokens read last, in their order, and the stamp of each: what a model kept for a row
   * holds while the stamp is the one it was kept under. Never 0. */
  readonly rows = new Int32Array(MAX_TOKENS);
  readonly stamps = new Int32Array(MAX_TOKENS);

  /** Key and stamp side by side, in one cache line; a row with a stamp of 0 is free. */
  readonly #table = new Int32Array(ROWS * 2);
  #count = 0;
  #stamp = 0;
  #serial = 0;

  /** Finds the rows of a text's tokens; a text that was read last is not read again. */
  read(tokens: Tokens): void {
    if (this.#serial === tokens.serial) return;
    this.#serial = tokens.serial;
    const { count, hash, kind } = tokens;
    const table = this.#table;
    if (this.#count + count > MOST) {
      table.fill(0);
      this.#count = 0;
    }
    for (let i = 0; i < count; i++) {
      const key = ((hash[i] ?? 0) + (kind[i] ?? 0) * KIND_SALT) | 0;
      let row = key & (ROWS - 1);
      while (table[row * 2 + 1] !== 0 && table[row * 2] !== key) row = (row + 1) & (ROWS - 1);
      if (table[row * 2 + 1] === 0) this.#take(row, key);
      this.rows[i] = row;
      this.stamps[i] = table[row * 2 + 1] ?? 0;
    }
  }

  #take(row: number, key: number): void {
    this.#count++;
    this.#stamp = this.#stamp === LAST_STAMP ? 1 : this.#stamp + 1;
    this.#table[row * 2] = key;
    this.#table[row * 2 + 1] = this.#stamp;
  }
}
