import type { Digest, HourOfDay, ResponseGroup, ResponseNumbers } from '../core/digest.js';
import {
  type MeasuredWait,
  measured,
  type ResponseFacts,
  responseNumbers,
  waitBands,
} from '../core/response-metrics.js';
import { addUp, addUpBy, NO_MENTIONS } from '../core/tally.js';
import { QUARTER } from '../core/time-zone.js';
import { hourOfDay } from '../core/wall-calendar.js';
import type { CountedBy, Origin, PartTally } from '../store/index.js';
import type { Desk } from './desk.js';

/** A first answer of a period, measured, and what it is counted under. */
export type OriginalWait = MeasuredWait & Origin & { firstId: number };

/** What the response numbers of a period are computed from, in parts. */
export interface AnsweringFacts {
  /** By network, account and language, in this order. */
  parts: readonly PartTally[];
  waits: readonly OriginalWait[];
}

const PARTS = ['network', 'account', 'language'] as const satisfies readonly CountedBy[];
type Part = (typeof PARTS)[number];

type Numbers = (facts: ResponseFacts) => ResponseNumbers;
type Waiting = Awaited<ReturnType<Desk['store']['statistics']['waitingNow']>>;

export async function answeringFacts(desk: Desk, from: number, to: number): Promise<AnsweringFacts> {
  return {
    parts: await desk.store.statistics.tallies(PARTS, from, to, desk.clock()),
    waits: await measuredWaits(desk, from, to),
  };
}

/** @param watches as for the store's `waits` */
export async function measuredWaits(
  { store, settings }: Desk,
  from: number,
  to: number,
  watches = false,
): Promise<OriginalWait[]> {
  const { hours, timeZone } = settings.business;
  const waits = await store.statistics.waits(from, to, watches);
  return waits.map((wait) => measured(wait, hours, timeZone));
}

/** All parts together. */
export function together({ parts, waits }: AnsweringFacts): ResponseFacts {
  return { tally: addUp(parts), waits };
}

/** The parts of one of the things they are apart by. */
export function tallyBy(parts: readonly PartTally[], part: Part): ReturnType<typeof addUpBy> {
  const place = PARTS.indexOf(part);
  return addUpBy(parts, ({ keys }) => keys[place] ?? '');
}

/** The response part of a digest, out of the facts of the period and of the one before. */
export async function responsePart(
  desk: Desk,
  facts: AnsweringFacts,
  before: AnsweringFacts,
  quarters: readonly PartTally[],
): Promise<Pick<Digest, 'response' | 'previousResponse' | 'responseBy' | 'waitBands' | 'hours'>> {
  const { hours, timeZone } = desk.settings.business;
  const numbers: Numbers = (part) => responseNumbers(part, hours !== null);
  const waiting = await desk.store.statistics.waitingNow();
  const by = (part: Part) => groupsBy(part, facts, before, waiting, numbers);
  return {
    response: numbers(together(facts)),
    previousResponse: numbers(together(before)),
    responseBy: { network: by('network'), account: by('account'), language: by('language') },
    waitBands: waitBands(facts.waits, hours !== null),
    hours: hoursOf(quarters, facts.waits, timeZone),
  };
}

function groupsBy(
  part: Part,
  facts: AnsweringFacts,
  before: AnsweringFacts,
  waiting: Waiting,
  numbers: Numbers,
): ResponseGroup[] {
  const now = tallyBy(facts.parts, part);
  const then = tallyBy(before.parts, part);
  const waits = split(facts.waits, (wait) => wait[part]);
  const waitsThen = split(before.waits, (wait) => wait[part]);
  const keys = new Set([...now.keys(), ...waiting.map((row) => row[part])]);
  return [...keys]
    .map((key) => {
      const tally = now.get(key) ?? NO_MENTIONS;
      const left = waiting.filter((row) => row[part] === key);
      return {
        key,
        mentions: tally.mentions,
        response: numbers({ tally, waits: waits.get(key) ?? [] }),
        previous: numbers({ tally: then.get(key) ?? NO_MENTIONS, waits: waitsThen.get(key) ?? [] }),
        waiting: {
          count: left.reduce((sum, { count }) => sum + count, 0),
          oldestAt: left.length === 0 ? null : Math.min(...left.map(({ oldestAt }) => oldestAt)),
        },
      };
    })
    .sort((a, b) => b.mentions - a.mentions || (a.key < b.key ? -1 : 1));
}

/** Waits apart by a key. */
export function split<Wait, Key>(waits: readonly Wait[], keyOf: (wait: Wait) => Key): Map<Key, Wait[]> {
  const parts = new Map<Key, Wait[]>();
  for (const wait of waits) {
    const key = keyOf(wait);
    const part = parts.get(key);
    if (part) part.push(wait);
    else parts.set(key, [wait]);
  }
  return parts;
}

function hoursOf(
  quarters: readonly PartTally[],
  waits: readonly MeasuredWait[],
  timeZone: string,
): HourOfDay[] {
  const hours = Array.from({ length: 24 }, (_, hour) => ({ hour, mentions: 0, needReply: 0, answers: 0 }));
  for (const { keys, mentions, needReply } of quarters) {
    const hour = hours[hourOfDay(Number(keys[0]) * QUARTER, timeZone)];
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
