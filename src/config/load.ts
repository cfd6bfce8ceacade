import { mkdir, readFile, stat } from 'node:fs/promises';
import { basename, dirname, resolve } from 'node:path';
import { EarshotError } from '../core/errors.js';
import { writeFileAtomic } from './atomic-file.js';
import type { Config } from './config.js';
import { parseJsonText } from './json-text.js';
import { validateConfig } from './validate.js';

/** A configuration and where it came from; `path` and `dir` are absolute. */
export interface LoadedConfig {
  path: string;
  dir: string;
  config: Config;
}

function errnoOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'unknown';
}

async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    const missing = errnoOf(cause) === 'ENOENT';
    throw new EarshotError(
      missing ? `There is no configuration at ${path}.` : `${path} cannot be read (${errnoOf(cause)}).`,
      {
        code: missing ? 'config-missing' : 'config-unreadable',
        kind: 'config',
        hint: missing
          ? 'Run `earshot init` to make one.'
          : 'Check the permissions of the file and its folder.',
        cause,
      },
    );
  }
}

/**
 * Reads and checks a configuration.
 *
 * @throws EarshotError (config) `config-missing`, `config-unreadable`, `json-invalid` or `config-invalid`
 */
export async function loadConfig(path: string): Promise<LoadedConfig> {
  const absolute = resolve(path);
  const name = basename(absolute);
  const config = validateConfig(parseJsonText(await readText(absolute), name), name);
  return { path: absolute, dir: dirname(absolute), config };
}

/**
 * Changes a configuration on disk: all of the change is written, checked, or none of it.
 *
 * @param edit gets the file's JSON as it stands and returns what it shall become
 * @returns the configuration as saved
 * @throws EarshotError (config) as `loadConfig`, before anything is written; `config-unwritable`
 */
export async function saveConfig(path: string, edit: (raw: unknown) => unknown): Promise<LoadedConfig> {
  const absolute = resolve(path);
  const name = basename(absolute);
  const raw = edit(parseJsonText(await readText(absolute), name));
  return writeConfig(absolute, raw);
}

/**
 * Checks and writes a whole configuration, in place of whatever is at the path; its folder is made as needed.
 *
 * @throws EarshotError (config) `config-invalid`, `config-unwritable`
 */
export async function writeConfig(path: string, raw: unknown): Promise<LoadedConfig> {
  const absolute = resolve(path);
  const config = validateConfig(raw, basename(absolute));
  const mode = await stat(absolute)
    .then((found) => found.mode & 0o777)
    .catch(() => 0o644);
  try {
    await mkdir(dirname(absolute), { recursive: true });
    await writeFileAtomic(absolute, `${JSON.stringify(raw, null, 2)}\n`, mode);
  } catch (cause) {
    throw new EarshotError(`${absolute} cannot be written (${errnoOf(cause)}).`, {
      code: 'config-unwritable',
      kind: 'config',
      hint: 'Check the permissions and the free space of its folder.',
      cause,
    });
  }
  return { path: absolute, dir: dirname(absolute), config };
}
