import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { INTENTS, SENTIMENT_LABELS } from '../../../src/core/sentiment.js';
import { LIST_SORTS, type MentionFilter } from '../../../src/core/stored-mention.js';
import { TRIAGE_STATUSES } from '../../../src/core/triage.js';
import { type Connection, connect } from '../../../src/store/connection.js';
import { listQuery } from '../../../src/store/mention-query.js';
import { watchOf } from '../../helpers/watch.js';
import { act, committer, deskStore, inbound, NOW, prepared } from './support.js';

const WATCHES = ['our name', 'the bakery'];
const TAGS = ['vip', 'refund', 'old'];
const LANGUAGES = ['en', 'fa', 'vi'];
const HANDLES = ['Sara', 'ali', 'Minh'];
const WORDS = ['tea', 'coffee', 'cold', 'late', 'lovely'];

const kept = fc.record({
  account: fc.constantFrom('cafe', 'shop'),
  author: fc.nat(HANDLES.length - 1),
  words: fc.array(fc.constantFrom(...WORDS), { minLength: 1, maxLength: 4 }),
  createdAt: fc.integer({ min: 0, max: 9 }),
  sentiment: fc.constantFrom(...SENTIMENT_LABELS),
  intent: fc.constantFrom(...INTENTS),
  language: fc.constantFrom(...LANGUAGES),
  needsReply: fc.boolean(),
  priority: fc.constantFrom(0, 30, 30, 99),
  status: fc.constantFrom(...TRIAGE_STATUSES),
  tags: fc.subarray(TAGS),
  watches: fc.subarray(WATCHES),
});
type Kept = typeof kept extends fc.Arbitrary<infer T> ? T & { id: number } : never;

const some = <T>(values: readonly T[]) => fc.subarray([...values], { minLength: 1 });
const filters: fc.Arbitrary<MentionFilter> = fc.record(
  {
    status: some(TRIAGE_STATUSES),
    needsReply: fc.boolean(),
    sentiment: some(SENTIMENT_LABELS),
    intent: some(INTENTS),
    network: fc.constantFrom(['x'], ['bluesky'], ['x', 'bluesky']),
    account: some(['cafe', 'shop']),
    author: fc.constantFrom('sara', '@ALI', 'minh', 'nobody'),
    language: some(LANGUAGES),
    tag: some(TAGS),
    watch: some(WATCHES),
    since: fc.integer({ min: 0, max: 9 }).map((at) => NOW + at * 1_000),
    until: fc.integer({ min: 0, max: 9 }).map((at) => NOW + at * 1_000),
    search: fc.constantFrom('tea', 'co', 'cof', '"tea coffee"', 'late tea', 'sara', '!?'),
    sort: fc.constantFrom(...LIST_SORTS),
    limit: fc.option(fc.nat(5), { nil: null }),
  },
  { requiredKeys: ['sort', 'limit'] },
);
/** The inbox's own questions are asked far more often than chance would. */
const queue = filters.map(
  (filter): MentionFilter => ({ ...filter, needsReply: true, status: ['new', 'open'] }),
);

/** What the search text of the filters above asks for, word by word. */
function holds({ words, author }: Kept, search: string): boolean {
  const texts = [words, [HANDLES[author]?.toLowerCase() ?? '']];
  const begins = (part: string) => texts.some((text) => text.some((word) => word.startsWith(part)));
  switch (search) {
    case '!?':
      return false;
    case 'co':
      return words.includes('co');
    case '"tea coffee"':
      return words.some((word, index) => word === 'tea' && words[index + 1] === 'coffee');
    default:
      return search.split(' ').every(begins);
  }
}

function fits(mention: Kept, filter: MentionFilter): boolean {
  const among = <T>(values: readonly T[] | undefined, value: T) => !values || values.includes(value);
  const overlap = (wanted: readonly string[] | undefined, has: readonly string[]) =>
    !wanted || wanted.some((value) => has.includes(value));
  const at = NOW + mention.createdAt * 1_000;
  const handle = HANDLES[mention.author]?.toLowerCase();
  const waits = mention.needsReply && ['new', 'open'].includes(mention.status);
  return (
    among(filter.status, mention.status) &&
    (filter.needsReply === undefined || filter.needsReply === mention.needsReply) &&
    among(filter.sentiment, mention.sentiment) &&
    among(filter.intent, mention.intent) &&
    among(filter.network, 'x') &&
    among(filter.account, mention.account) &&
    (filter.author === undefined || filter.author.replace('@', '').toLowerCase() === handle) &&
    among(filter.language, mention.language) &&
    overlap(filter.tag, mention.tags) &&
    overlap(filter.watch, mention.watches) &&
    (filter.since === undefined || at >= filter.since) &&
    (filter.until === undefined || at < filter.until) &&
    (filter.search === undefined || holds(mention, filter.search)) &&
    (filter.sort !== 'waiting' || waits)
  );
}

