import { DAY, HOUR } from './clock.js';
import { wallTime } from './time-zone.js';

/** The hour the clock on the wall shows, 0-23. */
export function hourOfDay(instant: number, timeZone: string): number {
  return Math.floor((((wallTime(instant, timeZone) % DAY) + DAY) % DAY) / HOUR);
}

/** The day of the week on the wall, 0 for Monday. */
export function weekdayOf(instant: number, timeZone: string): number {
  // 1 January 1970 was a Thursday.
  return (((Math.floor(wallTime(instant, timeZone) / DAY) + 3) % 7) + 7) % 7;
}

/** The date on the wall, `2026-11-20`. */
export function dateOf(instant: number, timeZone: string): string {
  return new Date(wallTime(instant, timeZone)).toISOString().slice(0, 10);
}
