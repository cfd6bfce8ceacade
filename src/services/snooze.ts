import { openTime } from '../core/business-hours.js';
import { DAY, HOUR, MINUTE } from '../core/clock.js';
import { readDuration, readWhen } from '../core/duration.js';
import { EarshotError } from '../core/errors.js';
import { instantOfWall, startOfDay, wallTime } from '../core/time-zone.js';
import type { Desk } from './desk.js';

/** When mornings begin for a business that has told no hours, or is closed on that day. */
const MORNING = 9 * HOUR;
const STEP = 15 * MINUTE;

/**
 * When something put off comes back: `2h` from now, `tomorrow` or `monday` morning (when the business opens), or a
 * date and time.
 *
 * @returns ms UTC
 * @throws EarshotError (usage) `snooze-past`, `time-invalid`
 */
export function snoozeUntil(desk: Desk, text: string): number {
  const { timeZone } = desk.settings.business;
  const now = desk.clock();
  const word = text.trim().toLowerCase();
  if (word === 'tomorrow') return morningIn(desk, 1);
  if (word === 'monday') return morningIn(desk, daysToMonday(wallTime(now, timeZone)));
  const duration = readDuration(word);
  const until = duration === null ? readWhen(text, now, timeZone) : now + duration;
  if (until !== null && until > now) return until;
  const isTime = until !== null;
  throw new EarshotError(isTime ? `${text} is past.` : `"${text}" is not a time.`, {
    code: isTime ? 'snooze-past' : 'time-invalid',
    kind: 'usage',
    hint: 'Write a time to come: 2h, tomorrow, monday, a date (2026-12-24) or a time (2026-12-24T09:00).',
  });
}

/** From one to seven. */
function daysToMonday(wall: number): number {
  return (8 - new Date(wall).getUTCDay()) % 7 || 7;
}

function morningIn({ settings, clock }: Desk, days: number): number {
  const { timeZone, hours } = settings.business;
  const begins = instantOfWall(wallTime(startOfDay(clock(), timeZone), timeZone) + days * DAY, timeZone);
  const nine = instantOfWall(wallTime(begins, timeZone) + MORNING, timeZone);
  if (hours === null) return nine;
  for (let at = begins; at < begins + DAY; at += STEP) {
    if (openTime(at, at + MINUTE, hours, timeZone) > 0) return at;
  }
  return nine;
}
