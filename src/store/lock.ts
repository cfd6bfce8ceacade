import { existsSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import Sqlite from 'better-sqlite3';
import type { Clock } from '../core/clock.js';
import { sleep } from '../core/clock.js';
import { EarshotError } from '../core/errors.js';
import { explainSqliteError } from './errors.js';

export interface Lock {
  release(): void;
}

/**
 * Takes a lock between processes, held until released or until the process ends, however it ends: it is an
 * exclusive transaction on an empty database beside the real one, so the operating system lets go of it.
 *
 * @param path the lock's own file
 * @returns null where another process holds it
 */
export function tryLock(path: string): Lock | null {
  let raw: Sqlite.Database | undefined;
  try {
    if (!existsSync(dirname(path))) mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    raw = new Sqlite(path, { timeout: 0 });
    raw.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    raw?.close();
    if (error instanceof Sqlite.SqliteError && error.code.startsWith('SQLITE_BUSY')) return null;
    throw explainSqliteError(error, path);
  }
  const held = raw;
  return { release: () => held.close() };
}

/**
 * Runs something while holding a lock, waiting for it as long as needed up to `waitMs`.
 *
 * @throws EarshotError of kind `locked` when the wait is over
 */
export async function withLock<T>(
  path: string,
  options: { clock: Clock; waitMs: number; what: string; signal?: AbortSignal },
  run: () => Promise<T>,
): Promise<T> {
  const until = options.clock() + options.waitMs;
  let lock = tryLock(path);
  while (!lock) {
    if (options.clock() >= until || options.signal?.aborted) {
      throw new EarshotError(`another earshot is ${options.what}.`, {
        code: 'locked',
        kind: 'locked',
        hint: 'Wait for it to end and try again. If it hangs, `earshot doctor` names the process.',
      });
    }
    await sleep(50, options.signal);
    lock = tryLock(path);
  }
  try {
    return await run();
  } finally {
    lock.release();
  }
}
