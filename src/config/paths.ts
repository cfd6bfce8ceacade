import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { EarshotError } from '../core/errors.js';
import type { LoadedConfig } from './load.js';

export const CONFIG_NAME = 'earshot.config.json';
const DATABASE_NAME = 'earshot.db';

export type Environment = Readonly<Record<string, string | undefined>>;

function given(value: string | undefined): string | undefined {
  return value === '' ? undefined : value;
}

function xdgFolder(env: Environment, variable: string, fallback: string): string {
  const named = given(env[variable]);
  return join(named ?? join(given(env.HOME) ?? homedir(), fallback), 'earshot');
}

/** The folder for a configuration that belongs to the person rather than to a project. */
export function userConfigFolder(env: Environment): string {
  return xdgFolder(env, 'XDG_CONFIG_HOME', '.config');
}

/**
 * Finds the configuration: `--config`, EARSHOT_CONFIG, the working folder, then the XDG config folder.
 *
 * @returns an absolute path, or null where there is none
 * @throws EarshotError `config-missing` where the flag or the variable names a file that is not there
 */
export function findConfig(places: {
  flag: string | undefined;
  env: Environment;
  cwd: string;
}): string | null {
  const { flag, env, cwd } = places;
  const named = flag ?? given(env.EARSHOT_CONFIG);
  if (named !== undefined) {
    const path = resolve(cwd, named);
    if (existsSync(path)) return path;
    throw new EarshotError(`There is no configuration at ${path}.`, {
      code: 'config-missing',
      kind: 'config',
      hint: `${flag === undefined ? 'EARSHOT_CONFIG' : '--config'} names it. Run \`earshot init\` to make one.`,
    });
  }
  for (const path of [join(cwd, CONFIG_NAME), join(userConfigFolder(env), CONFIG_NAME)]) {
    if (existsSync(path)) return path;
  }
  return null;
}

/**
 * Where the database is: `--db`, EARSHOT_DB, `storage.database` (relative to the configuration), else
 * `earshot.db` beside the configuration, or in the XDG data folder when that is where the configuration lives too.
 *
 * @param places `cwd` is what `--db` and EARSHOT_DB are relative to
 */
export function databasePath(places: {
  flag: string | undefined;
  env: Environment;
  cwd: string;
  loaded: Pick<LoadedConfig, 'dir'> & { config: { storage: { database?: string | undefined } } };
}): string {
  const { flag, env, cwd, loaded } = places;
  const named = flag ?? given(env.EARSHOT_DB);
  if (named !== undefined) return resolve(cwd, named);
  const { database } = loaded.config.storage;
  if (database !== undefined) return resolve(loaded.dir, database);
  const dir =
    loaded.dir === resolve(userConfigFolder(env))
      ? xdgFolder(env, 'XDG_DATA_HOME', '.local/share')
      : loaded.dir;
  return join(dir, DATABASE_NAME);
}
