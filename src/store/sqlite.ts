import { CompiledQuery, type Kysely, type RawBuilder, sql } from 'kysely';
import type { Database } from './schema.js';

// The SQL that only SQLite speaks, in one place: another dialect replaces this file.

/** Rows handed to the database as one JSON parameter, so that a page costs one statement a table. */
export function jsonRows(rows: readonly unknown[]): RawBuilder<unknown> {
  return sql`json_each(${JSON.stringify(rows)})`;
}

/** One field of the row at hand in `jsonRows`. */
export function field(name: string): RawBuilder<unknown> {
  return sql`json_extract(value, ${sql.lit(`$.${name}`)})`;
}

/**
 * A statement that is always the same, written out: Kysely's builders would put it together again at every call.
 *
 * @returns runs it with the values for its `?` in order, and gives its rows
 */
export function written<Row>(text: string) {
  return async (db: Kysely<Database>, ...values: unknown[]): Promise<Row[]> =>
    (await db.executeQuery<Row>(CompiledQuery.raw(text, values))).rows;
}

/** Rows a statement takes in `bulkInsert`; more of them gain nothing. */
const CHUNK = 20;

/**
 * Prepares a bulk insert of finished rows: several times faster than a statement a row, and than JSON where
 * rows have many columns.
 *
 * @param into `INSERT INTO table (columns)`
 * @param row the values of one row in parentheses, `?` for each that is handed over
 * @param conflict what follows the values: `ON CONFLICT ...`
 * @returns inserts rows, each a list of the values for the `?` in order
 */
export function bulkInsert(into: string, row: string, conflict = '') {
  const statement = (count: number) => `${into} VALUES ${Array(count).fill(row).join(', ')} ${conflict}`;
  const full = statement(CHUNK);
  return async (db: Kysely<Database>, rows: readonly (readonly unknown[])[]): Promise<void> => {
    for (let start = 0; start < rows.length; start += CHUNK) {
      const chunk = rows.slice(start, start + CHUNK);
      const text = chunk.length === CHUNK ? full : statement(chunk.length);
      await db.executeQuery(CompiledQuery.raw(text, chunk.flat()));
    }
  };
}

/** `IN (...)` over any number of values, as one parameter. */
export function inList(values: readonly (string | number)[]): RawBuilder<unknown> {
  return sql`(SELECT value FROM json_each(${JSON.stringify(values)}))`;
}

/**
 * The search index's key for a mention: its second in the high bits, so that walking the index backwards
 * gives the newest first without sorting; `serial` keeps keys of one second apart. Stays below 2^53.
 */
export function searchKey(createdAt: number, serial: number): number {
  return Math.max(0, Math.floor(createdAt / 1000)) * 2 ** 20 + (serial % 2 ** 20);
}

/** The smallest key of any mention of that second or later. */
export function searchKeyFloor(createdAt: number): number {
  return searchKey(createdAt, 0);
}

/** The key of the mention whose time and number these columns hold, as SQL. */
export function searchKeyOf(createdAt: string, serial: string): RawBuilder<unknown> {
  return sql`(max(0, ${sql.ref(createdAt)} / 1000) * 1048576 + ${sql.ref(serial)} % 1048576)`;
}

/** A whole number as SQLite's integer: the driver hands every number over as a float, which FTS5 will not seek. */
export function integer(value: number): RawBuilder<unknown> {
  return sql`CAST(${value} AS INTEGER)`;
}

/** Whether a mention stands at an address, in the words of the index over the ends of addresses. */
export function atAddress(address: RawBuilder<unknown>): RawBuilder<boolean> {
  return sql`substr(mention.url, -16) = substr(${address}, -16) AND mention.url = ${address}`;
}
