import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { expect, it } from 'vitest';
import { openDesk } from '../helpers/desk.js';
import { jsonOf } from '../helpers/earshot.js';

const HOUR = 3_600_000;

interface Stats {
  rows: { key: string; volume: { mentions: number }; response: { ever: object } | null }[];
  total: {
    volume: { mentions: number };
    response: { ever: object; firstResponse: { calendar: { n: number } } };
  };
}

it('counts mentions and answers, and exports them for a spreadsheet', async () => {
  const now = Date.now();
  const desk = await openDesk({
    posts: [
      { by: 'mina', text: '@cafenar do you open at eight on Sunday?', createdAt: now - 3 * HOUR },
      { by: 'tom', text: '=HYPERLINK("http://x.co") @cafenar where is my order?', createdAt: now - 2 * HOUR },
      { by: 'lan', text: '@cafenar thank you, the cake was great', createdAt: now - 26 * HOUR },
    ],
  });
  expect((await desk.run(['poll'])).code).toBe(0);
  expect((await desk.run(['reply', '2', 'Yes, from eight.', '--yes'])).code).toBe(0);

  const days = (await desk.run(['stats', '--since', '3d'])).stdout.trimEnd().split('\n');
  expect(days.map((line) => Number(line.split('\t')[1])).reduce((sum, count) => sum + count, 0)).toBe(3);

  const rates = jsonOf<Stats>(
    await desk.run(['stats', '--by', 'network', '--metric', 'rate', '--since', '3d', '--json']),
  );
  expect(rates.rows).toMatchObject([{ key: 'x', volume: { mentions: 3 } }]);
  expect(rates.total.response).toMatchObject({
    ever: { answered: 1, n: 2, rate: 0.5 },
    firstResponse: { calendar: { n: 1 } },
  });

  const csv = await desk.run(['stats', '--by', 'hour', '--metric', 'response', '--since', '3d', '--csv']);
  const hours: Record<string, string>[] = parse(csv.stdout, { columns: true });
  expect(hours).toHaveLength(24);
  expect(hours.filter(({ answers }) => answers === '1')).toHaveLength(1);

  const exported: Record<string, string>[] = parse((await desk.run(['export'])).stdout, { columns: true });
  expect(exported.map(({ id }) => id)).toEqual(['1', '2', '3']);
  expect(exported.find(({ handle }) => handle === 'tom')?.text?.startsWith("'=HYPERLINK")).toBe(true);

  const lines = (await desk.run(['export', '--format', 'jsonl', '--since', '24h'])).stdout
    .trimEnd()
    .split('\n');
  expect(lines.map((line) => JSON.parse(line).author.handle)).toEqual(['mina', 'tom']);

  for (const args of [['export'], ['export', '--format', 'jsonl'], ['export', '--out', 'all.csv']]) {
    const refused = await desk.run([...args, '--json']);
    expect([refused.code, refused.stdout]).toEqual([2, '']);
    expect(JSON.parse(refused.stderr)).toMatchObject({
      error: { code: 'flags-exclude', hint: expect.stringContaining('--format jsonl') },
    });
  }
  expect(existsSync(join(desk.dir, 'all.csv'))).toBe(false);

  const file = join(desk.dir, 'times.csv');
  expect(await desk.run(['export', '--format', 'times', '--out', 'times.csv'])).toMatchObject({
    code: 0,
    stdout: '',
  });
  const times: Record<string, string>[] = parse(readFileSync(file, 'utf8'), { columns: true });
  expect(times.map(({ handle, state }) => `${handle} ${state}`)).toEqual(['mina answered', 'tom unanswered']);
  expect(Number(times[0]?.waitedMinutes)).toBeGreaterThanOrEqual(180);
  // Private messages may be in it.
  expect(statSync(file).mode & 0o777).toBe(0o600);

  const wrong = await desk.run(['stats', '--since', '1h', '--until', '2h']);
  expect(wrong).toMatchObject({ code: 2, stdout: '' });
  const nowhere = await desk.run(['export', '--out', 'no/such/folder.csv']);
  expect(nowhere.code).toBe(1);
  expect(nowhere.stderr).toContain('cannot be written');
  for (const own of ['earshot.db', 'earshot.config.json', 'credentials.json']) {
    const before = readFileSync(join(desk.dir, own));
    const replaced = await desk.run(['export', '--out', own]);
    expect([replaced.code, replaced.stderr]).toEqual([2, expect.stringContaining('Nothing was written')]);
    expect(readFileSync(join(desk.dir, own))).toEqual(before);
  }
});
