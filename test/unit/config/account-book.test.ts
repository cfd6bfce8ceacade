import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  addWatch,
  putAccount,
  putSecrets,
  removeAccount,
  removeWatch,
} from '../../../src/config/account-book.js';
import { NETWORK_IDS } from '../../../src/config/names.js';
import { SIGN_INS } from '../../../src/config/sign-in.js';

let dir: string;
let path: string;
const written = (): unknown => JSON.parse(readFileSync(path, 'utf8'));
const cafe = { id: 'cafe', network: 'x', handle: 'cafenar' } as const;

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'earshot-book-'));
  path = join(dir, 'earshot.config.json');
  writeFileSync(
    path,
    JSON.stringify({ $schema: './s.json', business: { name: 'Nar' }, triage: { reach: 9 } }),
  );
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

describe('the accounts of a configuration', () => {
  it('are added and replaced without touching anything else', async () => {
    await putAccount(path, cafe);
    await putAccount(path, { ...cafe, id: 'second', handle: 'second' });
    await putAccount(path, { ...cafe, enabled: false });
    expect(written()).toEqual({
      $schema: './s.json',
      business: { name: 'Nar' },
      triage: { reach: 9 },
      accounts: [
        { ...cafe, enabled: false },
        { ...cafe, id: 'second', handle: 'second' },
      ],
    });
  });

  it('are removed from watches too', async () => {
    await putAccount(path, cafe);
    await addWatch(path, { name: 'w', keywords: ['nar'], accounts: ['cafe'] });
    await removeAccount(path, 'cafe');
    expect(written()).toMatchObject({ accounts: [], watches: [{ name: 'w', accounts: [] }] });
    await expect(removeAccount(path, 'cafe')).rejects.toMatchObject({
      code: 'account-unknown',
      kind: 'usage',
    });
  });
});

describe('a configuration that is broken', () => {
  it('is refused in the words of its own check, and left as it was', async () => {
    writeFileSync(path, '{"business": {"name": "Nar"}, "accounts": 5}');
    await expect(putAccount(path, cafe)).rejects.toMatchObject({ code: 'config-invalid' });
    expect(written()).toEqual({ business: { name: 'Nar' }, accounts: 5 });
  });
});

describe('the watches of a configuration', () => {
  it('have names of their own', async () => {
    await addWatch(path, { name: 'Brand', keywords: ['nar'] });
    await expect(addWatch(path, { name: 'brand', keywords: ['x'] })).rejects.toMatchObject({
      code: 'watch-exists',
    });
    await removeWatch(path, 'Brand');
    await expect(removeWatch(path, 'Brand')).rejects.toMatchObject({ code: 'watch-unknown' });
  });
});

describe('saved secrets', () => {
  it('are put in and taken out for one account at a time', async () => {
    const lock = <T>(_path: string, run: () => Promise<T>) => run();
    await putSecrets(dir, lock, 'cafe', { apiKey: 'one' });
    await putSecrets(dir, lock, 'other', { apiKey: 'two' });
    await putSecrets(dir, lock, 'cafe', null);
    expect(JSON.parse(readFileSync(join(dir, 'credentials.json'), 'utf8'))).toEqual({
      other: { apiKey: 'two' },
    });
  });
});

describe('ways to sign in', () => {
  it('are known for every network that can be configured', () => {
    expect(Object.keys(SIGN_INS).sort()).toEqual([...NETWORK_IDS].sort());
  });
});
