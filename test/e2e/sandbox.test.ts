import { existsSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { folder } from '../helpers/desk.js';
import { jsonOf, type Running, run, start } from '../helpers/earshot.js';
import { stopForGood } from '../helpers/stop-for-good.js';

/** Starts `earshot sandbox` and waits until it listens. */
async function serve(dir: string, ...args: string[]): Promise<Running & { said: Record<string, unknown> }> {
  const running = start(['sandbox', ...args], { cwd: dir });
  onTestFinished(async () => {
    await running.stop('SIGKILL');
  });
  await running.until((stdout) => stdout.endsWith('\n'));
  return Object.assign(running, { said: JSON.parse(running.stdout()) as Record<string, unknown> });
}

it('prints one JSON line, writes a configuration that works, and ends when interrupted', async () => {
  const dir = folder();
  const running = await serve(dir, '--config-out', 'try');
  const config = join(dir, 'try', 'earshot.config.json');
  expect(running.said).toEqual({
    url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
    config,
    pid: running.child.pid,
  });
  expect(statSync(join(dir, 'try', 'credentials.json')).mode & 0o777).toBe(0o600);
  const poll = jsonOf<{ new: number }>(await run(['poll', '--json', '--config', config], { cwd: dir }));
  expect(poll.new).toBeGreaterThan(40);
  const stop = async () => {
    expect(await running.stop('SIGINT')).toMatchObject({ signal: null, stderr: '' });
  };
  await stopForGood({ url: String(running.said.url), stop });
  const down = await run(['poll', '--config', config], { cwd: dir });
  expect(down).toMatchObject({ code: 1, stdout: '' });
  expect(down.stderr).toContain('the server refuses connections');
});

const GOOD = `id,reason,author,text,createdAt,brand,replyTo,private,likes
7,late,ann,"Hello, @cafe",2026-11-20T09:00:00Z,Delta,,,3
9,,bob,"Two
lines",2026-11-20T09:00:00Z,,7,no,
8,,bob,A secret,2026-11-20 09:01:00,,,yes,
`;

it('imports a CSV whose other columns it does not know', async () => {
  const dir = folder();
  writeFileSync(join(dir, 'posts.csv'), GOOD);
  await serve(dir, '--import', 'posts.csv', '--handle', 'cafe', '--no-limits', '--config-out', '.');
  expect((await run(['poll'], { cwd: dir })).code).toBe(0);
  const { mentions } = jsonOf<{ mentions: { nativeId: string }[] }>(
    await run(['list', '--json'], { cwd: dir }),
  );
  expect(mentions.toSorted((a, b) => Number(a.nativeId) - Number(b.nativeId))).toMatchObject([
    { nativeId: '7', text: 'Hello, @cafe', private: false, createdAt: '2026-11-20T09:00:00.000Z' },
    { nativeId: '8', text: 'A secret', private: true, createdAt: '2026-11-20T09:01:00.000Z' },
    { nativeId: '9', text: 'Two\nlines', private: false, replyTo: '7' },
  ]);
});

it.each([
  ['a missing column', 'id,author,text\n1,a,b\n', 'createdAt'],
  ['an id used twice', `${GOOD}7,,x,y,2026-11-20,,,,\n`, "'7'"],
  ['a time that is none', 'id,author,text,createdAt\n1,a,b,yesterday\n', 'Line 2, column createdAt'],
  ['an empty text', 'id,author,text,createdAt\n1,a,,2026-11-20\n', 'column text'],
  ['a quote left open', 'id,author,text,createdAt\n1,a,"b,2026-11-20\n', 'CSV'],
])('refuses %s', async (_, csv, words) => {
  const dir = folder();
  writeFileSync(join(dir, 'posts.csv'), csv);
  const refused = await run(['sandbox', '--import', 'posts.csv', '--config-out', '.'], { cwd: dir });
  expect(refused).toMatchObject({ code: 2, stdout: '' });
  expect(refused.stderr).toContain(words);
  expect(existsSync(join(dir, 'earshot.config.json'))).toBe(false);
});

it('refuses a port in use, a file that is not there, and to replace a configuration of somebody else', async () => {
  const dir = folder();
  const { said } = await serve(dir);
  const port = new URL(String(said.url)).port;
  const taken = await run(['sandbox', '--port', port], { cwd: dir });
  expect(taken).toMatchObject({ code: 1, stdout: '' });
  expect(taken.stderr).toContain(`port ${port}`);
  expect(await run(['sandbox', '--import', 'none.csv'], { cwd: dir })).toMatchObject({ code: 2, stdout: '' });
  const mine = '{"business":{"name":"Mine"}}';
  writeFileSync(join(dir, 'earshot.config.json'), mine);
  expect(await run(['sandbox', '--config-out', '.'], { cwd: dir })).toMatchObject({ code: 2, stdout: '' });
});
