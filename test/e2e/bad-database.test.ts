import { createHash } from 'node:crypto';
import { chmodSync, chownSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { expect, it, onTestFinished } from 'vitest';
import { importPosts } from '../../src/sandbox/index.js';
import { expectClear, expectNoTrace } from '../helpers/clear.js';
import { type Desk, openDesk } from '../helpers/desk.js';
import type { Running } from '../helpers/earshot.js';
import { madePosts } from '../helpers/posts.js';
import { seeded } from '../helpers/random.js';

const POSTS = madePosts(400, seeded('bad-database'));
const NOBODY = 65_534;

const openPosts = () => openDesk(importPosts(POSTS.csv));
const stored = (desk: Desk) => desk.count('SELECT count(*) FROM mention');
const digest = (path: string) => createHash('sha256').update(readFileSync(path)).digest('hex');

async function expectComplete(desk: Desk): Promise<void> {
  expect(await desk.run(['poll'])).toMatchObject({ code: 0, stdout: '', stderr: '' });
  expect(stored(desk)).toBe(POSTS.rows.length);
  expect(desk.rows('PRAGMA integrity_check')).toEqual([{ integrity_check: 'ok' }]);
}

it('stops at a file-size limit with a clear message, and goes on from there', async () => {
  const desk = await openPosts();
  // Enough for the schema and a page or so; the unit is 1024 bytes.
  const wrap = (line: readonly string[]) => ['bash', '-c', 'ulimit -f 700; exec "$0" "$@"', ...line];
  expectClear(await desk.run(['poll'], { wrap }), 1, 'earshot.db', 'next:');
  expect(stored(desk)).toBeLessThan(POSTS.rows.length);
  await expectComplete(desk);
});

it('stops at a full disk with a clear message, and goes on from there', async (test) => {
  const desk = await openPosts();
  const disk = join(desk.dir, 'disk');
  // A small disk of its own, seen by this one process tree; made larger before the second poll.
  const script = `mkdir -p ${disk} && mount -t tmpfs -o size=900k tmpfs ${disk} || exit 77
    "$@"; echo "code $?"; mount -o remount,size=64m ${disk}; "$@"; echo "code $?"
    cp ${disk}/earshot.db ${disk}/earshot.db-wal ${desk.dir}/ 2>/dev/null || cp ${disk}/earshot.db ${desk.dir}/`;
  const ended = await desk.run(['poll', '--db', join(disk, 'earshot.db')], {
    wrap: (line) => ['unshare', '-m', 'bash', '-c', script, 'full-disk', ...line],
  });
  if (ended.code === 77 || !ended.stdout.includes('code')) {
    console.log(`Skipped: a full disk needs the right to mount one (${ended.stderr.trim()}).`);
    return test.skip();
  }
  expect(ended.stdout).toBe('code 1\ncode 0\n');
  expect(ended.stderr).toMatch(/^earshot: .*earshot\.db: the disk is full\.\n/);
  expectNoTrace(ended);
  await expectComplete(desk);
});

it('says that a database or a folder cannot be written', async (test) => {
  const desk = await openPosts();
  const asNobody = process.getuid?.() === 0 ? { uid: NOBODY } : {};
  await desk.run(['poll', '--max', '100']);
  const files = readdirSync(desk.dir).map((name) => join(desk.dir, name));
  if (asNobody.uid !== undefined) for (const path of [desk.dir, ...files]) chownSync(path, NOBODY, NOBODY);
  if ((await desk.run(['--version'], asNobody)).code !== 0) {
    console.log('Skipped: this checkout cannot be read by another user.');
    return test.skip();
  }
  const lock = (mode: number, paths: readonly string[]) => {
    for (const path of paths) chmodSync(path, mode);
  };
  const databases = files.filter((path) => path.includes('earshot.db'));
  const before = stored(desk);
  lock(0o444, databases);
  expectClear(await desk.run(['poll'], asNobody), 1, 'cannot be written', 'next:');
  expectClear(await desk.run(['mark', '1', '--status', 'done'], asNobody), 1, 'cannot be written');
  lock(0o600, databases);
  chmodSync(desk.dir, 0o555);
  onTestFinished(() => chmodSync(desk.dir, 0o755));
  const closed = await desk.run(['poll', '--db', join(desk.dir, 'other.db')], asNobody);
  expectClear(closed, 1, 'other.db', 'next:');
  chmodSync(desk.dir, 0o755);
  expect(stored(desk)).toBe(before);
  await expectComplete(desk);
});

it('leaves alone what a newer earshot, another program or nobody wrote as a database', async () => {
  const desk = await openPosts();
  await expectComplete(desk);
  const newer = new Sqlite(desk.db);
  newer.pragma('user_version = 4000');
  newer.pragma('wal_checkpoint(TRUNCATE)');
  newer.close();
  const foreign = join(desk.dir, 'foreign.db');
  const other = new Sqlite(foreign);
  other.exec('CREATE TABLE recipes (name TEXT)');
  other.close();
  const text = join(desk.dir, 'notes.txt');
  writeFileSync(text, 'Buy milk. '.repeat(1_000));
  for (const [path, words] of [
    [desk.db, 'newer earshot'],
    [foreign, 'another program'],
    [text, 'not a database'],
  ] as const) {
    const before = digest(path);
    expectClear(await desk.run(['poll', '--db', path]), 1, path, words, 'next:');
    expectClear(await desk.run(['list', '--db', path]), 1, path, words);
    expect(digest(path)).toBe(before);
  }
  expectClear(await desk.run(['list', '--db', desk.dir]), 1, 'is a folder');
  expect(desk.sandbox.requests()).toMatchObject({ 'GET /2/users/me': 1 });
});

it('waits for a locked database, then gives up with 6 and loses nothing', async () => {
  const desk = await openPosts();
  await desk.run(['poll', '--max', '100']);
  const raw = new Sqlite(desk.db);
  raw.exec('BEGIN EXCLUSIVE');
  onTestFinished(() => {
    raw.close();
  });
  expect(await desk.run(['list'])).toMatchObject({ code: 0, stderr: '' });
  expectClear(await desk.run(['poll']), 6, 'locked by another program', 'next:');
  raw.exec('ROLLBACK');
  await expectComplete(desk);
});

it('lets a second poll leave at once with 6, and the first one finish', async () => {
  let first: Running | undefined;
  let stopped = () => {};
  const isStopped = new Promise<void>((resolve) => {
    stopped = resolve;
  });
  // Its network stops it between two answers: it holds the poll as long as it takes the second one to start.
  const desk = await openDesk({
    ...importPosts(POSTS.csv),
    log: () => {
      if (first?.child.kill('SIGSTOP')) stopped();
    },
  });
  const held = desk.start(['poll']);
  onTestFinished(() => void held.child.kill('SIGKILL'));
  first = held;
  await isStopped;
  const second = await desk.run(['poll']);
  first = undefined;
  held.child.kill('SIGCONT');
  expectClear(second, 6, 'another earshot is polling', 'next:');
  expect(await held.ended).toMatchObject({ code: 0, stdout: '', stderr: '' });
  expect(stored(desk)).toBe(POSTS.rows.length);
});
