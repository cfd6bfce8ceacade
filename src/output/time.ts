import { DAY, HOUR, MINUTE, SECOND } from '../core/clock.js';
import { wallTime } from '../core/time-zone.js';

const WEEKDAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];
const WEEK = 7 * DAY;
const MONTH = 30 * DAY;
const YEAR = 365 * DAY;

/**
 * How old something is, in one unit, for a narrow column: `now`, `5 min`, `3 h`, `2 d`, `6 w`, `4 mo`, `2 y`.
 *
 * @param ms less than a minute, and the future (clocks differ), are `now`
 */
export function age(ms: number): string {
  if (ms < MINUTE) return 'now';
  if (ms < HOUR) return `${Math.floor(ms / MINUTE)} min`;
  if (ms < 2 * DAY) return ms < DAY ? `${Math.floor(ms / HOUR)} h` : '1 d';
  if (ms < 3 * WEEK) return `${Math.floor(ms / DAY)} d`;
  if (ms < 3 * MONTH) return `${Math.floor(ms / WEEK)} w`;
  if (ms < 2 * YEAR) return `${Math.floor(ms / MONTH)} mo`;
  return `${Math.floor(ms / YEAR)} y`;
}

/** The age in a sentence: `just now`, `3 h ago`. */
export function ago(ms: number): string {
  return ms < MINUTE ? 'just now' : `${age(ms)} ago`;
}

/** A length of time in at most two units: `40 s`, `48 min`, `1 h 50`, `31 h`, `3 d 4 h`. */
export function span(ms: number): string {
  if (ms < MINUTE) return `${Math.max(0, Math.round(ms / SECOND))} s`;
  if (ms < HOUR) return `${Math.min(59, Math.round(ms / MINUTE))} min`;
  if (ms < 10 * HOUR) {
    const minutes = Math.round(ms / MINUTE);
    return minutes % 60 === 0
      ? `${minutes / 60} h`
      : `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, '0')}`;
  }
  const hours = Math.round(ms / HOUR);
  if (hours < 48) return `${hours} h`;
  return hours % 24 === 0 ? `${hours / 24} d` : `${Math.floor(hours / 24)} d ${hours % 24} h`;
}

function wall(ms: number, timeZone: string) {
  const date = new Date(wallTime(ms, timeZone));
  return {
    year: date.getUTCFullYear(),
    month: MONTHS[date.getUTCMonth()] ?? '',
    day: date.getUTCDate(),
    weekday: WEEKDAYS[date.getUTCDay()] ?? '',
    time: date.toISOString().slice(11, 16),
  };
}

/**
 * A moment as short as it stays clear: `Tue 14:02` within the last six days, `3 Nov 14:02` within the year,
 * `3 Nov 2024` before.
 *
 * @param ms ms UTC
 * @param timeZone IANA name
 */
export function moment(ms: number, now: number, timeZone: string): string {
  const at = wall(ms, timeZone);
  const date = `${at.day} ${at.month.slice(0, 3)}`;
  if (Math.abs(now - ms) < 6 * DAY) return `${at.weekday.slice(0, 3)} ${at.time}`;
  return at.year === wall(now, timeZone).year ? `${date} ${at.time}` : `${date} ${at.year}`;
}

/** A day in full: `Friday 21 November 2026`. */
export function longDate(ms: number, timeZone: string): string {
  const at = wall(ms, timeZone);
  return `${at.weekday} ${at.day} ${at.month} ${at.year}`;
}

/** `May 2025`. */
export function monthYear(ms: number, timeZone: string): string {
  const at = wall(ms, timeZone);
  return `${at.month} ${at.year}`;
}

/** ISO 8601 in UTC, for pipes and JSON; null stays null. */
export function iso(ms: number): string;
export function iso(ms: number | null): string | null;
export function iso(ms: number | null): string | null {
  return ms === null ? null : new Date(ms).toISOString();
}
