import { DAY, MINUTE } from './clock.js';
import { wallTime } from './time-zone.js';

/**
 * Whether an instant lies in quiet hours.
 *
 * @param now ms UTC
 * @param hours local times such as `22:00-07:00`, [from, to); one that ends at or before its beginning is past midnight
 * @param timeZone IANA name
 */
export function isQuiet(now: number, hours: readonly string[], timeZone: string): boolean {
  if (hours.length === 0) return false;
  const wall = wallTime(now, timeZone);
  const minute = Math.floor((((wall % DAY) + DAY) % DAY) / MINUTE);
  return hours.some((span) => {
    const [from = 0, to = 0] = span.split('-').map(minutesOf);
    return from < to ? minute >= from && minute < to : minute >= from || minute < to;
  });
}

function minutesOf(time: string): number {
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  return hour * 60 + minute;
}
