import { MAX_TOKENS, type Tokens } from './tokens.js';

/** So many tokens are remembered (a power of two); all are forgotten when there is room for no more. */
export const ROWS = 1 << 16;
const SLOTS = ROWS * 2;
const KIND_SALT = 0x61c88647;

/** What may have been worked out about a token: the bits of its record's field {@link FIELD.known}. */
export const PART = { annotations: 1, language: 2, network: 4, complaint: 8 } as const;
/** Above them stands what the cues are. */
export const PARTS = 8;

/** A token's record: whole numbers, all in half a cache line. Who fills a field says what it holds. */
export const FIELD = {
  key: 0,
  /** The token's row in larger tables, counted from 1; 0 where the record is free. */
  row: 1,
  known: 2,
  marks: 3,
  negative: 4,
  positive: 5,
  /** The squares of what the two sums before it are of, and in the lowest byte the language they hold for. */
  squares: 6,
  complaint: 7,
} as const;
/** How many numbers a record has. */
const FIELDS = 8;
const END = SLOTS * FIELDS - 1;

/**
 * Gives each token a record of its own, the same from text to text, in which the models keep what they work out about
 * it: a hashed table, so that a token costs one look into memory. Larger things are kept in arrays of {@link ROWS}
 * rows, which are given out in the order in which tokens are first seen: the common ones stand together.
 */
export class TokenRows {
  /** Where the records of the tokens read last begin, in their order. */
  readonly places = new Int32Array(MAX_TOKENS);
  /** Open addressing, by key. */
  readonly records = new Int32Array(SLOTS * FIELDS);

  #count = 0;
  #serial = 0;

  /** Finds the records of a text's tokens; a text that was read last is not read again. */
  read(tokens: Tokens): void {
    if (this.#serial === tokens.serial) return;
    this.#serial = tokens.serial;
    const { count, hash, kind } = tokens;
    if (this.#count + count > ROWS) this.#forget();
    const { places, records } = this;
    for (let i = 0; i < count; i++) {
      const key = ((hash[i] ?? 0) + (kind[i] ?? 0) * KIND_SALT) | 0;
      let place = (key * FIELDS) & END;
      while (records[place] !== key || records[place + FIELD.row] === 0) {
        if (records[place + FIELD.row] === 0) {
          records[place] = key;
          records[place + FIELD.row] = ++this.#count;
          break;
        }
        place = (place + FIELDS) & END;
      }
      places[i] = place;
    }
  }

  #forget(): void {
    this.records.fill(0);
    this.#count = 0;
  }
}
