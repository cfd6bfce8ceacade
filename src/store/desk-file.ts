import { createHash } from 'node:crypto';
import { safeJson } from '../core/safe-json.js';
import { openReader } from './connection.js';
import { MIGRATIONS } from './migrations/index.js';
import { columnsOf, countOf, tablesOf } from './tables.js';

// A whole desk as JSON lines: a header, one line a row, and a footer with the hash of all the lines before it.

export const DESK_FILE_VERSION = 1;

export interface DeskFileHeader {
  earshot: 'desk';
  version: number;
  /** How many migrations the database had had. */
  schema: number;
  /** ISO 8601. */
  exportedAt: string;
  /** Rows of each table. */
  tables: Record<string, number>;
}

/**
 * Everything in a database as it is at one moment, line by line, while others write.
 *
 * @param now ms UTC
 */
export async function* deskLines(path: string, now: number): AsyncGenerator<string> {
  const raw = openReader(path);
  const hash = createHash('sha256');
  let lines = 0;
  const line = (value: unknown): string => {
    // Safe to look at in a terminal too.
    const text = `${safeJson(JSON.stringify(value))}\n`;
    hash.update(text);
    lines += 1;
    return text;
  };
  try {
    raw.exec('BEGIN');
    const tables = tablesOf(raw);
    const header: DeskFileHeader = {
      earshot: 'desk',
      version: DESK_FILE_VERSION,
      schema: MIGRATIONS.length,
      exportedAt: new Date(now).toISOString(),
      tables: Object.fromEntries(tables.map((table) => [table, countOf(raw, table)])),
    };
    yield line(header);
    for (const table of tables) {
      const columns = columnsOf(raw, table);
      const rows = raw.prepare(`SELECT * FROM "${table}" ORDER BY ${columns.length > 1 ? '1, 2' : '1'}`);
      for (const row of rows.raw().iterate() as IterableIterator<unknown[]>) {
        yield line({
          table,
          row: Object.fromEntries(columns.map((name, index) => [name, toJson(row[index])])),
        });
      }
    }
    yield `${JSON.stringify({ end: { lines, sha256: hash.digest('hex') } })}\n`;
  } finally {
    raw.close();
  }
}

/** Bytes have no place in JSON: they are written as `{"hex": "..."}`. */
function toJson(value: unknown): unknown {
  return value instanceof Uint8Array ? { hex: Buffer.from(value).toString('hex') } : value;
}
