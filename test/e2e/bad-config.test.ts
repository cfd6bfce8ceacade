import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { expectClear } from '../helpers/clear.js';
import { type Desk, folder, openDesk } from '../helpers/desk.js';
import { run } from '../helpers/earshot.js';

/** Replaces text in the configuration. */
function spoil(desk: Desk, change: (text: string) => string): void {
  const before = readFileSync(desk.config, 'utf8');
  const after = change(before);
  expect(after).not.toBe(before);
  writeFileSync(desk.config, after);
}

it.each<[string, (text: string) => string, ...words: string[]]>([
  [
    'a comma too many',
    (text) => text.replace('"business":', ',"business":'),
    'earshot.config.json',
    'line 2',
  ],
  ['nothing in it', () => '', 'earshot.config.json'],
  ['an unknown key', (text) => text.replace('"accounts"', '"acounts"'), 'acounts', 'accounts'],
  ['an unknown network', (text) => text.replace('"x"', '"y"'), 'accounts[0].network', "'y'"],
  ['a time zone that is none', (text) => text.replace('"UTC"', '"Mars/Olympus"'), 'timeZone', 'Mars/Olympus'],
  ['a number for a name', (text) => text.replace('"Café Nar"', '7'), 'business.name', '7'],
  ['an address in the open', (text) => text.replace('127.0.0.1', 'example.com'), 'accounts[0].baseUrl'],
])('refuses a configuration with %s, wherever it is needed', async (_, change, ...words) => {
  const desk = await openDesk();
  spoil(desk, change);
  const spoilt = readFileSync(desk.config, 'utf8');
  expectClear(await desk.run(['poll']), 2, 'next:', ...words);
  expectClear(await desk.run(['list']), 2, ...words);
  expectClear(await desk.run(['watch', 'add', 'more', '-k', 'more']), 2, ...words);
  expect(readFileSync(desk.config, 'utf8')).toBe(spoilt);
  const told = await desk.run(['poll', '--json']);
  expect(told).toMatchObject({ code: 2, stdout: '' });
  expect(JSON.parse(told.stderr)).toMatchObject({
    error: { code: expect.stringMatching(/^(config|json)-/) },
  });
});

it('says how to begin where there is no configuration, and scores without one', async () => {
  const cwd = folder();
  expectClear(await run(['poll'], { cwd }), 2, 'earshot init', 'earshot demo');
  expectClear(await run(['poll', '--config', 'none.json'], { cwd }), 2, 'none.json');
  expectClear(await run(['poll'], { cwd, env: { EARSHOT_CONFIG: 'none.json' } }), 2, 'EARSHOT_CONFIG');
  expect(await run(['score', 'fine'], { cwd })).toMatchObject({ code: 0, stderr: '' });
});

it('refuses credentials that others can read, that are broken, and that are missing', async () => {
  const desk = await openDesk();
  const path = join(desk.dir, 'credentials.json');
  chmodSync(path, 0o644);
  const exposed = await desk.run(['poll']);
  expect(exposed).toMatchObject({ code: 2, stdout: '' });
  expect(exposed.stderr).toContain('mode 644');
  expect(exposed.stderr).toContain(`chmod 600 ${path}`);
  expect(desk.sandbox.requests()).toEqual({});
  chmodSync(path, 0o600);
  const good = readFileSync(path, 'utf8');
  writeFileSync(path, good.slice(0, 40));
  const broken = await desk.run(['poll']);
  expect(broken).toMatchObject({ code: 2, stdout: '' });
  expect(broken.stderr).toContain('credentials.json');
  expect(broken.stderr).not.toContain(desk.sandbox.credentials.oauth1.apiKey.slice(0, 8));
  writeFileSync(path, '{}');
  expectClear(await desk.run(['poll']), 4, "'cafenar' has no ", 'earshot account add x');
  writeFileSync(path, good);
  expect(await desk.run(['poll'])).toMatchObject({ code: 0, stdout: '', stderr: '' });
});