const ORDERS: Record<MentionFilter['sort'], (a: Kept, b: Kept) => number> = {
  priority: (a, b) => b.priority - a.priority || b.createdAt - a.createdAt || b.id - a.id,
  newest: (a, b) => b.createdAt - a.createdAt || b.id - a.id,
  oldest: (a, b) => a.createdAt - b.createdAt || a.id - b.id,
  waiting: (a, b) => a.createdAt - b.createdAt || a.id - b.id,
};

let folder: string;
let desks = 0;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'earshot-list-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function deskWith(mentions: readonly Omit<Kept, 'id'>[]) {
  desks += 1;
  const path = join(folder, `${desks}.db`);
  const { store, commit } = await deskStore(path);
  const shop = await store.accounts.ensure({ key: 'shop', network: 'x', handle: 'shop' });
  const watchIds = await store.watches.sync(WATCHES.map((name) => watchOf({ name, keywords: ['x'] })));
  const commits = { cafe: commit, shop: committer(store, shop.id) };
  const all: Kept[] = [];
  for (const [index, mention] of mentions.entries()) {
    const handle = HANDLES[mention.author] ?? '';
    const page = prepared(
      inbound(`m${index}`, {
        text: mention.words.join(' '),
        createdAt: NOW + mention.createdAt * 1_000,
        author: { nativeId: `a${mention.author}`, handle },
      }),
      {
        understanding: {
          sentiment: { label: mention.sentiment, score: 0, confidence: 1 },
          intent: mention.intent,
          language: mention.language,
          needsReply: mention.needsReply,
        },
        priority: mention.priority,
        watchIds: mention.watches.flatMap((name) => watchIds.get(name) ?? []),
      },
    );
    const [id = 0] = (await commits[mention.account === 'shop' ? 'shop' : 'cafe']({ mentions: [page] }))
      .newIds;
    await store.triage.apply([id], { status: mention.status, addTags: mention.tags }, act());
    all.push({ ...mention, id });
  }
  return { store, all, path };
}

/** As on a desk where every filter leaves many mentions: nothing is sorted; an index is walked, and how far varies. */
const BIG = [
  { few: 0, sample: 1, far: 0 },
  { few: 0, sample: 1, far: 100 },
  { few: 3, sample: 2, far: 3 },
];

async function listed({ db }: Connection, filter: MentionFilter, bounds: (typeof BIG)[number]) {
  const query = await listQuery(db, filter, bounds);
  return query ? (await query.execute(db)).rows.map((row) => row.id) : [];
}

describe('list', () => {
  it.each([
    ['any filter', filters],
    ['the waiting queue under any filter', queue],
  ])(
    'gives for %s what a look at every mention gives, in order',
    async (_, asked) => {
      await fc.assert(
        fc.asyncProperty(
          fc.array(kept, { minLength: 1, maxLength: 12 }),
          fc.array(asked, { minLength: 20, maxLength: 20 }),
          async (mentions, wanted) => {
            const { store, all, path } = await deskWith(mentions);
            const connection = connect(path);
            for (const filter of wanted) {
              const expected = all
                .filter((mention) => fits(mention, filter))
                .sort(ORDERS[filter.sort])
                .slice(0, filter.limit ?? undefined)
                .map((mention) => mention.id);
              for (const bounds of BIG) {
                const asked = JSON.stringify({ filter, bounds });
                expect(await listed(connection, filter, bounds), asked).toEqual(expected);
              }
              const found = await store.mentions.list(filter);
              expect(
                found.map((mention) => mention.id),
                JSON.stringify(filter),
              ).toEqual(expected);
            }
            connection.close();
            store.close();
          },
        ),
        { numRuns: 40 },
      );
    },
    240_000,
  );
});
