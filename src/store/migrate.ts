import type Sqlite from 'better-sqlite3';
import { EarshotError } from '../core/errors.js';
import { MIGRATIONS } from './migrations/index.js';
import { defineSearchTexts } from './search-index.js';

/** Marks the file as earshot's own ("ears" in ASCII), so that another program's database is never altered. */
const APPLICATION_ID = 0x65617273;

/**
 * Brings a database to this program's schema: each step in one transaction with its version number.
 *
 * @param raw an open database
 * @param path its file, for messages
 * @throws EarshotError `database-newer` where a newer earshot has migrated it, `database-foreign` where it
 *   belongs to another program
 */
export function migrate(raw: Sqlite.Database, path: string): void {
  if (schemaVersion(raw, path) === MIGRATIONS.length) return;
  // Two processes may open an old database at once: the second finds the work done once it has the lock.
  raw
    .transaction(() => {
      applyMigrations(raw, schemaVersion(raw, path), MIGRATIONS.length);
    })
    .immediate();
}

/**
 * The steps from one schema version to another, with the version number.
 *
 * @param raw a database of schema `from`; 0 for an empty one
 */
export function applyMigrations(raw: Sqlite.Database, from: number, to: number): void {
  defineSearchTexts(raw);
  for (const migration of MIGRATIONS.slice(from, to)) raw.exec(migration);
  raw.pragma(`user_version = ${to}`);
  raw.pragma(`application_id = ${APPLICATION_ID}`);
}

/**
 * How many migrations a database has had: 0 for an empty file.
 *
 * @throws EarshotError `database-newer` or `database-foreign`, as `migrate` does
 */
export function schemaVersion(raw: Sqlite.Database, path: string): number {
  const version = Number(raw.pragma('user_version', { simple: true }));
  const application = Number(raw.pragma('application_id', { simple: true }));
  if (application !== APPLICATION_ID && (application !== 0 || version !== 0 || hasTables(raw))) {
    throw new EarshotError(`${path} is a database of another program.`, {
      code: 'database-foreign',
      hint: 'Point --db at another file; this one was left as it is.',
    });
  }
  if (version < 0) {
    throw new EarshotError(`${path}: the database is not as earshot left it.`, {
      code: 'database-corrupt',
      hint: 'Restore it from a backup, or move it away and poll again.',
    });
  }
  if (version > MIGRATIONS.length) {
    throw new EarshotError(
      `${path} was written by a newer earshot (schema ${version}; this one knows ${MIGRATIONS.length}).`,
      {
        code: 'database-newer',
        hint: 'Update earshot, or use the version that wrote it. Nothing was changed.',
      },
    );
  }
  return version;
}

function hasTables(raw: Sqlite.Database): boolean {
  return raw.prepare('SELECT 1 FROM sqlite_schema LIMIT 1').get() !== undefined;
}
