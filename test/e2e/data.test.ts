import {
  copyFileSync,
  existsSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import type { ScenePost } from '../../src/sandbox/index.js';
import { ahead } from '../helpers/clock.js';
import { type Desk, makeDesk, openDesk } from '../helpers/desk.js';
import { jsonOf } from '../helpers/earshot.js';
import { seeded } from '../helpers/random.js';
import { everyRow, isSound, randomDesk, type Somebody } from '../unit/store/random-desk.js';
import { NOW } from '../unit/store/support.js';

const KILLS = 6;
const DAY = 86_400_000;

/** Files of a folder that have a text in their bytes. */
function filesWith(dir: string, text: string): string[] {
  return readdirSync(dir, { recursive: true, encoding: 'utf8' })
    .filter((name) => statSync(join(dir, name)).isFile())
    .filter((name) => readFileSync(join(dir, name)).toString('latin1').toLowerCase().includes(text));
}

function posts(): ScenePost[] {
  const now = Date.now();
  return ['mina', 'ben', 'qzcanary', 'qzcanary', 'ria'].map((by, index) => ({
    by,
    text: `@cafenar are you open today? (${by} ${index})`,
    createdAt: now - (9 - index) * 60_000,
  }));
}

describe('forget, through the program', () => {
  it('works while another process polls, leaves no byte, and hears nothing of it again', async () => {
    const desk = await openDesk({ posts: posts() });
    expect((await desk.run(['poll'])).code).toBe(0);
    await desk.run(['customer', 'note', '@qzcanary', 'prefers', 'oats']);
    const [{ id }] = desk.rows<{ id: number }>("SELECT id FROM mention WHERE text LIKE '%qzcanary%'") as [
      { id: number },
    ];
    expect((await desk.run(['reply', String(id), 'Yes, qzcanary, until ten.', '--yes'])).code).toBe(0);
    const backup = await desk.run(['backup', '--json']);
    const { path } = jsonOf<{ backup: { path: string } }>(backup).backup;

    const polling = desk.start(['poll', '--every', '1s']);
    const runs = () =>
      desk.count("SELECT count(*) FROM run WHERE command = 'poll' AND finished_at IS NOT NULL");
    await vi.waitFor(() => expect(runs()).toBeGreaterThan(1), { timeout: 120_000 });
    const told = await desk.run(['forget', '@qzcanary', '--dry-run']);
    expect(told).toMatchObject({ code: 0, stdout: expect.stringContaining('2 mentions') });
    expect(told.stdout).toContain(path.slice(-20));
    const asked = await desk.run(['forget', '@qzcanary']);
    expect(asked).toMatchObject({ code: 2, stderr: expect.stringContaining('--yes') });
    expect((await desk.run(['import', path])).code).toBe(6);
    const done = await desk.run(['forget', '@qzcanary', '--yes', '--json']);
    expect(jsonOf(done)).toMatchObject({
      person: {
        mentions: 2,
        replies: 1,
        notes: 1,
        forgotten: true,
        copies: [{ path }],
        compaction: { complete: true },
      },
    });
    const before = runs();
    await vi.waitFor(() => expect(runs()).toBeGreaterThan(before + 1), { timeout: 120_000 });
    await polling.stop('SIGINT');

    rmSync(join(desk.dir, 'backups'), { recursive: true });
    expect(filesWith(desk.dir, 'qzcanary')).toEqual([]);
    expect(desk.count('SELECT count(*) FROM mention')).toBe(3);
    expect(await desk.run(['forget', '@qzcanary', '--yes'])).toMatchObject({ code: 2 });
  });
});

describe('retention', () => {
  it('is kept by a poll, once a day, and told', async () => {
    const old = { by: 'olga', text: '@cafenar thank you, lovely', createdAt: Date.now() - 500 * DAY };
    const desk = await openDesk({ posts: [...posts(), old] });
    const config = JSON.parse(readFileSync(desk.config, 'utf8')) as object;
    expect(jsonOf(await desk.run(['poll', '--json']))).toMatchObject({ new: 6, pruned: 0 });
    writeFileSync(desk.config, JSON.stringify({ ...config, retention: { keep: '1y', all: true } }));
    expect(jsonOf(await desk.run(['poll', '--json']))).toMatchObject({ new: 0, pruned: 1 });
    expect(jsonOf(await desk.run(['poll', '--json']))).toMatchObject({ new: 0, pruned: 0 });
    expect(desk.count("SELECT count(*) FROM mention WHERE text LIKE '%lovely%'")).toBe(0);
    const stats = jsonOf<{ leftOut: { removed: number } }>(
      await desk.run(['stats', '--since', '600d', '--json']),
    );
    expect(stats.leftOut.removed).toBe(1);
  });

  it.each([
    [['prune'], 'age'],
    [['prune', '--older-than', '18x', '--yes'], 'age'],
    [['prune', '--older-than', '5h', '--yes'], 'age'],
    [['export', '--format', 'desk', '--since', '3d'], 'period'],
    [['import', 'absent.jsonl'], 'absent.jsonl'],
  ])('%j is refused as wrong usage', async (args, word) => {
    const desk = await openDesk();
    expect(await desk.run(args)).toMatchObject({
      code: 2,
      stdout: '',
      stderr: expect.stringContaining(word),
    });
  });
});

describe('killed anywhere', () => {
  let desk: Desk;
  let pristine: string;
  let people: Somebody[];
  let whole: Record<string, string[]>;
  const random = seeded('data-kill');

  beforeAll(async () => {
    desk = await makeDesk();
    pristine = join(desk.dir, 'pristine');
    const filled = await randomDesk(pristine, random, 1_500);
    people = filled.people;
    filled.store.close();
    whole = everyRow(pristine);
    return () => desk.close();
  });

  /** Runs a command several times from the same beginning, killed at random moments up to its usual end. */
  async function kill(
    args: string[],
    begin: () => void,
    check: (killed: boolean) => Promise<void>,
    env: Record<string, string> = {},
  ) {
    begin();
    const started = performance.now();
    expect((await desk.run(args, { env })).code).toBe(0);
    const usual = performance.now() - started;
    await check(false);
    for (let trial = 0; trial < KILLS; trial++) {
      begin();
      const run = desk.start(args, { env });
      const timer = setTimeout(() => run.child.kill('SIGKILL'), usual * (0.3 + 0.7 * random.next()));
      const { signal } = await run.ended;
      clearTimeout(timer);
      await check(signal === 'SIGKILL');
    }
  }

  const fresh = (from?: string) => {
    for (const end of ['', '-wal', '-shm']) rmSync(`${desk.db}${end}`, { force: true });
    if (from !== undefined) copyFileSync(from, desk.db);
  };

  it('forget leaves the person whole or gone, and the next run removes the bytes', async () => {
    const [somebody] = people;
    if (!somebody) throw new Error('nobody there');
    const about = (rows: Record<string, string[]>) => JSON.stringify(rows).includes(somebody.token);
    await kill(
      ['forget', `@${somebody.handle}`, '--yes'],
      () => {
        fresh(pristine);
        // As an import leaves it that is killed.
        copyFileSync(pristine, `${desk.db}.import-0123456789ab`);
      },
      async () => {
        expect(isSound(desk.db)).toBe(true);
        const rows = everyRow(desk.db);
        if (about(rows)) {
          const { backup: _, ...same } = rows;
          expect(same).toEqual({ ...whole, backup: undefined });
          return;
        }
        expect((await desk.run(['poll'])).code).toBe(0);
        const files = filesWith(desk.dir, somebody.token).filter((name) => name !== 'pristine');
        expect(files).toEqual([]);
      },
    );
  });

  it('prune leaves each mention whole or gone for good, and goes on where it stopped', async () => {
    const mentions = () => new Set(desk.rows<{ id: number }>('SELECT id FROM mention').map(({ id }) => id));
    const args = ['prune', '--older-than', '1y', '--all', '--yes'];
    // All were written at one time of the day; it is half a day from it, so that nothing grows too old meanwhile.
    const env = ahead((((NOW + DAY / 2 - Date.now()) % DAY) + DAY) % DAY);
    let expected: Set<number> | undefined;
    await kill(
      args,
      () => fresh(pristine),
      async (killed) => {
        expect(isSound(desk.db)).toBe(true);
        const gone = whole.mention?.length ?? 0;
        const left = mentions().size;
        expect(desk.count('SELECT coalesce(sum(mentions), 0) FROM removed_day')).toBe(gone - left);
        expect(desk.count('SELECT count(*) FROM triage')).toBe(left);
        if (killed) expect((await desk.run(args, { env })).code).toBe(0);
        expected ??= mentions();
        expect(mentions()).toEqual(expected);
      },
      env,
    );
  });

  it('import leaves the desk empty or whole, and nothing beside it', async () => {
    const file = join(desk.dir, 'desk.jsonl');
    expect((await desk.run(['--db', pristine, 'export', '--format', 'desk', '--out', file])).code).toBe(0);
    const mentions = whole.mention?.length ?? 0;
    await kill(
      ['import', file],
      () => fresh(),
      async (killed) => {
        if (!existsSync(desk.db)) return;
        // Killed early enough, it has made no table yet.
        const made = () => desk.count("SELECT count(*) FROM sqlite_schema WHERE name = 'mention'") === 1;
        const there = () => (made() ? desk.count('SELECT count(*) FROM mention') : 0);
        expect(isSound(desk.db)).toBe(true);
        expect([0, mentions]).toContain(there());
        // Whole already, it is refused; either way what the killed one left beside it goes.
        const again = there() === 0 ? 0 : 2;
        if (killed) expect((await desk.run(['import', file])).code).toBe(again);
        expect(there()).toBe(mentions);
        expect(everyRow(desk.db).author).toEqual(whole.author);
        expect(readdirSync(desk.dir).filter((name) => name.includes('.import-'))).toEqual([]);
      },
    );
  });

  it('backup leaves a sound copy under its name, or none', async () => {
    const copy = join(desk.dir, 'copy.db');
    fresh(pristine);
    let made = 0;
    await kill(
      ['backup', copy],
      () => rmSync(copy, { force: true }),
      async () => {
        if (!existsSync(copy)) return;
        made += 1;
        expect(isSound(copy)).toBe(true);
        expect(everyRow(copy).mention).toEqual(whole.mention);
      },
    );
    expect(made).toBeGreaterThan(0);
  });
});
