import { join } from 'node:path';
import type { InboundMention } from '../src/core/mention.js';
import type { Watch } from '../src/core/watch.js';
import { loadScorer } from '../src/sentiment/index.js';
import type { Desk } from '../src/services/desk.js';
import { ingestPage } from '../src/services/ingest.js';
import { openStore } from '../src/store/index.js';
import { bareLoop, rowsOf } from './bare-loop.js';
import { machine, median, printTable, round } from './figures.js';
import { inFolder, numberOption } from './folder.js';
import { talk } from './talk.js';

const PAGE = 100;
const NOW = Date.UTC(2026, 10, 20, 12);
const WATCHES: Watch[] = [
  {
    name: 'ours',
    kind: 'brand',
    keywords: ['cafe nar', 'کافه نار', 'cafenar'],
    required: [],
    excluded: ['hiring'],
    languages: [],
    accounts: [],
  },
  {
    name: 'bakery',
    kind: 'competitor',
    keywords: ['ruby bakery'],
    required: ['cake'],
    excluded: [],
    languages: ['en'],
    accounts: [],
  },
];

/**
 * The whole way of a mention into the store (understand, match, prioritise, index, commit) against a bare
 * better-sqlite3 loop that inserts the same finished rows into the same tables.
 */
export async function main(args: readonly string[]) {
  const count = numberOption(args, 'count', 20_000);
  const rounds = numberOption(args, 'rounds', 5);
  const mentions = [...talk({ seed: 7, count, authors: count / 4, newest: NOW, days: 30 })];
  const scorer = loadScorer();
  for (const mention of mentions.slice(0, 2_000)) scorer.score(mention.text);
  const real: number[] = [];
  const bare: number[] = [];
  const understanding: number[] = [];
  await inFolder(async (folder) => {
    for (let round = 0; round < rounds; round++) {
      const path = join(folder, `real-${round}.db`);
      real.push(await timed(() => realPath(path, mentions)));
      const rows = rowsOf(path, PAGE);
      bare.push(await timed(async () => bareLoop(join(folder, `bare-${round}.db`), rows)));
      understanding.push(
        await timed(async () => {
          for (const mention of mentions)
            scorer.score(mention.text, { networkLanguage: mention.networkLanguage });
        }),
      );
    }
  });
  const ratios = bare.map((ms, index) => ms / (real[index] ?? Number.NaN));
  const perSecond = (ms: readonly number[]) => Math.round(count / (median(ms) / 1000));
  printTable([
    ['', 'mentions/s', 'of bare'],
    ['bare loop', perSecond(bare), '1.00'],
    ['earshot', perSecond(real), median(ratios).toFixed(2)],
    ['scoring alone', perSecond(understanding), ''],
  ]);
  return {
    bench: 'ingest',
    machine: machine(),
    mentions: count,
    page: PAGE,
    rounds,
    barePerSecond: perSecond(bare),
    earshotPerSecond: perSecond(real),
    scoringPerSecond: perSecond(understanding),
    ratio: round(median(ratios)),
    ratios: ratios.map((ratio) => round(ratio)),
    target: 0.5,
  };
}

async function realPath(path: string, mentions: readonly InboundMention[]): Promise<void> {
  const store = openStore(path);
  const account = { id: 'cafe', network: 'x', handle: 'cafenar' };
  const row = await store.accounts.ensure({
    key: account.id,
    network: account.network,
    handle: account.handle,
  });
  const watchIds = await store.watches.sync(WATCHES);
  const target = {
    desk: {
      store,
      clock: () => NOW,
      settings: { prices: {}, reach: 5_000, watches: WATCHES },
    } as unknown as Desk,
    account: {
      ...account,
      auth: 'oauth1' as const,
      clientId: null,
      baseUrl: null,
      server: null,
      url: null,
      streams: null,
      enabled: true,
    },
    accountRow: row.id,
    stream: 'mentions',
    scorer: loadScorer(),
    watchIds,
  };
  for (let start = 0; start < mentions.length; start += PAGE) {
    await ingestPage(target, {
      mentions: mentions.slice(start, start + PAGE),
      ownPosts: [],
      deletedNativeIds: [],
      cursor: { start },
      gaps: [],
      charges: [{ item: 'postRead', count: PAGE }],
    });
  }
  store.close();
}

async function timed(run: () => Promise<void>): Promise<number> {
  const started = performance.now();
  await run();
  return performance.now() - started;
}
