import type { Digest, HourOfDay, ResponseGroup, ResponseNumbers } from '../core/digest.js';
import { hourOfDay } from '../core/period.js';
import {
  type AnsweredMention,
  type FirstAnswerWait,
  type MeasuredWait,
  measured,
  type ResponseFacts,
  responseNumbers,
  waitBands,
} from '../core/response-metrics.js';
import { QUARTER } from '../core/time-zone.js';
import type { CountedVolume, Origin } from '../store/index.js';
import type { Desk } from './desk.js';

/** What the response numbers of a period are computed from, each with where it came from. */
export interface AnsweringFacts extends ResponseFacts {
  mentions: readonly (AnsweredMention & Origin)[];
  waits: readonly (MeasuredWait & Origin)[];
}

type Numbers = (facts: ResponseFacts) => ResponseNumbers;
type Waiting = Awaited<ReturnType<Desk['store']['statistics']['waitingNow']>>;

/** @param watches one row for each watch of a mention, and none for mentions without one */
export async function answeringFacts(
  { store, settings }: Desk,
  from: number,
  to: number,
  watches = false,
): Promise<AnsweringFacts> {
  const { hours, timeZone } = settings.business;
  return {
    mentions: await store.statistics.answering(from, to, watches),
    waits: (await store.statistics.waits(from, to, watches)).map((wait) => measured(wait, hours, timeZone)),
  };
}

/** The response part of a digest, out of the facts of the period and of the one before. */
export async function responsePart(
  desk: Desk,
  from: number,
  to: number,
): Promise<Pick<Digest, 'response' | 'previousResponse' | 'responseBy' | 'waitBands' | 'hours'>> {
  const now = desk.clock();
  const { hours, timeZone } = desk.settings.business;
  const numbers: Numbers = (part) => responseNumbers(part, now, hours !== null);
  const facts = await answeringFacts(desk, from, to);
  const before = await answeringFacts(desk, from - (to - from), from);
  const waiting = await desk.store.statistics.waitingNow();
  const quarters = await desk.store.statistics.volumeBy('quarter', from, to);
  const by = (dimension: 'network' | 'account' | 'language') =>
    groupsBy(dimension, facts, before, waiting, numbers);
  return {
    response: numbers(facts),
    previousResponse: numbers(before),
    responseBy: { network: by('network'), account: by('account'), language: by('language') },
    waitBands: waitBands(facts.waits, hours !== null),
    hours: hoursOf(quarters, facts.waits, timeZone),
  };
}

function groupsBy(
  dimension: 'network' | 'account' | 'language',
  facts: AnsweringFacts,
  before: AnsweringFacts,
  waiting: Waiting,
  numbers: Numbers,
): ResponseGroup[] {
  const now = split(facts, (origin) => origin[dimension]);
  const then = split(before, (origin) => origin[dimension]);
  const keys = new Set([...now.keys(), ...waiting.map((row) => row[dimension])]);
  return [...keys]
    .map((key) => {
      const own = now.get(key) ?? NOTHING;
      const left = waiting.filter((row) => row[dimension] === key);
      return {
        key,
        mentions: own.mentions.length,
        response: numbers(own),
        previous: numbers(then.get(key) ?? NOTHING),
        waiting: {
          count: left.reduce((sum, { count }) => sum + count, 0),
          oldestAt: left.length === 0 ? null : Math.min(...left.map(({ oldestAt }) => oldestAt)),
        },
      };
    })
    .sort((a, b) => b.mentions - a.mentions || (a.key < b.key ? -1 : 1));
}

const NOTHING: ResponseFacts = { mentions: [], waits: [] };

/** Facts apart by a key; an answer goes with when and where its block began. */
export function split<Key>(
  { mentions, waits }: AnsweringFacts,
  keyOf: (origin: Origin, at: number) => Key,
): Map<Key, ResponseFacts> {
  const parts = new Map<Key, { mentions: AnsweredMention[]; waits: MeasuredWait[] }>();
  const part = (key: Key) => {
    const known = parts.get(key) ?? { mentions: [], waits: [] };
    parts.set(key, known);
    return known;
  };
  for (const mention of mentions) part(keyOf(mention, mention.createdAt)).mentions.push(mention);
  for (const wait of waits) part(keyOf(wait, wait.receivedAt)).waits.push(wait);
  return parts;
}

function hoursOf(
  quarters: ReadonlyMap<string, CountedVolume>,
  waits: readonly FirstAnswerWait[],
  timeZone: string,
): HourOfDay[] {
  const hours = Array.from({ length: 24 }, (_, hour) => ({ hour, mentions: 0, needReply: 0, answers: 0 }));
  for (const [quarter, { mentions, needReply }] of quarters) {
    const hour = hours[hourOfDay(Number(quarter) * QUARTER, timeZone)];
    if (!hour) continue;
    hour.mentions += mentions;
    hour.needReply += needReply;
  }
  for (const { answeredAt } of waits) {
    const hour = hours[hourOfDay(answeredAt, timeZone)];
    if (hour) hour.answers += 1;
  }
  return hours;
}
