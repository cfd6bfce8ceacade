import { DAY } from '../src/core/clock.js';
import type { MentionFilter } from '../src/core/stored-mention.js';
import { openStore, type Store } from '../src/store/index.js';
import { mentionTsv } from '../src/views/mention-rows.js';
import { machine, median, percentile, printTable, round } from './figures.js';
import { numberOption } from './folder.js';
import { seededRandom } from './random.js';
import { deskOver, SHOWN } from './shown.js';
import { Stopwatch } from './stopwatch.js';
import { DAYS, NOW, storedDesk, TAGS } from './stored-desk.js';
import { rareWord } from './talk.js';

type Asked = Partial<MentionFilter>;
type Random = () => number;

const pick = <T>(random: Random, values: readonly [T, ...T[]]): T =>
  values[Math.floor(random() * values.length)] ?? values[0];
const between = (random: Random, from: number, to: number) => Math.floor(from * (to / from) ** random());

/** What owners ask for; each asked many times with other words, people and days. */
const QUESTIONS: Record<string, (random: Random) => Asked> = {
  newest: () => ({}),
  'newest, before a day': (random) => ({ until: NOW - random() * DAYS * DAY }),
  'newest, one sentiment': (random) => ({ sentiment: [pick(random, ['negative', 'neutral', 'positive'])] }),
  'newest, status and intent': (random) => ({
    status: ['new'],
    intent: [pick(random, ['question', 'complaint'])],
  }),
  'needs reply, by priority': () => ({ needsReply: true, status: ['new', 'open'], sort: 'priority' }),
  'needs reply, sentiment and language': (random) => ({
    needsReply: true,
    status: ['new', 'open'],
    sort: 'priority',
    sentiment: ['negative'],
    language: [pick(random, ['en', 'fa', 'vi'])],
  }),
  'needs reply, last days': (random) => ({
    needsReply: true,
    status: ['new', 'open'],
    sort: 'priority',
    since: NOW - between(random, 1, 14) * DAY,
  }),
  'needs reply, rare intent and language': () => ({
    needsReply: true,
    status: ['new', 'open'],
    sort: 'priority',
    intent: ['noise'],
    language: ['de'],
  }),
  waiting: () => ({ sort: 'waiting' }),
  'waiting, one account': (random) => ({ sort: 'waiting', account: [pick(random, ['cafe', 'shop'])] }),
  'priority of everything': () => ({ sort: 'priority' }),
  'priority, three filters': (random) => ({
    sort: 'priority',
    sentiment: [pick(random, ['negative', 'positive'])],
    intent: [pick(random, ['complaint', 'praise', 'question'])],
    language: [pick(random, ['en', 'fa', 'vi'])],
  }),
  'priority, last days': (random) => ({ sort: 'priority', since: NOW - between(random, 1, 60) * DAY }),
  'priority, nothing fits': () => ({ sort: 'priority', language: ['de'], sentiment: ['positive'] }),
  'newest, nothing fits': () => ({ language: ['de'], status: ['snoozed'] }),
  author: (random) => ({ author: `@customer_${Math.floor(between(random, 1, 100_000))}` }),
  tag: (random) => ({ tag: [pick(random, ['vip', ...TAGS])] }),
  'watch, newest': () => ({ watch: ['our name'] }),
  'search: frequent word': (random) => ({ search: pick(random, ['coffee', 'order', 'ngon', 'قهوه']) }),
  'search: middling word': (random) => ({ search: rareWord(between(random, 5, 200)) }),
  'search: rare word': (random) => ({ search: rareWord(between(random, 1_000, 20_000)) }),
  'search: two frequent words': (random) => ({
    search: pick(random, ['coffee cold', 'great service', 'nhân viên', 'سفارش من']),
  }),
  'search: phrase': (random) => ({ search: pick(random, ['"coffee was"', '"phục vụ"', '"great coffee"']) }),
  'search: prefix': (random) => ({ search: pick(random, ['cof', 'wor', 'nhâ', 'سفا']) }),
  'search: frequent word, by priority': () => ({ search: 'coffee', sort: 'priority' }),
  'search: frequent word, filtered': () => ({ search: 'coffee', sentiment: ['negative'], status: ['new'] }),
  'search: frequent word, a month': (random) => {
    const since = NOW - (random() * (DAYS - 30) + 30) * DAY;
    return { search: 'coffee', since, until: since + 30 * DAY };
  },
  'search: frequent word, a tag': () => ({ search: 'coffee', tag: ['vip'] }),
  'search: frequent word, the queue': () => ({
    search: 'coffee',
    needsReply: true,
    status: ['new', 'open'],
    sort: 'priority',
  }),
  'search: phrase, by priority': () => ({ search: '"coffee was"', sort: 'priority' }),
  'search: never in this language': () => ({ search: 'coffee', language: ['vi'] }),
  'search: not there': () => ({ search: 'xyzzyx' }),
};

/** `list` of fifty rows over a big desk, and `show`: queries, rows and lines, on the clock and in CPU time. */
export async function main(args: readonly string[]) {
  const count = numberOption(args, 'count', 1_000_000);
  const times = numberOption(args, 'times', 200);
  const only = args.includes('--only') ? (args[args.indexOf('--only') + 1] ?? '') : '';
  const store = openStore(await storedDesk(count));
  const random = seededRandom(5);
  const measured: [name: string, taken: Taken[]][] = [];
  for (const [name, ask] of Object.entries(QUESTIONS)) {
    if (name.includes(only))
      measured.push([name, await measure(times, async () => listing(store, ask(random)))]);
  }
  const desk = deskOver(store);
  for (const [name, ready] of Object.entries(SHOWN)) {
    if (name.includes(only)) measured.push([name, await measure(times, () => ready(desk, random, count))]);
  }
  store.close();
  measured.push(['all questions', measured.flatMap(([, taken]) => taken)]);
  const results = Object.fromEntries(measured.map(([name, taken]) => [name, figuresOf(taken)]));
  printTable([
    ['ms', 'CPU median', 'CPU p99', 'median', 'p99', 'rows'],
    ...Object.entries(results).map(([name, { cpu, wall, rows }]) => [
      name,
      cpu.median,
      cpu.p99,
      wall.median,
      wall.p99,
      rows,
    ]),
  ]);
  return { bench: 'list', machine: machine(), mentions: count, times, targetMs: 25, results };
}

interface Taken {
  wall: number;
  cpu: number;
  rows: number;
}

function listing(store: Store, asked: Asked) {
  const filter: MentionFilter = { sort: 'newest', limit: 50, ...asked };
  return async () => (await store.mentions.list(filter)).map(mentionTsv).length;
}

/** @param ready makes the next question ready, off the clock */
async function measure(times: number, ready: () => Promise<() => Promise<number>>): Promise<Taken[]> {
  const taken: Taken[] = [];
  for (let index = 0; index < times; index++) {
    const ask = await ready();
    const watch = new Stopwatch();
    const rows = await watch.time(ask);
    taken.push({ wall: watch.wall, cpu: watch.cpu, rows });
  }
  return taken;
}

function figuresOf(taken: readonly Taken[]) {
  const of = (values: readonly number[]) => ({
    median: round(median(values)),
    p99: round(percentile(values, 0.99)),
  });
  const rows = taken.reduce((sum, each) => sum + each.rows, 0) / taken.length;
  return {
    cpu: of(taken.map(({ cpu }) => cpu)),
    wall: of(taken.map(({ wall }) => wall)),
    rows: round(rows, 1),
  };
}
