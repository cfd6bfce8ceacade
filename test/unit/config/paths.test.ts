import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { databasePath, findConfig } from '../../../src/config/paths.js';

let root: string;
let cwd: string;
let home: string;

function put(...parts: string[]): string {
  const path = join(...parts);
  mkdirSync(join(path, '..'), { recursive: true });
  writeFileSync(path, '{}');
  return path;
}

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'earshot-paths-'));
  cwd = join(root, 'shop');
  home = join(root, 'home');
  mkdirSync(cwd);
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

describe('findConfig', () => {
  it('prefers the flag, then the variable, then this folder, then the person', () => {
    const env = { HOME: home };
    expect(findConfig({ flag: undefined, env, cwd })).toBeNull();
    const personal = put(home, '.config', 'earshot', 'earshot.config.json');
    expect(findConfig({ flag: undefined, env, cwd })).toBe(personal);
    const xdg = put(root, 'xdg', 'earshot', 'earshot.config.json');
    expect(findConfig({ flag: undefined, env: { ...env, XDG_CONFIG_HOME: join(root, 'xdg') }, cwd })).toBe(
      xdg,
    );
    const here = put(cwd, 'earshot.config.json');
    expect(findConfig({ flag: undefined, env, cwd })).toBe(here);
    const variable = put(root, 'variable.json');
    expect(findConfig({ flag: undefined, env: { ...env, EARSHOT_CONFIG: variable }, cwd })).toBe(variable);
    const flag = put(cwd, 'flag.json');
    expect(findConfig({ flag: 'flag.json', env: { ...env, EARSHOT_CONFIG: variable }, cwd })).toBe(flag);
  });

  it('does not fall back from a file that was named and is not there', () => {
    put(cwd, 'earshot.config.json');
    for (const [flag, env, name] of [
      ['gone.json', {}, '--config'],
      [undefined, { EARSHOT_CONFIG: 'gone.json' }, 'EARSHOT_CONFIG'],
    ] as const) {
      expect(() => findConfig({ flag, env, cwd })).toThrow(
        expect.objectContaining({
          code: 'config-missing',
          kind: 'config',
          message: expect.stringContaining(join(cwd, 'gone.json')),
          hint: expect.stringMatching(new RegExp(`^${name} .*earshot init`)),
        }),
      );
    }
  });

  it('takes an empty variable for none', () => {
    expect(findConfig({ flag: undefined, env: { HOME: home, EARSHOT_CONFIG: '' }, cwd })).toBeNull();
  });
});

describe('databasePath', () => {
  const loaded = (dir: string, database?: string) => ({ dir, config: { storage: { database } } });

  it('prefers the flag, then the variable, then the configuration', () => {
    const env = { EARSHOT_DB: 'env.db' };
    const shop = loaded(cwd, 'kept/desk.db');
    expect(databasePath({ flag: 'flag.db', env, cwd: root, loaded: shop })).toBe(join(root, 'flag.db'));
    expect(databasePath({ flag: undefined, env, cwd: root, loaded: shop })).toBe(join(root, 'env.db'));
    expect(databasePath({ flag: undefined, env: {}, cwd: root, loaded: shop })).toBe(
      join(cwd, 'kept', 'desk.db'),
    );
    expect(databasePath({ flag: undefined, env: {}, cwd: root, loaded: loaded(cwd) })).toBe(
      join(cwd, 'earshot.db'),
    );
  });

  it('keeps data in the data folder when the configuration is in the config folder', () => {
    const personal = loaded(join(home, '.config', 'earshot'));
    const places = { flag: undefined, cwd, loaded: personal };
    expect(databasePath({ ...places, env: { HOME: home } })).toBe(
      join(home, '.local', 'share', 'earshot', 'earshot.db'),
    );
    expect(databasePath({ ...places, env: { HOME: home, XDG_DATA_HOME: root } })).toBe(
      join(root, 'earshot', 'earshot.db'),
    );
  });
});
