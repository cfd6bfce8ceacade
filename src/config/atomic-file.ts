import { randomBytes } from 'node:crypto';
import { open, realpath, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

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

/**
 * Writes a file so that a reader, or a machine that stops half-way, sees the old text or the new one, never a part.
 * A symbolic link stays one: what it points to is replaced.
 *
 * @param text all of it, or its parts as they come
 * @param mode permissions of the new file, such as 0o600
 * @throws what node:fs throws; the old file is then untouched
 */
export async function writeFileAtomic(
  path: string,
  text: string | AsyncIterable<string>,
  mode: number,
): Promise<void> {
  const target = await realpath(path).catch(() => path);
  const dir = dirname(target);
  const temporary = join(dir, `.${basename(target)}.${randomBytes(6).toString('hex')}.tmp`);
  try {
    const handle = await open(temporary, 'wx', mode);
    try {
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
