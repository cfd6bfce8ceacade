import { existsSync, readdirSync, readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { ABANDONED } from '../../src/core/scratch.js';
import { type Desk, folder, openDesk } from '../helpers/desk.js';
import { jsonOf } from '../helpers/earshot.js';

/** Ends the process as a power cut does, when it is about to give a file its name for the nth time. */
const KILL_AT_RENAME = `
import fs from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
const rename = fs.rename;
let left = Number(process.env.KILL_AT_RENAME);
fs.rename = async (...names) => {
  left -= 1;
  if (left > 0) return rename(...names);
  process.kill(process.pid, 'SIGKILL');
  return new Promise(() => {});
};
syncBuiltinESMExports();
`;

const POST = { by: 'mina_k', text: '@cafenar are you open?', createdAt: Date.now() - 60_000 };

/** Runs a command, which is killed before its nth file has its name. */
async function killed(desk: Desk, args: readonly string[], nth = 1, stdin: string | null = null) {
  const preload = join(folder(), 'kill.mjs');
  writeFileSync(preload, KILL_AT_RENAME);
  const env = { NODE_OPTIONS: `--import=${preload}`, KILL_AT_RENAME: String(nth) };
  const ended = await desk.run(args, { env, stdin });
  expect(ended, ended.stderr).toMatchObject({ code: null, signal: 'SIGKILL' });
}

const leftIn = (dir: string) =>
  readdirSync(dir).filter((name) => /\.(earshot-tmp|partial)$/.test(name) && name.startsWith('.'));

function makeOlder(path: string, ms: number): void {
  const then = (Date.now() - ms) / 1_000;
  utimesSync(path, then, then);
}

interface Diagnoses {
  diagnoses: { findings: { code: string; message: string; hint?: string }[] }[];
}

/** What the doctor says of files that were left. */
async function told(desk: Desk) {
  const { diagnoses } = jsonOf<Diagnoses>(await desk.run(['doctor', '--json']));
  return diagnoses.flatMap(({ findings }) => findings).find(({ code }) => code === 'files-left');
}

it('keys that were half written go when keys are written next', async () => {
  const desk = await openDesk();
  const { url, credentials } = desk.sandbox;
  const kept = join(desk.dir, 'credentials.json');
  const before = readFileSync(kept, 'utf8');
  const keys = JSON.stringify(credentials.oauth1);
  const where = ['--id', 'second', '--handle', 'cafenar', '--auth', 'oauth1', '--base-url', url];
  const add = ['account', 'add', 'x', ...where, '--secrets-stdin'];
  await killed(desk, add, 1, keys);
  const left = leftIn(desk.dir);
  expect(left).toEqual([expect.stringMatching(/^\.credentials\.json\./)]);
  expect(statSync(join(desk.dir, left[0] ?? '')).mode & 0o777).toBe(0o600);
  expect(readFileSync(kept, 'utf8')).toBe(before);

  const added = await desk.run(add, { stdin: keys });
  expect(added, added.stderr).toMatchObject({ code: 0 });
  expect(JSON.parse(readFileSync(kept, 'utf8'))).toMatchObject({ second: credentials.oauth1 });
  expect(leftIn(desk.dir)).toEqual([]);
});

it('an account whose removal was killed half-way can be removed again, keys and all', async () => {
  const desk = await openDesk();
  const remove = ['account', 'remove', 'cafenar', '--yes'];
  await killed(desk, remove, 2);
  expect(await desk.run(remove)).toMatchObject({ code: 0 });
  expect(JSON.parse(readFileSync(join(desk.dir, 'credentials.json'), 'utf8'))).toEqual({});
  expect(readFileSync(desk.config, 'utf8')).not.toContain('"id": "cafenar"');
});

it('what else was half written stays while it may be another run’s, is told by doctor, and goes when it is old', async () => {
  const desk = await openDesk({ posts: [POST] });
  expect((await desk.run(['poll'])).code).toBe(0);
  writeFileSync(join(desk.dir, 'friday.csv'), 'mention,text\n1,Yes we are.\n');
  const commands: [line: string[], writes: string][] = [
    [['watch', 'add', 'brand', '-k', 'cafe nar'], 'earshot.config.json'],
    [['export', '--out', 'out.csv'], 'out.csv'],
    [['export', '--format', 'desk', '--out', 'desk.jsonl'], 'desk.jsonl'],
    [['digest', '--out', 'digest.html', '--format', 'html'], 'digest.html'],
    [['bulk', 'plan', 'friday.csv'], 'friday.plan.json'],
    [['backup', 'copy.db'], 'copy.db'],
  ];
  const config = readFileSync(desk.config, 'utf8');
  for (const [line] of commands) await killed(desk, line);
  const left = leftIn(desk.dir).sort();
  expect(left.map((name) => name.replace(/^\.|\.[0-9a-f]{12}\.(earshot-tmp|partial)$/g, ''))).toEqual(
    commands.map(([, writes]) => writes).sort(),
  );
  expect(readFileSync(desk.config, 'utf8')).toBe(config);
  expect(
    commands.filter(([, writes]) => writes !== 'earshot.config.json' && existsSync(join(desk.dir, writes))),
  ).toEqual([]);

  for (const [line] of commands) expect((await desk.run(line)).code, line.join(' ')).toBe(0);
  expect(leftIn(desk.dir).sort()).toEqual(left);
  for (const name of left) makeOlder(join(desk.dir, name), ABANDONED / 2);
  const finding = await told(desk);
  for (const name of left) expect(finding?.hint).toContain(join(desk.dir, name));

  for (const name of left) makeOlder(join(desk.dir, name), 2 * ABANDONED);
  for (const line of [
    ['export', '--out', 'tuesday.csv'],
    ['backup', 'copy.db', '--force'],
  ])
    expect((await desk.run(line)).code, line.join(' ')).toBe(0);
  expect(leftIn(desk.dir)).toEqual([]);
  expect(await told(desk)).toBeUndefined();
}, 120_000);
