import { expect, it, onTestFinished, vi } from 'vitest';
import { folder } from '../helpers/desk.js';
import { run, start } from '../helpers/earshot.js';
import { expectAllOnce, query, serveFile } from '../helpers/imported.js';
import { airlinePosts, madePosts, type PostFile } from '../helpers/posts.js';
import { seeded } from '../helpers/random.js';

const LONG = 600_000;
/** How fast the replay goes at most: the 5,146 real tweets of nine days take half a minute. */
const MS_A_POST = 6;

/**
 * X shows the newest 800 only. On a machine where the program starts slowly the replay is slower as well, so that 800
 * more are not written while it starts.
 */
async function msAPost(): Promise<number> {
  const began = performance.now();
  await run(['score', 'Are you open?'], { cwd: folder() });
  return Math.max(MS_A_POST, (performance.now() - began) / 60);
}

const made = madePosts(2_000, seeded('replay'));
const real = airlinePosts();
const files: PostFile[] = real ? [real, made] : [made];

it.each(files)(
  'the week of $name is followed under X limits while it is replayed',
  { timeout: LONG },
  async (file) => {
    const { rows } = file;
    const times = rows.map(({ createdAt }) => Date.parse(createdAt));
    const speed = Math.ceil((Math.max(...times) - Math.min(...times)) / ((await msAPost()) * rows.length));
    const { dir } = await serveFile(file, '--replay', String(speed));
    const poll = start(['poll', '--every', '400ms'], { cwd: dir });
    onTestFinished(async () => {
      await poll.stop('SIGKILL');
    });
    await vi.waitFor(
      () => expect(query(dir, 'SELECT count(*) AS n FROM mention')).toEqual([{ n: rows.length }]),
      { timeout: LONG - 60_000, interval: 250 },
    );
    const followed = await poll.stop('SIGINT');
    expect(followed).toMatchObject({ code: 130, stdout: '' });
    expectAllOnce(dir, file);
  },
);
