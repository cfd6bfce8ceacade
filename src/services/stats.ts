import { DAY } from '../core/clock.js';
import { type MeasuredWait, responseNumbers } from '../core/response-metrics.js';
import type { Stats, StatsBy, StatsMetric } from '../core/stats.js';
import { addUp, addUpBy, NO_MENTIONS, type Tally, volumeOf } from '../core/tally.js';
import { QUARTER } from '../core/time-zone.js';
import { dateOf, hourOfDay, weekdayOf } from '../core/wall-calendar.js';
import type { Desk } from './desk.js';
import { measuredWaits, type OriginalWait, split } from './digest-response.js';

export interface StatsQuestion {
  by: StatsBy;
  metric: StatsMetric;
  /** ms UTC */
  from: number;
  to: number;
}

interface Period {
  byKey: ReadonlyMap<string, Tally>;
  total: Tally;
  /** Null where the metric asks for none. */
  waits: { byKey: ReadonlyMap<string, readonly MeasuredWait[]>; all: readonly MeasuredWait[] } | null;
}

/** Numbers over [from, to) by one thing, beside those of the period before. */
export async function buildStats(desk: Desk, { by, metric, from, to }: StatsQuestion): Promise<Stats> {
  const { timeZone, hours } = desk.settings.business;
  const now = await periodOf(desk, { by, metric, from, to });
  const before = await periodOf(desk, { by, metric, from: from - (to - from), to: from });
  const part = (tally: Tally, waits: readonly MeasuredWait[] | undefined) => ({
    volume: volumeOf(tally),
    response: waits === undefined ? null : responseNumbers({ tally, waits }, hours !== null),
  });
  const partOf = ({ byKey, waits }: Period, key: string) =>
    part(byKey.get(key) ?? NO_MENTIONS, waits ? (waits.byKey.get(key) ?? []) : undefined);
  const total = ({ total: tally, waits }: Period) => part(tally, waits?.all);
  return {
    by,
    metric,
    timeZone,
    from,
    to,
    generatedAt: desk.clock(),
    rows: keysOf(by, from, to, timeZone, now).map((key) => ({
      key,
      ...partOf(now, key),
      previous: by === 'day' ? null : partOf(before, key),
    })),
    total: { key: '', ...total(now), previous: total(before) },
    leftOut: await desk.store.statistics.leftOut(from, to),
  };
}

async function periodOf(desk: Desk, { by, metric, from, to }: StatsQuestion): Promise<Period> {
  const { statistics } = desk.store;
  const { timeZone } = desk.settings.business;
  const onTheClock = by === 'hour' || by === 'weekday' || by === 'day';
  const now = desk.clock();
  const parts = await statistics.tallies([onTheClock ? 'quarter' : by], from, to, now);
  const byKey = addUpBy(parts, ({ keys: [key = ''] }) =>
    onTheClock ? wallKey(by, Number(key) * QUARTER, timeZone) : key,
  );
  // A mention of two watches is in two parts, and one of none in none.
  const total = addUp(by === 'watch' ? await statistics.tallies([], from, to, now) : parts);
  if (metric === 'volume' || metric === 'sentiment') return { byKey, total, waits: null };
  const waits = await measuredWaits(desk, from, to, by === 'watch');
  const waitKey = (wait: OriginalWait) =>
    onTheClock ? wallKey(by, wait.receivedAt, timeZone) : (wait[by] ?? '');
  const blocks = new Map(waits.map((wait) => [wait.firstId, wait]));
  return { byKey, total, waits: { byKey: split(waits, waitKey), all: [...blocks.values()] } };
}

function wallKey(by: 'hour' | 'weekday' | 'day', at: number, timeZone: string): string {
  if (by === 'hour') return String(hourOfDay(at, timeZone)).padStart(2, '0');
  return by === 'weekday' ? String(weekdayOf(at, timeZone) + 1) : dateOf(at, timeZone);
}

/** Every hour, weekday and day of the period, with or without mentions; names by how much was said. */
function keysOf(by: StatsBy, from: number, to: number, timeZone: string, { byKey }: Period): string[] {
  if (by === 'hour') return Array.from({ length: 24 }, (_, hour) => String(hour).padStart(2, '0'));
  if (by === 'weekday') return ['1', '2', '3', '4', '5', '6', '7'];
  if (by === 'day') return datesBetween(dateOf(from, timeZone), dateOf(to - 1, timeZone));
  const mentions = (key: string) => byKey.get(key)?.mentions ?? 0;
  return [...byKey.keys()].sort((a, b) => mentions(b) - mentions(a) || (a < b ? -1 : 1));
}

function datesBetween(first: string, last: string): string[] {
  const dates = [];
  for (let at = Date.parse(first); at <= Date.parse(last); at += DAY) {
    dates.push(new Date(at).toISOString().slice(0, 10));
  }
  return dates;
}
