import { MAX_TOKENS, type Tokens } from './tokens.js';

/** Room for so many tokens (a power of two); all are forgotten when three quarters are taken. */
export const ROWS = 1 << 16;
const MOST = ROWS * 0.75;
const KIND_SALT = 0x61c88647;

/**
 * Gives each token a row of its own, the same from text to text, so that what the models work out about a
 * token can be kept in plain arrays of {@link ROWS} rows. Open addressing over typed arrays; a row that is
 * taken over by another token gets a new stamp.
 */
export class TokenRows {
  /** The rows of the tokens read last, in their order. */
  readonly rows = new Int32Array(MAX_TOKENS);
  /** What a model kept for a row holds while the row's stamp is the one it was kept under; never 0. */
  readonly stamps = new Int32Array(ROWS);

  readonly #keys = new Int32Array(ROWS);
  readonly #taken = new Uint8Array(ROWS);
  #count = 0;
  #stamp = 0;
  #serial = 0;

  /** Finds the rows of a text's tokens; a text that was read last is not read again. */
  read(tokens: Tokens): void {
    if (this.#serial === tokens.serial) return;
    this.#serial = tokens.serial;
    if (this.#count + tokens.count > MOST) {
      this.#taken.fill(0);
      this.#count = 0;
    }
    for (let i = 0; i < tokens.count; i++)
      this.rows[i] = this.#row((tokens.hash[i] ?? 0) + (tokens.kind[i] ?? 0) * KIND_SALT);
  }

  #row(key: number): number {
    let row = key & (ROWS - 1);
    while (this.#taken[row] === 1) {
      if (this.#keys[row] === (key | 0)) return row;
      row = (row + 1) & (ROWS - 1);
    }
    this.#taken[row] = 1;
    this.#keys[row] = key;
    this.#count++;
    this.#stamp = (this.#stamp + 1) & 0x3ffffff || 1;
    this.stamps[row] = this.#stamp;
    return row;
  }
}
