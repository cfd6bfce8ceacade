import { DAY } from '../core/clock.js';
import type { Volume } from '../core/digest.js';
import { dateOf, hourOfDay, weekdayOf } from '../core/period.js';
import { type ResponseFacts, responseNumbers } from '../core/response-metrics.js';
import type { Stats, StatsBy, StatsMetric, StatsRow } from '../core/stats.js';
import { QUARTER } from '../core/time-zone.js';
import type { Origin } from '../store/index.js';
import type { Desk } from './desk.js';
import { answeringFacts, split } from './digest-response.js';

export interface StatsQuestion {
  by: StatsBy;
  metric: StatsMetric;
  /** ms UTC */
  from: number;
  to: number;
}

interface Period {
  volumes: ReadonlyMap<string, Volume>;
  total: Volume;
  /** Null where the metric asks for none. */
  responses: { byKey: ReadonlyMap<string, ResponseFacts>; total: ResponseFacts } | null;
}

const NOBODY: Volume = { mentions: 0, positive: 0, neutral: 0, negative: 0 };
const NOTHING: ResponseFacts = { mentions: [], waits: [] };

/** Numbers over [from, to) by one thing, beside those of the period before. */
export async function buildStats(desk: Desk, { by, metric, from, to }: StatsQuestion): Promise<Stats> {
  const { timeZone, hours } = desk.settings.business;
  const generatedAt = desk.clock();
  const now = await periodOf(desk, { by, metric, from, to });
  const before = await periodOf(desk, { by, metric, from: from - (to - from), to: from });
  const numbers = (facts: ResponseFacts | undefined) =>
    facts && responseNumbers(facts, generatedAt, hours !== null);
  const row = (key: string): StatsRow => ({
    key,
    volume: now.volumes.get(key) ?? NOBODY,
    response: numbers(now.responses ? (now.responses.byKey.get(key) ?? NOTHING) : undefined) ?? null,
    previous:
      by === 'day'
        ? null
        : {
            volume: before.volumes.get(key) ?? NOBODY,
            response:
              numbers(before.responses ? (before.responses.byKey.get(key) ?? NOTHING) : undefined) ?? null,
          },
  });
  return {
    by,
    metric,
    timeZone,
    from,
    to,
    generatedAt,
    rows: keysOf(by, from, to, timeZone, now).map(row),
    total: {
      key: '',
      volume: now.total,
      response: numbers(now.responses?.total) ?? null,
      previous: { volume: before.total, response: numbers(before.responses?.total) ?? null },
    },
    leftOut: await desk.store.statistics.leftOut(from, to),
  };
}

async function periodOf(desk: Desk, { by, metric, from, to }: StatsQuestion): Promise<Period> {
  const { statistics } = desk.store;
  const { timeZone } = desk.settings.business;
  const onTheClock = by === 'hour' || by === 'weekday' || by === 'day';
  const counted = await statistics.volumeBy(onTheClock ? 'quarter' : by, from, to);
  const volumes = new Map<string, Volume>();
  for (const [key, volume] of counted) {
    const own = onTheClock ? wallKey(by, Number(key) * QUARTER, timeZone) : key;
    volumes.set(own, sumOf(volumes.get(own) ?? NOBODY, volume));
  }
  const total = await statistics.volume(from, to);
  if (metric === 'volume' || metric === 'sentiment') return { volumes, total, responses: null };
  const all = await answeringFacts(desk, from, to);
  const parts = by === 'watch' ? await answeringFacts(desk, from, to, true) : all;
  const keyOf = (origin: Origin, at: number) => (onTheClock ? wallKey(by, at, timeZone) : origin[by]);
  return { volumes, total, responses: { byKey: split(parts, keyOf), total: all } };
}

function sumOf(a: Volume, b: Volume): Volume {
  return {
    mentions: a.mentions + b.mentions,
    positive: a.positive + b.positive,
    neutral: a.neutral + b.neutral,
    negative: a.negative + b.negative,
  };
}

function wallKey(by: 'hour' | 'weekday' | 'day', at: number, timeZone: string): string {
  if (by === 'hour') return String(hourOfDay(at, timeZone)).padStart(2, '0');
  return by === 'weekday' ? String(weekdayOf(at, timeZone) + 1) : dateOf(at, timeZone);
}

/** Every hour, weekday and day of the period, with or without mentions; names by how much was said. */
function keysOf(by: StatsBy, from: number, to: number, timeZone: string, { volumes }: Period): string[] {
  if (by === 'hour') return Array.from({ length: 24 }, (_, hour) => String(hour).padStart(2, '0'));
  if (by === 'weekday') return ['1', '2', '3', '4', '5', '6', '7'];
  if (by === 'day') return datesBetween(dateOf(from, timeZone), dateOf(to - 1, timeZone));
  const mentions = (key: string) => volumes.get(key)?.mentions ?? 0;
  return [...volumes.keys()].sort((a, b) => mentions(b) - mentions(a) || (a < b ? -1 : 1));
}

function datesBetween(first: string, last: string): string[] {
  const dates = [];
  for (let at = Date.parse(first); at <= Date.parse(last); at += DAY) {
    dates.push(new Date(at).toISOString().slice(0, 10));
  }
  return dates;
}
