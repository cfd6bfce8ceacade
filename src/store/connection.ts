import { closeSync, existsSync, mkdirSync, openSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import Sqlite from 'better-sqlite3';
import { Kysely, type SqliteDatabase, SqliteDialect, type SqliteStatement } from 'kysely';
import { EarshotError } from '../core/errors.js';
import { explainSqliteError } from './errors.js';
import { migrate, schemaVersion } from './migrate.js';
import type { Database } from './schema.js';
import { defineSearchTexts } from './search-index.js';

/** How long to wait for another process's write before giving up, ms. */
const BUSY_TIMEOUT = 10_000;

export interface Connection {
  db: Kysely<Database>;
  /** The driver itself, for what Kysely has no word for. Nothing outside src/store sees it. */
  raw: Sqlite.Database;
  close(): void;
}

/** The database for whoever only reads it, with SQL of its own, while others write. The caller closes it. */
export function openReader(path: string): Sqlite.Database {
  return new Sqlite(path, { readonly: true, timeout: BUSY_TIMEOUT });
}

/**
 * Opens (and where needed creates and migrates) the database.
 *
 * `synchronous = FULL` is set at every open: an existing WAL file reopens at NORMAL, where a commit may be
 * rolled back by a power loss, and a lost claim in the outbox is a double reply.
 *
 * @param path the file, or `:memory:`
 * @throws EarshotError naming the file and the remedy: locked, read-only, full, damaged, not a database,
 *   written by a newer earshot
 */
export function connect(path: string): Connection {
  let raw: Sqlite.Database | undefined;
  try {
    if (path !== ':memory:') preparePlace(path);
    raw = new Sqlite(path, { timeout: BUSY_TIMEOUT });
    // Before anything is written, the journal mode included: a file that is not ours is left as it is.
    schemaVersion(raw, path);
    raw.pragma('journal_mode = WAL');
    raw.pragma('synchronous = FULL');
    raw.pragma('foreign_keys = ON');
    // What is removed or replaced is overwritten in its page; pages that come free are, when the file is compacted.
    raw.pragma('secure_delete = FAST');
    raw.pragma('cache_size = -8192');
    raw.pragma('temp_store = MEMORY');
    defineSearchTexts(raw);
    migrate(raw, path);
  } catch (error) {
    raw?.close();
    throw explainSqliteError(error, path, true);
  }
  const connection = raw;
  return {
    db: new Kysely<Database>({ dialect: new SqliteDialect({ database: caching(connection, path) }) }),
    raw: connection,
    close: () => connection.close(),
  };
}

/** Makes what is missing, for the owner's eyes alone: the file holds private messages. A WAL takes the file's mode. */
function preparePlace(path: string): void {
  if (existsSync(path)) {
    if (statSync(path).isDirectory()) {
      throw new EarshotError(`${path} is a folder, not a database file.`, {
        code: 'database-cannot-open',
        hint: 'Give --db the name of a file.',
      });
    }
    return;
  }
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  } catch (error) {
    throw new EarshotError(`the folder of ${path} cannot be made.`, {
      code: 'database-cannot-open',
      hint: 'Check the path and your rights there, or point --db elsewhere.',
      cause: error,
    });
  }
  try {
    closeSync(openSync(path, 'a', 0o600));
  } catch {
    // SQLite tries it again, and its failure is explained.
  }
}

/**
 * The driver as Kysely wants it, with four changes: statements are prepared once; every transaction takes
 * the write lock when it begins (a deferred one that reads first cannot wait for the lock later, whatever
 * the busy timeout); a transaction SQLite has rolled back by itself, as it does on a full disk, is not rolled
 * back again, which would hide why; and failures are explained.
 */
function caching(raw: Sqlite.Database, path: string): SqliteDatabase {
  const statements = new Map<string, SqliteStatement>();
  const explained = <T>(run: () => T): T => {
    try {
      return run();
    } catch (error) {
      throw explainSqliteError(error, path);
    }
  };
  return {
    close: () => raw.close(),
    prepare(sql) {
      const known = statements.get(sql);
      if (known) return known;
      const statement = explained(() => raw.prepare(sql === 'begin' ? 'begin immediate' : sql));
      const wrapped: SqliteStatement = {
        reader: statement.reader,
        all: (parameters) => explained(() => statement.all(parameters)),
        run: (parameters) =>
          sql === 'rollback' && !raw.inTransaction
            ? { changes: 0, lastInsertRowid: 0 }
            : explained(() => statement.run(parameters)),
        iterate: (parameters) => statement.iterate(...parameters) as IterableIterator<unknown>,
      };
      if (statements.size > 500) statements.clear();
      statements.set(sql, wrapped);
      return wrapped;
    },
  };
}
