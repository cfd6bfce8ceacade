import { DAY, MINUTE } from './clock.js';

const formats = new Map<string, Intl.DateTimeFormat>();

function formatFor(timeZone: string): Intl.DateTimeFormat {
  let format = formats.get(timeZone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
    formats.set(timeZone, format);
  }
  return format;
}

/** Whether this is an IANA time zone that this machine knows: `Europe/Paris`, `Asia/Tehran`, `UTC`. */
export function isTimeZone(name: string): boolean {
  // The first use of Intl costs ten milliseconds, which every command would pay.
  if (name === 'UTC') return true;
  try {
    new Intl.DateTimeFormat('en-US', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

/** Clocks have only ever been changed at full quarters of an hour since 1972: within one the offset is the same. */
export const QUARTER = 15 * MINUTE;

/** Offsets by zone and quarter, because asking Intl takes microseconds and reports ask for every mention. */
const offsets = new Map<string, Map<number, number>>();

function offsetAt(quarter: number, timeZone: string): number {
  if (timeZone === 'UTC') return 0;
  const instant = quarter * QUARTER;
  const part: Record<string, number> = {};
  for (const { type, value } of formatFor(timeZone).formatToParts(instant)) part[type] = Number(value);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = part;
  return Date.UTC(year, month - 1, day, hour, minute, second) - instant;
}

/**
 * What the clock on the wall shows at an instant.
 *
 * @param instant ms UTC
 * @param timeZone IANA name; throws RangeError for an unknown one
 * @returns the wall's date and time, as the ms that `Date.UTC` gives for the same figures
 */
export function wallTime(instant: number, timeZone: string): number {
  let known = offsets.get(timeZone);
  if (!known) {
    known = new Map();
    offsets.set(timeZone, known);
  }
  const quarter = Math.floor(instant / QUARTER);
  let offset = known.get(quarter);
  if (offset === undefined) {
    offset = offsetAt(quarter, timeZone);
    known.set(quarter, offset);
  }
  return instant + offset;
}

/**
 * The instant at which the wall shows a time: the inverse of `wallTime`. A time shown twice (clocks set back)
 * means the first; one never shown (clocks set forward) is read as if the clocks had not moved yet.
 *
 * @param wall date and time on the wall, as the ms that `Date.UTC` gives for the same figures
 * @returns ms UTC
 */
export function instantOfWall(wall: number, timeZone: string): number {
  const before = wallTime(wall - DAY, timeZone) - (wall - DAY);
  const after = wallTime(wall + DAY, timeZone) - (wall + DAY);
  const candidates = [wall - before, wall - after].filter((instant) => wallTime(instant, timeZone) === wall);
  return candidates.length > 0 ? Math.min(...candidates) : wall - before;
}

/** How long ago it was midnight on the wall, ms: from 0 to a day. */
export function timeOfDay(instant: number, timeZone: string): number {
  return ((wallTime(instant, timeZone) % DAY) + DAY) % DAY;
}

/** When the day of an instant began on the wall, ms UTC. */
export function startOfDay(instant: number, timeZone: string): number {
  return instantOfWall(wallTime(instant, timeZone) - timeOfDay(instant, timeZone), timeZone);
}
