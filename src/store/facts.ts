import { statSync } from 'node:fs';
import type Sqlite from 'better-sqlite3';
import type { StoreFacts } from '../core/doctor-report.js';
import { schemaVersion } from './migrate.js';
import { countRows } from './tables.js';

/** Measures a database, for a report that may be shown to strangers. */
export function storeFacts(raw: Sqlite.Database, path: string): StoreFacts {
  const bytesOf = (file: string) => statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  return {
    sqlite: String(raw.prepare('SELECT sqlite_version()').pluck().get()),
    schema: schemaVersion(raw, path),
    bytes: bytesOf(path),
    walBytes: bytesOf(`${path}-wal`),
    rows: countRows(raw),
  };
}
