import { DAY, MINUTE } from './clock.js';
import { instantOfWall, wallTime } from './time-zone.js';
import { minuteOfDay, weekdayOfDay } from './wall-calendar.js';

/** Opening hours in local time. */
export interface OpeningHours {
  /**
   * Seven lists, Monday first, of [opens, closes) in minutes after midnight; one that closes past midnight
   * has a close above 1,440.
   */
  days: readonly (readonly (readonly [opens: number, closes: number])[])[];
  /** Local dates, `2026-12-25`, on which nothing opens. */
  holidays: ReadonlySet<string>;
}

/**
 * Reads opening hours as the configuration writes them.
 *
 * @param hours by day `mon` to `sun`, each a list of `09:00-17:00`; a close at or before the open is past midnight
 */
export function readOpeningHours(
  hours: Readonly<Record<string, readonly string[] | undefined>>,
  holidays: readonly string[],
): OpeningHours {
  const days = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'].map((day) =>
    (hours[day] ?? []).map((interval): [number, number] => {
      const [opens = 0, closes = 0] = interval.split('-').map(minuteOfDay);
      return [opens, closes > opens ? closes : closes + 24 * 60];
    }),
  );
  return { days, holidays: new Set(holidays) };
}

/**
 * How much of a stretch of time falls inside opening hours. Clock changes count as they were lived: a night
 * shift over the hour that is set back is an hour longer.
 *
 * @param from ms UTC
 * @param to ms UTC, not before `from`
 * @param timeZone IANA name
 * @returns ms, from 0 to `to - from`
 */
export function openTime(from: number, to: number, hours: OpeningHours, timeZone: string): number {
  const spans: [number, number][] = [];
  const firstDay = Math.floor(wallTime(from, timeZone) / DAY) - 1;
  const lastDay = Math.floor(wallTime(to, timeZone) / DAY);
  const known = knownDays(hours, timeZone);
  for (let day = firstDay; day <= lastDay; day++) {
    let open = known.get(day);
    if (!open) {
      open = openOn(day, hours, timeZone);
      known.set(day, open);
    }
    for (const [opens, closes] of open) {
      const start = Math.max(from, opens);
      const end = Math.min(to, closes);
      if (end > start) spans.push([start, end]);
    }
  }
  return unionLength(spans);
}

type Spans = readonly (readonly [opens: number, closes: number])[];

/** When the days are open, as instants: reports ask for the same days for every answer. */
const days = new WeakMap<OpeningHours, Map<string, Map<number, Spans>>>();

function knownDays(hours: OpeningHours, timeZone: string): Map<number, Spans> {
  const zones = days.get(hours) ?? new Map<string, Map<number, Spans>>();
  days.set(hours, zones);
  const known = zones.get(timeZone) ?? new Map<number, Spans>();
  zones.set(timeZone, known);
  return known;
}

/** @param day days since 1 January 1970, on the wall */
function openOn(day: number, hours: OpeningHours, timeZone: string): Spans {
  if (hours.holidays.has(new Date(day * DAY).toISOString().slice(0, 10))) return [];
  const intervals = hours.days[weekdayOfDay(day)] ?? [];
  return intervals.map(([opens, closes]) => [
    instantOfWall(day * DAY + opens * MINUTE, timeZone),
    instantOfWall(day * DAY + closes * MINUTE, timeZone),
  ]);
}

/** Hours that overlap (a night shift into an early opening) count once. */
function unionLength(spans: [number, number][]): number {
  let total = 0;
  let reached = Number.NEGATIVE_INFINITY;
  for (const [start, end] of spans.sort((a, b) => a[0] - b[0])) {
    total += Math.max(0, end - Math.max(start, reached));
    reached = Math.max(reached, end);
  }
  return total;
}
