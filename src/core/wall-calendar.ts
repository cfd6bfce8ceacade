import { DAY, HOUR } from './clock.js';
import { timeOfDay, wallTime } from './time-zone.js';

// What the calendar and the clock on the wall show at an instant (ms UTC), in a time zone (IANA name).

/** The hour, 0-23. */
export function hourOfDay(instant: number, timeZone: string): number {
  return Math.floor(timeOfDay(instant, timeZone) / HOUR);
}

/** The day of the week, 0 for Monday. */
export function weekdayOf(instant: number, timeZone: string): number {
  return weekdayOfDay(Math.floor(wallTime(instant, timeZone) / DAY));
}

/** The day of the week, 0 for Monday. @param day days since 1 January 1970, which was a Thursday */
export function weekdayOfDay(day: number): number {
  return (((day + 3) % 7) + 7) % 7;
}

/** The date, `2026-11-20`. */
export function dateOf(instant: number, timeZone: string): string {
  return new Date(wallTime(instant, timeZone)).toISOString().slice(0, 10);
}

/** A time of the day as the configuration writes it, `22:30`, in minutes after midnight. */
export function minuteOfDay(time: string): number {
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  return hour * 60 + minute;
}
