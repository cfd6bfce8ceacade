import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LIST_SORTS, type MentionFilter } from '../../../src/core/stored-mention.js';
import { type Connection, connect } from '../../../src/store/connection.js';
import { listQuery } from '../../../src/store/mention-query.js';

let connection: Connection;
beforeAll(() => {
  connection = connect(':memory:');
});
afterAll(() => connection.close());

/** @param words how many of those that hold a word are read first: 0 where there are always more */
async function planOf(filter: MentionFilter, few: number, words = 0): Promise<string[]> {
  const query = await listQuery(connection.db, filter, { few, sample: words, far: 0 });
  if (!query) throw new Error('nothing is asked');
  const { sql, parameters } = query.compile(connection.db);
  const rows = connection.raw.prepare(`EXPLAIN QUERY PLAN ${sql}`).all(...parameters) as { detail: string }[];
  return rows.map((row) => row.detail);
}

const FILTERS: Record<string, Partial<MentionFilter>> = {
  nothing: {},
  'the queue': { needsReply: true, status: ['new', 'open'] },
  everything: {
    status: ['open'],
    needsReply: true,
    sentiment: ['negative'],
    intent: ['complaint'],
    language: ['fa'],
    network: ['x'],
    account: ['cafe'],
  },
  'a time': { since: 1, until: 2 },
  'an author': { author: 'sara' },
  'a tag': { tag: ['vip', 'refund'] },
  'a watch': { watch: ['our name'] },
  'a search': { search: 'coffee' },
  'a search in a time': { search: '"cold coffee"', since: 1, until: 2, sentiment: ['negative'] },
  'a search, a tag and the queue': {
    search: 'coffee',
    tag: ['vip'],
    needsReply: true,
    status: ['new', 'open'],
  },
};
const CASES = Object.entries(FILTERS).flatMap(([name, filter]) =>
  LIST_SORTS.flatMap((sort) =>
    [
      { few: 1_000, words: 1 },
      { few: 1_000, words: 0 },
      { few: 0, words: 0 },
    ].map((bounds) => ({ name, filter, sort, ...bounds })),
  ),
);

describe('no list', () => {
  it.each(CASES)(
    'by $sort of $name reads a whole table or sorts what is not chosen yet (few: $few, words: $words)',
    async ({ filter, sort, few, words }) => {
      const plan = await planOf({ limit: 50, ...filter, sort }, few, words);
      // What is walked in order: an index, the search index, or what a selection left. Never a table.
      const scans = plan.filter((step) => step.startsWith('SCAN '));
      for (const step of scans) {
        expect(step).toMatch(
          /^SCAN (listed|linked|json_each|account|\(.*\)|mention_search VIRTUAL|triage USING COVERING INDEX)/,
        );
      }
      // The triage rows are found by their number or in one index that holds all that is asked.
      expect(
        plan.some((step) => /^(SEARCH|SCAN) triage USING (COVERING INDEX|INTEGER PRIMARY KEY)/.test(step)),
      ).toBe(true);
      // Walking in order needs no sort before the rows are chosen: only the fifty shown are sorted.
      const sorts = plan.slice(0, plan.indexOf('SCAN listed')).filter((step) => step.includes('ORDER BY'));
      if (few === 0) expect(sorts).toEqual([]);
    },
  );
});

/** The filters that compare with single values, in the order of the index that answers them together. */
const KINDS: readonly Partial<MentionFilter>[] = [
  { intent: ['noise', 'praise'] },
  { sentiment: ['positive'] },
  { account: ['cafe'] },
  { status: ['done'] },
  { needsReply: false },
  { language: ['de'] },
];
const COLUMNS = [
  'mention_intent',
  'mention_sentiment',
  'mention_account_id',
  'status',
  'needs_reply',
  'mention_language',
];
const TOGETHER = Array.from({ length: 2 ** KINDS.length - 1 }, (_, number) =>
  KINDS.map((_kind, at) => ((number + 1) >> at) % 2 === 1),
);

describe('filters that leave little', () => {
  it.each(TOGETHER)('are sought together: %j %j %j %j %j %j', async (...asked) => {
    const filter = Object.assign({}, ...KINDS.filter((_, at) => asked[at])) as Partial<MentionFilter>;
    const sought = COLUMNS.slice(0, asked.lastIndexOf(true) + 1).map((column) => `${column}=?`);
    for (const sort of ['newest', 'oldest', 'priority'] as const) {
      const plan = await planOf({ ...filter, sort, limit: 50 }, 1_000);
      expect(plan.filter((step) => /^SEARCH triage .*triage_kind/.test(step))).toEqual([
        expect.stringContaining(`triage_kind (${sought.join(' AND ')})`),
      ]);
    }
  });
});
