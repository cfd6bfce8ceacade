import { randomBytes } from 'node:crypto';
import { lstat, open, readdir, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { ABANDONED, SCRATCH, scratchOf } from '../core/scratch.js';

/** Flushes a folder's list of names, where the system can: without it a rename may be lost with the power. */
async function syncFolder(dir: string): Promise<void> {
  const handle = await open(dir, 'r').catch(() => null);
  try {
    await handle?.sync();
  } catch {
    // Windows and some network file systems cannot; the file itself is safe already.
  } finally {
    await handle?.close();
  }
}

/** Removes what killed writers left in a folder: what is old, and at once what was to become the file named, if one is. */
async function dropAbandoned(dir: string, own: string, sure: string | null, now: number): Promise<void> {
  for (const name of await readdir(dir).catch(() => [])) {
    const target = scratchOf(name, 'text');
    if (target === null || name === own) continue;
    const path = join(dir, name);
    // Gone by now where its writer has ended; not ours to remove where the folder is everybody's.
    const left = await stat(path).catch(() => null);
    if (left === null || (target !== sure && now - left.mtimeMs <= ABANDONED)) continue;
    await rm(path).catch(() => undefined);
  }
}

/**
 * Writes a file so that a reader, or a machine that stops half-way, sees the old text or the new one, never a part.
 * A symbolic link stays one: what it points to is replaced. A pipe or a device is written to as it stands. What
 * writers that were killed left in that folder goes: once it is a day old by the clock of its disk, or at once as
 * `alone` says.
 *
 * @param text all of it, or its parts as they come
 * @param mode permissions of the new file, such as 0o600
 * @param alone whether a lock keeps everybody else from writing this file
 * @throws what node:fs throws; the old file is then untouched
 */
export async function writeFileAtomic(
  path: string,
  text: string | AsyncIterable<string>,
  mode: number,
  { alone = false } = {},
): Promise<void> {
  const there = await stat(path).catch(() => null);
  if (there !== null && !there.isFile()) return writeFile(path, text, 'utf8');
  // The same file may have other names, with other locks.
  const linked = (await lstat(path).catch(() => null))?.isSymbolicLink() === true;
  const target = await realpath(path).catch(() => path);
  const dir = dirname(target);
  const name = basename(target);
  const own = SCRATCH.text(name, randomBytes(6).toString('hex'));
  const temporary = join(dir, own);
  try {
    const handle = await open(temporary, 'wx', mode);
    try {
      await dropAbandoned(dir, own, alone && !linked ? name : null, (await handle.stat()).mtimeMs);
      await writeFile(handle, text, 'utf8');
      await handle.chmod(mode);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(temporary, target);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
  await syncFolder(dir);
}
