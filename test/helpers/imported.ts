import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished } from 'vitest';
import { importPosts } from '../../src/sandbox/index.js';
import { folder, rowsOf } from './desk.js';
import { start } from './earshot.js';
import type { PostFile } from './posts.js';

/** Starts `earshot sandbox --import` in a folder that goes away with the test, with its configuration there too. */
export async function serveFile(file: PostFile, ...args: string[]): Promise<{ dir: string; url: string }> {
  const dir = folder();
  writeFileSync(join(dir, 'posts.csv'), file.csv);
  const sandbox = start(
    ['sandbox', '--import', 'posts.csv', '--handle', 'cafenar', '--config-out', '.', ...args],
    {
      cwd: dir,
    },
  );
  onTestFinished(async () => {
    await sandbox.stop('SIGKILL');
  });
  await sandbox.until((stdout) => stdout.endsWith('\n'));
  const { url } = JSON.parse(sandbox.stdout()) as { url: string };
  return { dir, url };
}

/** Rows of the database in a folder. */
export function query<T>(dir: string, sql: string): T[] {
  return rowsOf<T>(join(dir, 'earshot.db'), sql);
}

/** Every post is stored once with its text and time, the file is sound, and nothing is left to read. */
export function expectAllOnce(dir: string, { csv, rows }: PostFile): void {
  const stored = query<{ id: string; text: string; at: number }>(
    dir,
    'SELECT native_id AS id, text, created_at AS at FROM mention ORDER BY CAST(native_id AS INTEGER)',
  );
  const sent = importPosts(csv)
    .posts.map(({ id = '', text, createdAt }) => ({ id, text, at: createdAt }))
    .toSorted((a, b) => (BigInt(a.id) < BigInt(b.id) ? -1 : 1));
  expect(stored.length).toBe(rows.length);
  expect(stored).toEqual(sent);
  expect(query(dir, 'PRAGMA integrity_check')).toEqual([{ integrity_check: 'ok' }]);
  expect(query(dir, 'PRAGMA foreign_key_check')).toEqual([]);
  const orphans = `SELECT count(*) AS n FROM mention LEFT JOIN triage ON triage.mention_id = mention.id
    LEFT JOIN mention_search ON mention_search.rowid = mention.search_key
    WHERE triage.mention_id IS NULL OR mention_search.rowid IS NULL`;
  expect(query(dir, orphans)).toEqual([{ n: 0 }]);
  expect(query(dir, 'SELECT * FROM gap')).toEqual([]);
  const [cursor] = query<{ position: string }>(dir, "SELECT position FROM cursor WHERE stream = 'mentions'");
  expect(JSON.parse(cursor?.position ?? 'null')).toMatchObject({ newestId: sent.at(-1)?.id, open: [] });
}
