import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { DAY } from '../../../src/core/clock.js';
import { referenceWindows, WINDOW } from '../../../src/core/spikes.js';
import { alertsRepository } from '../../../src/store/alerts.js';
import { type Connection, connect } from '../../../src/store/connection.js';
import { topicsRepository } from '../../../src/store/topics.js';
import { NOW } from './support.js';

let connection: Connection;
beforeAll(() => {
  connection = connect(':memory:');
});
afterAll(() => connection.close());

/** How SQLite goes about the statements that are run. */
async function plansOf(run: () => Promise<unknown>): Promise<string[]> {
  const { raw } = connection;
  const prepare = vi.spyOn(raw, 'prepare');
  await run();
  const statements = prepare.mock.calls.map(([statement]) => statement);
  prepare.mockRestore();
  expect(statements).not.toEqual([]);
  return statements.flatMap((statement) => {
    const values = new Array(statement.split('?').length - 1).fill(null);
    const rows = raw.prepare(`EXPLAIN QUERY PLAN ${statement}`).all(...values) as { detail: string }[];
    return rows.map(({ detail }) => detail);
  });
}

describe('what every poll and every digest of a day reads', () => {
  const windows = () => [
    { from: NOW - WINDOW, to: NOW },
    { from: NOW - 28 * DAY, to: NOW - WINDOW },
    ...referenceWindows(NOW, NOW - 1_000 * DAY, 'Europe/London'),
  ];
  const alerts = () => alertsRepository(connection.db);
  const topics = () => topicsRepository(connection.db);

  it.each([
    ['counting for spikes', () => alerts().countIn(windows(), [])],
    ['counting for spikes beside competitors', () => alerts().countIn(windows(), ['the bakery'])],
    ['since when is listened', () => alerts().listeningSince()],
    ['who waits too long', () => alerts().waiting(NOW - DAY, NOW)],
    [
      'what is new',
      () =>
        alerts()
          .fresh(1_000, NOW - DAY)
          .next(),
    ],
    ['the texts of a day', () => topics().texts(NOW - DAY, NOW, 10_000)],
    ['the texts of the weeks before', () => topics().background(NOW - 29 * DAY, NOW - DAY, 5_000)],
  ])('%s reads the rows of its time, and no whole table', async (_, run) => {
    const plan = await plansOf(run);
    const tables = plan.filter((step) => /\b(mention|triage)\b/.test(step));
    expect(tables).not.toEqual([]);
    for (const step of tables) expect(step).toMatch(/^SEARCH /);
  });
});
