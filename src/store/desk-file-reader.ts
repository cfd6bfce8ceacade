import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import type Sqlite from 'better-sqlite3';
import { EarshotError } from '../core/errors.js';
import { DESK_FILE_VERSION, type DeskFileHeader } from './desk-file.js';
import { applyMigrations } from './migrate.js';
import { MIGRATIONS } from './migrations/index.js';
import { columnsOf, tablesOf } from './tables.js';

const NEWLINE = 10;
/** Longer than any line that is written. */
const LONGEST = 64 * 2 ** 20;

/**
 * Reads a whole desk from JSON lines into an empty database, in the schema it was written in.
 *
 * @param raw an empty database that is thrown away where this fails
 * @throws EarshotError `import-broken`, naming the line; `import-newer`; `interrupted`
 */
export async function readDeskFile(
  raw: Sqlite.Database,
  file: string,
  { signal, onProgress }: { signal: AbortSignal; onProgress?(rows: number): void },
): Promise<void> {
  const hash = createHash('sha256');
  let number = 0;
  let load: Loader | null = null;
  let ended = false;
  for await (const bytes of linesOf(file)) {
    number += 1;
    if (signal.aborted) throw stopped();
    if (ended) throw broken(number, 'there is more after its end');
    const value = parse(bytes, number);
    if (load === null) load = openLoader(raw, headerOf(value, number));
    else if ('end' in value) {
      load.close(number, value.end, hash.digest('hex'));
      ended = true;
      continue;
    } else load.row(value, number);
    hash.update(bytes);
    if (number % 1_000 === 0) onProgress?.(number);
  }
  if (!ended) throw broken(number + 1, 'the file ends too early: it was cut off');
}

interface Loader {
  row(value: Record<string, unknown>, line: number): void;
  close(line: number, end: unknown, sha256: string): void;
}

function openLoader(raw: Sqlite.Database, header: DeskFileHeader): Loader {
  applyMigrations(raw, 0, header.schema);
  raw.exec('BEGIN');
  const tables = tablesOf(raw);
  // What a new database has of its own.
  for (const table of tables) raw.exec(`DELETE FROM "${table}"`);
  const statements = new Map<string, { columns: string[]; insert: Sqlite.Statement; rows: number }>(
    tables.map((table) => {
      const columns = columnsOf(raw, table);
      const names = columns.map((name) => `"${name}"`).join(', ');
      const insert = raw.prepare(
        `INSERT INTO "${table}" (${names}) VALUES (${columns.map(() => '?').join(', ')})`,
      );
      return [table, { columns, insert, rows: 0 }];
    }),
  );
  return {
    row({ table, row, ...rest }, line) {
      const into = typeof table === 'string' ? statements.get(table) : undefined;
      if (into === undefined || !isObject(row) || Object.keys(rest).length > 0) {
        throw broken(line, 'it is not a row of a table there is');
      }
      const { columns, insert } = into;
      if (Object.keys(row).length !== columns.length || !columns.every((name) => name in row)) {
        throw broken(line, `it is not a row of ${String(table)}`);
      }
      try {
        insert.run(columns.map((name) => toSqlite(row[name], line)));
      } catch (cause) {
        if (cause instanceof EarshotError) throw cause;
        throw broken(line, `the database refuses it: ${cause instanceof Error ? cause.message : ''}`);
      }
      into.rows += 1;
    },
    close(line, end, sha256) {
      const told = isObject(end) ? end : {};
      if (told.lines !== line - 1 || told.sha256 !== sha256) {
        throw broken(line, 'its checksum is not that of the lines before it: the file was changed');
      }
      for (const [table, { rows }] of statements) {
        if ((header.tables[table] ?? 0) !== rows) throw broken(line, `rows of ${table} are missing`);
      }
      raw.exec('COMMIT');
    },
  };
}

function headerOf(value: Record<string, unknown>, line: number): DeskFileHeader {
  const { earshot, version, schema, exportedAt, tables } = value;
  const whole = (one: unknown): one is number => Number.isInteger(one) && Number(one) >= 1;
  if (earshot !== 'desk' || !whole(version) || !whole(schema) || !isObject(tables)) {
    throw broken(line, 'it is not what `earshot export --format desk` writes');
  }
  if (version > DESK_FILE_VERSION || schema > MIGRATIONS.length) {
    throw new EarshotError('The file was written by a newer earshot.', {
      code: 'import-newer',
      hint: 'Update earshot and import it again. Nothing was changed.',
    });
  }
  const counts = Object.entries(tables).map(([table, rows]) => [table, Number(rows)]);
  return {
    earshot,
    version,
    schema,
    exportedAt: String(exportedAt),
    tables: Object.fromEntries(counts),
  };
}

function toSqlite(value: unknown, line: number): string | number | Buffer | null {
  if (value === null || typeof value === 'string' || typeof value === 'number') return value;
  if (isObject(value) && typeof value.hex === 'string' && /^([0-9a-f]{2})*$/.test(value.hex)) {
    return Buffer.from(value.hex, 'hex');
  }
  throw broken(line, 'a value is neither text nor number');
}

function parse(bytes: Buffer, line: number): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    if (isObject(value)) return value;
  } catch {
    // Told below.
  }
  throw broken(line, 'it is not a JSON object');
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The lines of a file as bytes, each with its newline. */
async function* linesOf(file: string): AsyncGenerator<Buffer> {
  let parts: Buffer[] = [];
  let length = 0;
  let line = 1;
  for await (const chunk of createReadStream(file, { highWaterMark: 2 ** 18 })) {
    let rest: Buffer = chunk;
    for (let at = rest.indexOf(NEWLINE); at !== -1; at = rest.indexOf(NEWLINE)) {
      yield Buffer.concat([...parts, rest.subarray(0, at + 1)]);
      parts = [];
      length = 0;
      line += 1;
      rest = rest.subarray(at + 1);
    }
    parts.push(rest);
    length += rest.length;
    if (length > LONGEST) throw broken(line, 'it is too long');
  }
  if (length > 0) throw broken(line, 'the file ends inside it: it was cut off');
}

function broken(line: number, why: string): EarshotError {
  return new EarshotError(`Line ${line} cannot be imported: ${why}.`, {
    code: 'import-broken',
    hint: 'Nothing was taken in. Use the file as `earshot export --format desk` wrote it, or another one.',
  });
}

export function stopped(): EarshotError {
  return new EarshotError('Stopped; nothing was taken in.', { code: 'interrupted', kind: 'interrupted' });
}
