import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import type { ScenePost } from '../../src/sandbox/index.js';
import { type Desk, openDesk } from '../helpers/desk.js';
import { jsonOf } from '../helpers/earshot.js';

const KILLER = new URL('../helpers/kill-at-commit.mjs', import.meta.url);
const POSTS = 3_000;
/** So many in one transaction. */
const BATCH = 500;
const OPENINGS = ['Today', 'Well', 'This week', 'Monday', 'For lunch', 'Yesterday', 'Once more', 'Tonight'];
const MIDDLES = [
  'I got zorbed',
  'the soup was terrible',
  'everything was delicious',
  'the cake was wonderful',
];

interface Report {
  scorer: string;
  scored: number;
  changed: number;
  keptByHand: number;
}

interface Row {
  id: number;
  text: string;
  sentiment: string;
  fixed: number;
  status: string;
  version: string;
}

const ROWS = `SELECT mention.id, text, sentiment, score, confidence, intent, language, reasons, urgency, status, needs_reply,
  sentiment_fixed AS fixed, scorer_version AS version FROM mention JOIN triage ON mention_id = mention.id ORDER BY 1`;

/** A desk with its mentions brought in; "zorbed" is a word of this business that means a delivery gone wrong. */
async function deskOfZorbs(): Promise<Desk> {
  const now = Date.now();
  const posts = Array.from({ length: POSTS }, (_, index): ScenePost => {
    const opening = OPENINGS[index % OPENINGS.length];
    const middle = MIDDLES[Math.floor(index / OPENINGS.length) % MIDDLES.length];
    return {
      by: `guest${index % 50}`,
      text: `@cafenar ${opening} ${middle} table ${index}`,
      createdAt: now - index * 1_000,
    };
  });
  const desk = await openDesk({ posts });
  expect((await desk.run(['poll'])).code).toBe(0);
  return desk;
}

const rows = (desk: Desk) => desk.rows<Row>(ROWS);

/** Marks what the owner has read: the zorbs among the first 240 are negative, the rest is fine as it is. */
async function teach(desk: Desk): Promise<{ corrected: number[]; zorbs: number }> {
  const read = rows(desk).slice(0, 240);
  const corrected = read
    .filter(({ text, sentiment }) => text.includes('zorbed') && sentiment !== 'negative')
    .map(({ id }) => id);
  expect(corrected.length).toBeGreaterThan(10);
  const done = read.filter(({ text }) => !text.includes('zorbed')).map(({ id }) => String(id));
  expect((await desk.run(['mark', ...done, '--status', 'done'])).code).toBe(0);
  expect((await desk.run(['mark', ...corrected.map(String), '--sentiment', 'negative'])).code).toBe(0);
  return { corrected, zorbs: negativeZorbs(desk) };
}

const negativeZorbs = (desk: Desk) =>
  rows(desk).filter(({ text, sentiment }) => text.includes('zorbed') && sentiment === 'negative').length;

async function rescore(desk: Desk, ...args: string[]): Promise<Report> {
  return jsonOf<Report>(await desk.run(['rescore', '--json', ...args]));
}

describe('rescore', () => {
  it('brings what corrections taught to stored mentions, and takes it back with them', async () => {
    const desk = await deskOfZorbs();
    const shipped = rows(desk)[0]?.version;
    expect(await rescore(desk)).toMatchObject({ scored: 0, changed: 0 });
    const { corrected, zorbs } = await teach(desk);
    const marked = rows(desk);

    const planned = await rescore(desk, '--dry-run');
    expect(negativeZorbs(desk)).toBe(zorbs);
    const done = await rescore(desk);
    expect(planned).toEqual({ ...done, dryRun: true });
    expect(done).toMatchObject({ scored: POSTS, keptByHand: corrected.length });
    expect(done.scorer.startsWith(`${shipped}+`)).toBe(true);
    expect(negativeZorbs(desk)).toBeGreaterThan(zorbs + 100);
    const after = rows(desk);
    expect(after.filter(({ fixed }) => fixed === 1).map(({ id }) => id)).toEqual(corrected);
    expect(after.map(({ status }) => status)).toEqual(marked.map(({ status }) => status));
    expect(new Set(after.map(({ version }) => version))).toEqual(new Set([done.scorer]));
    expect(await rescore(desk)).toMatchObject({ scored: 0 });
    const list = jsonOf<{ corrections: number; words: { text: string; towards: string }[] }>(
      await desk.run(['corrections', 'list', '--json']),
    );
    expect(list.corrections).toBe(corrected.length);
    expect(list.words).toContainEqual(expect.objectContaining({ text: 'zorbed', towards: 'negative' }));

    expect((await desk.run(['undo'])).code).toBe(0);
    expect(await rescore(desk)).toMatchObject({ scorer: shipped, scored: POSTS, keptByHand: 0 });
    expect(negativeZorbs(desk)).toBe(zorbs - corrected.length);
  });

  it('forgets with one command, and leaves corrections on their mentions', async () => {
    const desk = await deskOfZorbs();
    const { corrected, zorbs } = await teach(desk);
    await rescore(desk);
    expect(jsonOf(await desk.run(['corrections', 'reset', '--json']))).toEqual({
      forgotten: corrected.length,
    });
    expect((await rescore(desk)).scorer).not.toContain('+');
    expect(negativeZorbs(desk)).toBe(zorbs);
    expect(rows(desk).filter(({ fixed }) => fixed === 1).length).toBe(corrected.length);
  });

  it('ends the same when it is killed again and again as in one go', async () => {
    const desk = await deskOfZorbs();
    await teach(desk);
    const copy = join(desk.dir, 'copy.db');
    const raw = new Sqlite(desk.db);
    raw.pragma('wal_checkpoint(TRUNCATE)');
    raw.close();
    copyFileSync(desk.db, copy);
    expect((await desk.run(['rescore', '--db', copy])).code).toBe(0);
    const done = () => desk.count("SELECT count(*) FROM mention WHERE scorer_version LIKE '%+%'");
    const ends: number[] = [];
    // Each run is killed a commit later than the one before it, in turns before and after it.
    for (let commit = 1; done() < POSTS; commit += 1) {
      const at = `${commit}${commit % 2 ? '' : '+'}`;
      const ended = await desk.run(['rescore'], {
        env: { NODE_OPTIONS: `--import=${KILLER}`, KILL_AT_COMMIT: at },
      });
      ends.push(done());
      expect(ended).toMatchObject(done() < POSTS ? { signal: 'SIGKILL' } : { stderr: '' });
      expect(desk.rows('PRAGMA integrity_check')).toEqual([{ integrity_check: 'ok' }]);
    }
    expect(ends.filter((count) => count > 0 && count < POSTS).length).toBeGreaterThan(0);
    expect(ends.every((count) => count % BATCH === 0)).toBe(true);
    expect((await desk.run(['rescore'])).code).toBe(0);
    const other = new Sqlite(copy, { readonly: true });
    expect(rows(desk)).toEqual(other.prepare(ROWS).all());
    other.close();
  });

  it('leaves at once where another one runs, with exit code 6', async () => {
    const desk = await openDesk({ posts: [] });
    expect((await desk.run(['poll'])).code).toBe(0);
    const lock = new Sqlite(`${desk.db}.rescore.lock`);
    lock.exec('BEGIN EXCLUSIVE');
    const ended = await desk.run(['rescore']);
    lock.close();
    expect(ended.code).toBe(6);
    expect(ended.stderr).toContain('scoring mentions again');
  });
});
