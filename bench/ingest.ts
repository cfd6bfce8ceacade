import { join } from 'node:path';
import type { InboundMention } from '../src/core/mention.js';
import type { Scorer } from '../src/core/sentiment.js';
import type { Watch } from '../src/core/watch.js';
import { loadScorer } from '../src/sentiment/index.js';
import { type IngestTarget, ingestPage } from '../src/services/ingest.js';
import { openStore } from '../src/store/index.js';
import { bareLoop, type FinishedRows, rowsOf } from './bare-loop.js';
import { machine, median, printTable, round } from './figures.js';
import { inFolder, numberOption } from './folder.js';
import { Stopwatch } from './stopwatch.js';
import { talk } from './talk.js';

const PAGE = 100;
/** Pages that one side brings in before it is the other's turn. */
const TURN = 10;
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
 * better-sqlite3 loop that inserts the same finished rows into the same tables, page for page in turn, so that a busy
 * moment of the machine falls on both.
 */
export async function main(args: readonly string[]) {
  const count = numberOption(args, 'count', 20_000);
  const rounds = numberOption(args, 'rounds', 5);
  const mentions = [...talk({ seed: 7, count, authors: count / 4, newest: NOW, days: 30 })];
  const scorer = loadScorer();
  const measured = await inFolder(async (folder) => {
    const finished = join(folder, 'finished.db');
    const real = await realPath(finished, mentions, scorer);
    for (let page = 0; page * PAGE < count; page++) await real.bringIn(page);
    real.close();
    const rows = rowsOf(finished, PAGE);
    const found = [];
    for (let round = 0; round < rounds; round++) {
      found.push(await inTurn(join(folder, `round-${round}`), { mentions, rows, scorer }));
    }
    return found;
  });
  const figures = (['wall', 'cpu'] as const).map((clock) => {
    const bare = measured.map(({ bare }) => bare[clock]);
    const real = measured.map(({ real }) => real[clock]);
    const understanding = measured.map((found) => found.understanding[clock]);
    const perMention = (ms: readonly number[]) => round((1_000 * median(ms)) / count, 1);
    const ratios = bare.map((ms, index) => round(ms / (real[index] ?? Number.NaN)));
    return {
      clock,
      bareMicros: perMention(bare),
      earshotMicros: perMention(real),
      understandingMicros: perMention(understanding),
      ratio: median(ratios),
      ratios,
    };
  });
  printTable([
    ['microseconds a mention', 'bare loop', 'earshot', 'of it understanding', 'bare / earshot'],
    ...figures.map((figure) => [
      figure.clock,
      figure.bareMicros,
      figure.earshotMicros,
      figure.understandingMicros,
      figure.ratio,
    ]),
  ]);
  return { bench: 'ingest', machine: machine(), mentions: count, page: PAGE, rounds, target: 0.6, figures };
}

interface Sides {
  mentions: readonly InboundMention[];
  rows: FinishedRows;
  scorer: Scorer;
}

async function inTurn(path: string, { mentions, rows, scorer }: Sides) {
  const real = await realPath(`${path}-real.db`, mentions, scorer);
  const bare = bareLoop(`${path}-bare.db`, rows);
  const watches = { real: new Stopwatch(), bare: new Stopwatch(), understanding: new Stopwatch() };
  const pages = Math.ceil(mentions.length / PAGE);
  const turns = {
    real: async (page: number) => real.bringIn(page),
    bare: async (page: number) => bare.insert(page),
    understanding: async (page: number) => {
      for (const { text, networkLanguage } of pageOf(mentions, page)) scorer.score(text, { networkLanguage });
    },
  };
  for (let first = 0; first < pages; first += TURN) {
    const sides = ['real', 'bare', 'understanding'] as const;
    for (const side of (first / TURN) % 2 === 0 ? sides : sides.toReversed()) {
      await watches[side].time(async () => {
        for (let page = first; page < Math.min(first + TURN, pages); page++) await turns[side](page);
      });
    }
  }
  real.close();
  bare.close();
  return watches;
}

function pageOf(mentions: readonly InboundMention[], page: number): InboundMention[] {
  return mentions.slice(page * PAGE, (page + 1) * PAGE);
}

async function realPath(path: string, mentions: readonly InboundMention[], scorer: Scorer) {
  const store = openStore(path);
  const account = { id: 'cafe', network: 'x', handle: 'cafenar' };
  const { network, handle } = account;
  const row = await store.accounts.ensure({ key: account.id, network, handle });
  const target: IngestTarget = {
    desk: { store, clock: () => NOW, settings: { prices: {}, reach: 5_000, watches: WATCHES, rules: [] } },
    account,
    accountRow: row.id,
    stream: 'mentions',
    scorer,
    watchIds: await store.watches.sync(WATCHES),
  };
  return {
    async bringIn(page: number) {
      await ingestPage(target, {
        mentions: pageOf(mentions, page),
        ownPosts: [],
        deletedNativeIds: [],
        cursor: { start: page },
        gaps: [],
        charges: [{ item: 'postRead', count: PAGE }],
      });
    },
    close: () => store.close(),
  };
}
