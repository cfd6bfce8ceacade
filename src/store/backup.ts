import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, open, readdir, realpath, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { EarshotError } from '../core/errors.js';
import { ABANDONED, SCRATCH, scratchOf } from '../core/scratch.js';
import { openReader } from './connection.js';
import { explainSqliteError } from './errors.js';
import { countRows } from './tables.js';

export interface BackupReport {
  path: string;
  bytes: number;
  mentions: number;
  replies: number;
}

/** Pages copied before others have a turn. */
const PAGES = 2_000;

/**
 * Copies a database as it is at one moment, while others read and write it. The copy is checked (its structure, its
 * references, its rows against those of the moment) before it gets its name: under that name it is whole or absent.
 *
 * @param replace whether a file of that name may be replaced
 * @param onProgress told the share that is copied, 0 to 1
 * @throws EarshotError `backup-exists` (usage), `backup-unwritable`, `backup-damaged`, `interrupted`
 */
export async function backUp(
  source: string,
  target: string,
  options: { replace: boolean; now: number; signal: AbortSignal; onProgress?(share: number): void },
): Promise<BackupReport> {
  await refuse(source, target, options.replace);
  const dir = dirname(target);
  const partial = join(dir, SCRATCH.copy(basename(target), randomBytes(6).toString('hex')));
  try {
    await mkdir(dir, { recursive: true, mode: 0o700 });
    await dropAbandoned(dir, options.now);
    // Made first, so that it is nobody else's to read from the beginning.
    await (await open(partial, 'wx', 0o600)).close();
    const counts = await copyPages(source, partial, options);
    check(partial, counts);
    await flush(partial);
    await refuse(source, target, options.replace);
    await rename(partial, target);
    await flush(dir);
    const { size } = await stat(target);
    return {
      path: target,
      bytes: size,
      mentions: counts.mention ?? 0,
      replies: counts.outbox ?? 0,
    };
  } catch (error) {
    throw inWords(error, target);
  } finally {
    await rm(partial, { force: true }).catch(() => undefined);
  }
}

async function refuse(source: string, target: string, replace: boolean): Promise<void> {
  if (!existsSync(target)) return;
  if ((await realpath(target)) === (await realpath(source))) {
    throw new EarshotError(`${target} is the database itself.`, {
      code: 'backup-exists',
      kind: 'usage',
      hint: 'Name another file.',
    });
  }
  if (replace) return;
  throw new EarshotError(`${target} is there already.`, {
    code: 'backup-exists',
    kind: 'usage',
    hint: 'Name another file, or add --force to replace it.',
  });
}

/** What runs that were killed left half-written: it holds people's messages. */
async function dropAbandoned(dir: string, now: number): Promise<void> {
  for (const name of await readdir(dir)) {
    if (scratchOf(name, 'copy') === null) continue;
    const path = join(dir, name);
    // Gone by now where it was of a run that ended meanwhile.
    const left = await stat(path).catch(() => null);
    if (left !== null && now - left.mtimeMs > ABANDONED) await rm(path, { force: true });
  }
}

/** @returns how many rows each table had at the moment of the copy */
async function copyPages(
  source: string,
  partial: string,
  { signal, onProgress }: { signal: AbortSignal; onProgress?(share: number): void },
): Promise<Readonly<Record<string, number>>> {
  const reader = openReader(source);
  try {
    // One read transaction over the whole copy: what others commit meanwhile is not in it, and never restarts it.
    reader.exec('BEGIN');
    const counts = countRows(reader);
    await reader.backup(partial, {
      progress: ({ totalPages, remainingPages }) => {
        if (signal.aborted) {
          throw new EarshotError('Stopped; there is no copy.', { code: 'interrupted', kind: 'interrupted' });
        }
        onProgress?.(totalPages === 0 ? 1 : 1 - remainingPages / totalPages);
        return PAGES;
      },
    });
    return counts;
  } finally {
    reader.close();
  }
}

function check(path: string, counts: Readonly<Record<string, number>>): void {
  const raw = new Sqlite(path, { fileMustExist: true });
  try {
    // One file, that can be opened where nothing may be written beside it.
    raw.pragma('journal_mode = DELETE');
    const problems = raw.pragma('integrity_check(5)', { simple: true });
    const dangling = raw.pragma('foreign_key_check') as unknown[];
    const copied = countRows(raw);
    const differing = Object.entries(counts).filter(([table, rows]) => copied[table] !== rows);
    if (problems === 'ok' && dangling.length === 0 && differing.length === 0) return;
    throw new EarshotError('the copy is not sound, and was thrown away.', {
      code: 'backup-damaged',
      hint: 'The database itself may be damaged: `earshot doctor` says more.',
    });
  } finally {
    raw.close();
  }
}

/** Brings a file, or a folder's list of names, to the disk; a folder only where the system can. */
async function flush(path: string): Promise<void> {
  const handle = await open(path, 'r').catch(() => null);
  try {
    await handle?.sync();
  } catch {
    // Windows and some network file systems cannot flush a folder.
  } finally {
    await handle?.close();
  }
}

function inWords(error: unknown, target: string): unknown {
  if (error instanceof Sqlite.SqliteError) return explainSqliteError(error, target);
  if (!(error instanceof Error && 'syscall' in error)) return error;
  return new EarshotError(`${target} cannot be written.`, {
    code: 'backup-unwritable',
    hint: 'Check its folder, your rights there and the space on the disk, or name another file.',
    cause: error,
  });
}
