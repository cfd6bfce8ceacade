import type Sqlite from 'better-sqlite3';
import type { Compaction } from '../core/removal.js';
import { explainSqliteError } from './errors.js';

/**
 * Writes the file anew without what removed rows left behind: the words in the search index's segments, the free
 * pages and the unused ends of pages, the write-ahead log. Others may read meanwhile; who wants to write waits.
 *
 * @param path for messages
 * @returns `complete: false` where a reader held on to the old log so long that it could not be emptied
 * @throws EarshotError where the disk is full, or another process writes for longer than the patience is
 */
export function compact(raw: Sqlite.Database, path: string): Compaction {
  try {
    const before = fileSize(raw).bytes;
    raw.exec(`INSERT INTO mention_search (mention_search) VALUES ('optimize')`);
    // A large database does not fit into memory twice.
    raw.pragma('temp_store = FILE');
    try {
      raw.exec('VACUUM');
    } finally {
      raw.pragma('temp_store = MEMORY');
    }
    const [checkpoint] = raw.pragma('wal_checkpoint(TRUNCATE)') as { busy: number }[];
    return { before, after: fileSize(raw).bytes, complete: checkpoint?.busy === 0 };
  } catch (error) {
    throw explainSqliteError(error, path);
  }
}

/** @returns bytes of the database, and of its pages that hold nothing */
export function fileSize(raw: Sqlite.Database): { bytes: number; free: number } {
  const number = (name: string) => Number(raw.pragma(name, { simple: true }));
  const page = number('page_size');
  return { bytes: number('page_count') * page, free: number('freelist_count') * page };
}
