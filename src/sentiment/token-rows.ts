import { MAX_TOKENS, type Tokens } from './tokens.js';

/** So many tokens are remembered (a power of two); all are forgotten when there is room for no more. */
export const ROWS = 1 << 16;
const SLOTS = ROWS * 2;
const KIND_SALT = 0x61c88647;

/** What may have been worked out about a token: the bits of its record's field {@link FIELD.known}. */
export const PART = { annotations: 1, language: 2, linear: 4, network: 8, complaint: 16 } as const;

/** A token's record: whole numbers, all in half a cache line. Who fills a field says what it holds. */
export const FIELD = {
  known: 0,
  marks: 1,
  /** The language that the three sums after it hold for. */
  language: 2,
  negative: 3,
  positive: 4,
  squares: 5,
  cues: 6,
  complaint: 7,
} as const;
/** How many numbers a record has. */
export const FIELDS = 8;

/**
 * Gives each token a row of its own, the same from text to text, so that what the models work out about a
 * token can be kept in plain arrays of {@link ROWS} rows. Rows are given out in the order in which tokens are
 * first seen: the common ones stand together, in few cache lines.
 */
export class TokenRows {
  /** The rows of the tokens read last, in their order. */
  readonly rows = new Int32Array(MAX_TOKENS);
  /** Of each row {@link FIELDS} numbers. */
  readonly records = new Int32Array(ROWS * FIELDS);

  /** Open addressing: a token's key, and its row plus one; 0 where the slot is free. */
  readonly #slots = new Int32Array(SLOTS * 2);
  #count = 0;
  #serial = 0;

  /** Finds the rows of a text's tokens; a text that was read last is not read again. */
  read(tokens: Tokens): void {
    if (this.#serial === tokens.serial) return;
    this.#serial = tokens.serial;
    const { count, hash, kind } = tokens;
    if (this.#count + count > ROWS) this.#forget();
    const slots = this.#slots;
    const rows = this.rows;
    for (let i = 0; i < count; i++) {
      const key = ((hash[i] ?? 0) + (kind[i] ?? 0) * KIND_SALT) | 0;
      let slot = (key & (SLOTS - 1)) * 2;
      let row = slots[slot + 1] ?? 0;
      while (row !== 0 && slots[slot] !== key) {
        slot = (slot + 2) & (SLOTS * 2 - 1);
        row = slots[slot + 1] ?? 0;
      }
      if (row === 0) {
        row = ++this.#count;
        slots[slot] = key;
        slots[slot + 1] = row;
      }
      rows[i] = row - 1;
    }
  }

  #forget(): void {
    this.#slots.fill(0);
    this.records.fill(0);
    this.#count = 0;
  }
}
