import { MINUTE } from './clock.js';
import { timeOfDay } from './time-zone.js';
import { minuteOfDay } from './wall-calendar.js';

/**
 * Whether an instant lies in quiet hours.
 *
 * @param now ms UTC
 * @param hours local times such as `22:00-07:00`, [from, to); one that ends at or before its beginning is past midnight
 * @param timeZone IANA name
 */
export function isQuiet(now: number, hours: readonly string[], timeZone: string): boolean {
  if (hours.length === 0) return false;
  const minute = Math.floor(timeOfDay(now, timeZone) / MINUTE);
  return hours.some((span) => {
    const [from = 0, to = 0] = span.split('-').map(minuteOfDay);
    return from < to ? minute >= from && minute < to : minute >= from || minute < to;
  });
}
