import { describe, expect, it } from 'vitest';
import { importPosts } from '../../src/sandbox/index.js';
import { type Desk, openDesk } from '../helpers/desk.js';
import { jsonOf, run } from '../helpers/earshot.js';
import { expectAllOnce, serveFile } from '../helpers/imported.js';
import { airlinePosts, madePosts, type PostFile } from '../helpers/posts.js';
import { seeded } from '../helpers/random.js';

const random = seeded('real-input');
const made = madePosts(700, random);
const real = airlinePosts();
const files: PostFile[] = real ? [real, made] : [made];

const LONG = 600_000;
const KILLS = 20;

describe.each(files)('$name', (file) => {
  const { rows } = file;

  it('come in with one poll, and list, digest and score work on them', { timeout: LONG }, async () => {
    const { dir } = await serveFile(file, '--no-limits');
    const poll = jsonOf<{ new: number }>(await run(['poll', '--json'], { cwd: dir }));
    expect(poll.new).toBe(rows.length);
    expectAllOnce(dir, file);
    expect(jsonOf<{ new: number }>(await run(['poll', '--json'], { cwd: dir })).new).toBe(0);
    expectAllOnce(dir, file);

    const listed = await run(['list', '--limit', '0', '--jsonl', '--sort', 'oldest'], { cwd: dir });
    const lines = listed.stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as { nativeId: string });
    expect(new Set(lines.map(({ nativeId }) => nativeId))).toEqual(new Set(rows.map(({ id }) => id)));
    const tsv = await run(['list', '--limit', '0'], { cwd: dir });
    expect(
      tsv.stdout
        .split('\n')
        .slice(0, -1)
        .every((line) => line.split('\t').length === 7),
    ).toBe(true);

    const period = ['--since', '2015-02-16', '--until', '2015-02-26'];
    const digest = jsonOf<{
      volume: { mentions: number; positive: number; neutral: number; negative: number };
      series: { mentions: number }[];
      leftOut: Record<string, number>;
    }>(await run(['digest', ...period, '--format', 'json'], { cwd: dir }));
    const inside = rows.filter(({ createdAt }) => createdAt >= '2015-02-16' && createdAt < '2015-02-26');
    const { mentions, positive, neutral, negative } = digest.volume;
    const leftOut = Object.values(digest.leftOut).reduce((sum, count) => sum + count, 0);
    expect(mentions + leftOut).toBe(inside.length);
    expect(positive + neutral + negative).toBe(mentions);
    expect(digest.series.reduce((sum, slice) => sum + slice.mentions, 0)).toBe(mentions);
    expect(await run(['digest', ...period], { cwd: dir })).toMatchObject({ code: 0, stderr: '' });

    const stdin = rows.map(({ id, text }) => JSON.stringify({ id, text })).join('\n');
    const scored = await run(['score', '--jsonl'], { cwd: dir, stdin });
    expect(scored).toMatchObject({ code: 0, stderr: '' });
    const labels = scored.stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as { id: string });
    expect(labels.map(({ id }) => id)).toEqual(rows.map(({ id }) => id));
  });

  it(`survive ${KILLS} kills of the poll at random moments`, { timeout: LONG }, async () => {
    const requests = new EventTarget();
    const desk: Desk = await openDesk({
      ...importPosts(file.csv),
      log: () => requests.dispatchEvent(new Event('request')),
    });
    // Few pages a run where there are few, so that every kill finds work undone.
    const patience = Math.floor(rows.length / 100 / KILLS) + 2;
    const kills: string[] = [];
    while (kills.length < KILLS) {
      const poll = desk.start(['poll']);
      const wanted = random.below(patience + 1);
      const pause = random.below(wanted === 0 ? 300 : 40);
      await new Promise<void>((resolve) => {
        let seen = 0;
        const count = () => {
          if (seen++ < wanted) return;
          requests.removeEventListener('request', count);
          setTimeout(resolve, pause);
        };
        requests.addEventListener('request', count);
        count();
        void poll.ended.then(() => resolve());
      });
      const { signal, stderr } = await poll.stop('SIGKILL');
      expect(stderr).toBe('');
      if (signal === 'SIGKILL') kills.push(`${wanted}+${pause}ms`);
    }
    console.log(`${file.name}, killed after requests: ${kills.join(' ')}`);
    expect(await desk.run(['poll'])).toMatchObject({ code: 0, stdout: '', stderr: '' });
    expectAllOnce(desk.dir, file);
    desk.sandbox.arrive({ by: 'late_guest', text: 'Anybody there?', tagsUs: true });
    expect(jsonOf<{ new: number }>(await desk.run(['poll', '--json'])).new).toBe(1);
  });
});
