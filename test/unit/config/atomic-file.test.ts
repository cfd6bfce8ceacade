import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { platform } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, it, onTestFinished } from 'vitest';
import { writeFileAtomic } from '../../../src/config/atomic-file.js';
import { ABANDONED, isScratch, SCRATCH } from '../../../src/core/scratch.js';
import { folder } from '../../helpers/desk.js';

const MARK = '0123456789ab';

/** A file as a killed writer leaves it: touched so long ago, ms, that the machine's own clock does not matter. */
function left(dir: string, name: string, age: number): string {
  const path = join(dir, name);
  writeFileSync(path, 'half');
  const then = (Date.now() - age) / 1_000;
  utimesSync(path, then, then);
  return path;
}

it('replaces a file with the mode asked for, and leaves nothing beside it', async () => {
  const dir = folder();
  const path = join(dir, 'plan.json');
  writeFileSync(path, 'old', { mode: 0o644 });
  await writeFileAtomic(path, 'new', 0o600);
  expect(readFileSync(path, 'utf8')).toBe('new');
  expect(statSync(path).mode & 0o777).toBe(0o600);
  expect(readdirSync(dir)).toEqual(['plan.json']);
});

it('leaves the old file and nothing else where the making of the text fails', async () => {
  const dir = folder();
  const path = join(dir, 'out.csv');
  writeFileSync(path, 'old');
  async function* failing() {
    yield 'a line';
    throw new Error('the database went away');
  }
  await expect(writeFileAtomic(path, failing(), 0o600)).rejects.toThrow('went away');
  expect(readFileSync(path, 'utf8')).toBe('old');
  expect(readdirSync(dir)).toEqual(['out.csv']);
});

it('removes what killed writers left in the folder once it is old, whatever it was to become, and nothing else', async () => {
  const dir = folder();
  const old = left(dir, SCRATCH.text('monday.csv', MARK), 2 * ABANDONED);
  const kept = [
    left(dir, SCRATCH.text('tuesday.csv', MARK), ABANDONED / 2),
    left(dir, SCRATCH.text('out.csv', MARK), 0),
    left(dir, '.out.csv.swp', 2 * ABANDONED),
    left(dir, `.${MARK}.tmp`, 2 * ABANDONED),
    left(dir, SCRATCH.copy('earshot.db', MARK), 2 * ABANDONED),
  ];
  await writeFileAtomic(join(dir, 'out.csv'), 'whole', 0o600);
  expect(existsSync(old)).toBe(false);
  expect(kept.filter((path) => !existsSync(path))).toEqual([]);
});

it('removes at once what a killed writer left of the same file, where a lock keeps others from writing it', async () => {
  const dir = folder();
  const mine = left(dir, SCRATCH.text('credentials.json', MARK), 0);
  const others = [
    left(dir, SCRATCH.text('credentials.json.old', MARK), 0),
    left(dir, SCRATCH.text('earshot.config.json', MARK), 0),
  ];
  await writeFileAtomic(join(dir, 'credentials.json'), '{}', 0o600, { alone: true });
  expect(existsSync(mine)).toBe(false);
  expect(others.filter((path) => !existsSync(path))).toEqual([]);
});

it('trusts no lock on a file that may be reached by another name', async () => {
  const [dir, elsewhere] = [folder(), folder()];
  writeFileSync(join(elsewhere, 'keys.json'), '{}');
  symlinkSync(join(elsewhere, 'keys.json'), join(dir, 'credentials.json'));
  const theirs = left(elsewhere, SCRATCH.text('keys.json', MARK), 0);
  await writeFileAtomic(join(dir, 'credentials.json'), '{"x":{}}', 0o600, { alone: true });
  expect(readFileSync(join(elsewhere, 'keys.json'), 'utf8')).toBe('{"x":{}}');
  expect(existsSync(theirs)).toBe(true);
});

it.skipIf(platform() === 'win32')('writes into a pipe and lets it be one', async () => {
  const dir = folder();
  const pipe = join(dir, 'pipe');
  execFileSync('mkfifo', [pipe]);
  const reader = spawn('cat', [pipe], { stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(() => void reader.kill());
  await writeFileAtomic(pipe, 'whole', 0o600);
  expect(statSync(pipe).isFIFO()).toBe(true);
  const [said] = await Promise.all([text(reader.stdout), once(reader, 'close')]);
  expect(said).toBe('whole');
  expect(readdirSync(dir)).toEqual(['pipe']);
});

it('knows its scratch files by their names, and SQLite’s beside them', () => {
  const names = [SCRATCH.text('a.b', MARK), SCRATCH.copy('a.db', MARK), SCRATCH.import('a.db', MARK)];
  const beside = [SCRATCH.copy('a.db', MARK), SCRATCH.import('a.db', MARK)].map((name) => `${name}-wal`);
  expect([...names, ...beside].filter((name) => !isScratch(name))).toEqual([]);
  const foreign = [
    'a.tmp',
    '.a.partial',
    'a.import-1',
    `a.${MARK}.earshot-tmp`,
    'earshot.db-wal',
    'earshot.db',
  ];
  expect(foreign.filter(isScratch)).toEqual([]);
});
