import type { Digest, HourOfDay, ResponseGroup } from '../core/digest.js';
import { hourOfDay } from '../core/period.js';
import {
  type AnsweredMention,
  type FirstAnswerWait,
  type ResponseClock,
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
  waits: readonly (FirstAnswerWait & Origin)[];
}

type Waiting = Awaited<ReturnType<Desk['store']['statistics']['waitingNow']>>;

/** The clocks of the business, as of now. */
export function clockOf({ clock, settings }: Desk): ResponseClock {
  const { hours, timeZone } = settings.business;
  return { now: clock(), hours, timeZone };
}

/** @param watches one row for each watch of a mention, and none for mentions without one */
export async function answeringFacts(
  { store }: Desk,
  from: number,
  to: number,
  watches = false,
): Promise<AnsweringFacts> {
  return {
    mentions: await store.statistics.answering(from, to, watches),
    waits: await store.statistics.waits(from, to, watches),
  };
}

/** The response part of a digest, out of the facts of the period and of the one before. */
export async function responsePart(
  desk: Desk,
  from: number,
  to: number,
): Promise<Pick<Digest, 'response' | 'previousResponse' | 'responseBy' | 'waitBands' | 'hours'>> {
  const clock = clockOf(desk);
  const facts = await answeringFacts(desk, from, to);
  const before = await answeringFacts(desk, from - (to - from), from);
  const waiting = await desk.store.statistics.waitingNow();
  const quarters = await desk.store.statistics.volumeBy('quarter', from, to);
  const by = (dimension: 'network' | 'account' | 'language') =>
    groupsBy(dimension, facts, before, waiting, clock);
  return {
    response: responseNumbers(facts, clock),
    previousResponse: responseNumbers(before, clock),
    responseBy: { network: by('network'), account: by('account'), language: by('language') },
    waitBands: waitBands(facts.waits, clock),
    hours: hoursOf(quarters, facts.waits, clock.timeZone),
  };
}

function groupsBy(
  dimension: 'network' | 'account' | 'language',
  facts: AnsweringFacts,
  before: AnsweringFacts,
  waiting: Waiting,
  clock: ResponseClock,
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
        response: responseNumbers(own, clock),
        previous: responseNumbers(then.get(key) ?? NOTHING, clock),
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
  const parts = new Map<Key, { mentions: AnsweredMention[]; waits: FirstAnswerWait[] }>();
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
