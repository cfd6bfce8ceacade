import { readFileSync, statSync } from 'node:fs';
import { platform } from 'node:os';
import { join } from 'node:path';
import * as z from 'zod';
import { EarshotError } from '../core/errors.js';
import { shellWord } from '../core/shell.js';
import { writeFileAtomic } from './atomic-file.js';
import { parseJsonText } from './json-text.js';

const CREDENTIALS_NAME = 'credentials.json';

/** Runs something while no other process holds the lock on that file. */
export type FileLock = <T>(path: string, run: () => Promise<T>) => Promise<T>;

/** Secrets by account id, then by name. */
export type Credentials = Record<string, Record<string, string>>;

const credentialsSchema = z.record(z.string(), z.record(z.string(), z.string()));

/** The credentials file that belongs to the configuration in a folder. */
export function credentialsPath(dir: string): string {
  return join(dir, CREDENTIALS_NAME);
}

/**
 * Why a credentials file is not private, or null where it is (or is not there). Windows keeps no such bits.
 */
function exposure(path: string): string | null {
  if (platform() === 'win32') return null;
  const mode = statSync(path, { throwIfNoEntry: false })?.mode;
  if (mode === undefined || (mode & 0o077) === 0) return null;
  return `${path} can be read or changed by other users of this machine (mode ${(mode & 0o777).toString(8)}).`;
}

/**
 * Reads the credentials file; where there is none, nobody has credentials.
 *
 * @throws EarshotError (config) `credentials-exposed`, `credentials-unreadable`, `json-invalid`,
 *   `credentials-invalid`; none of them quotes the content
 */
export function readCredentials(path: string): Credentials {
  const exposed = exposure(path);
  if (exposed !== null) {
    throw new EarshotError(exposed, {
      code: 'credentials-exposed',
      kind: 'config',
      hint: `Run: chmod 600 ${shellWord(path)}`,
    });
  }
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return {};
    throw new EarshotError(`${path} cannot be read.`, {
      code: 'credentials-unreadable',
      kind: 'config',
      hint: 'Check that the file belongs to you.',
      cause,
    });
  }
  const parsed = credentialsSchema.safeParse(parseJsonText(text, path));
  if (!parsed.success) {
    throw new EarshotError(`${path} is not what earshot writes there.`, {
      code: 'credentials-invalid',
      kind: 'config',
      hint: 'It holds one group of texts for each account: {"account id": {"apiKey": "...", ...}}.',
    });
  }
  return parsed.data;
}

/**
 * Replaces the credentials file, atomically, readable by its owner alone. Only under its lock: what a writer left there
 * that was killed holds secrets, and goes.
 *
 * @throws EarshotError (config) `credentials-unwritable`
 */
export async function saveCredentials(path: string, credentials: Credentials): Promise<void> {
  try {
    await writeFileAtomic(path, `${JSON.stringify(credentials, null, 2)}\n`, 0o600, { alone: true });
  } catch (cause) {
    throw new EarshotError(`${path} cannot be written.`, {
      code: 'credentials-unwritable',
      kind: 'config',
      hint: 'Check the permissions and the free space of its folder.',
      cause,
    });
  }
}

/**
 * Changes the credentials file under its lock.
 *
 * @param edit gets all credentials as they stand and returns what they shall become
 * @throws EarshotError (config) as `readCredentials` and `saveCredentials`
 */
export async function editCredentials(
  path: string,
  lock: FileLock,
  edit: (current: Credentials) => Credentials,
): Promise<void> {
  await lock(path, () => saveCredentials(path, edit(readCredentials(path))));
}
