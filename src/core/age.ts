import { DAY } from './clock.js';
import { instantOfWall, wallTime } from './time-zone.js';

/** How old something is in the calendar's terms. */
export interface Age {
  months: number;
  days: number;
}

const UNITS: Readonly<Record<string, Age>> = {
  d: { months: 0, days: 1 },
  w: { months: 0, days: 7 },
  m: { months: 1, days: 0 },
  y: { months: 12, days: 0 },
};
const PART = /(\d{1,4})\s*(days?|d|weeks?|w|months?|mo|m|years?|y)\s*/y;
/** Beyond it an age is a slip of the keyboard. */
const MOST_YEARS = 100;

/**
 * Reads an age such as `18m`, `90d`, `2y` or `1y6m`: d, w, m and y are days, weeks, months and years. Nothing is
 * kept by the minute, so that `m` cannot mean one here.
 *
 * @returns null where the text is not an age, or less than a day
 */
export function readAge(text: string): Age | null {
  const trimmed = text.trim().toLowerCase();
  let age: Age = { months: 0, days: 0 };
  PART.lastIndex = 0;
  while (PART.lastIndex < trimmed.length) {
    const [, amount = '', unit = ''] = PART.exec(trimmed) ?? [];
    const each = UNITS[unit.slice(0, 1)];
    if (!each) return null;
    age = {
      months: age.months + Number(amount) * each.months,
      days: age.days + Number(amount) * each.days,
    };
  }
  const years = age.months / 12 + age.days / 365;
  return age.months + age.days > 0 && years <= MOST_YEARS ? age : null;
}

/**
 * The moment that was so long ago, at the same time of the day: a month back from the 31st is the last day of the
 * month before.
 *
 * @param now ms UTC
 * @param timeZone IANA name
 * @returns ms UTC
 */
export function momentBefore({ months, days }: Age, now: number, timeZone: string): number {
  const wall = new Date(wallTime(now, timeZone));
  const day = wall.getUTCDate();
  wall.setUTCDate(1);
  wall.setUTCMonth(wall.getUTCMonth() - months);
  const last = new Date(Date.UTC(wall.getUTCFullYear(), wall.getUTCMonth() + 1, 0)).getUTCDate();
  wall.setUTCDate(Math.min(day, last));
  return instantOfWall(wall.getTime() - days * DAY, timeZone);
}
