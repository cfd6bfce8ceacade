import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openTime, readOpeningHours } from '../../../src/core/business-hours.js';
import { DAY, HOUR, MINUTE } from '../../../src/core/clock.js';

const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
type Week = Partial<Record<(typeof DAYS)[number], string[]>>;

const minutes = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));

/** Open time by asking the wall's clock at every minute, with nothing of the code under test. */
function minuteByMinute(from: number, to: number, week: Week, holidays: string[], timeZone: string): number {
  const wall = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' });
  let open = 0;
  for (let at = from; at < to; at += MINUTE) {
    const [date = '', time = ''] = wall.format(at).split(' ');
    const dayBefore = new Date(Date.parse(date) - DAY).toISOString().slice(0, 10);
    const isOpen = [
      { day: date, minute: minutes(time) },
      { day: dayBefore, minute: minutes(time) + 24 * 60 },
    ].some(({ day, minute }) => {
      if (holidays.includes(day)) return false;
      const name = DAYS[(new Date(day).getUTCDay() + 6) % 7] ?? 'mon';
      return (week[name] ?? []).some((interval) => {
        const [opens = 0, closes = 0] = interval.split('-').map(minutes);
        return minute >= opens && minute < (closes > opens ? closes : closes + 24 * 60);
      });
    });
    if (isOpen) open += MINUTE;
  }
  return open;
}

const twoDigits = (value: number) => String(value).padStart(2, '0');
// Not in the small hours, where clocks change: a time that is shown twice there has a test of its own.
const time = fc
  .oneof(fc.integer({ min: 4 * 60, max: 24 * 60 - 1 }), fc.constant(0))
  .map((minute) => `${twoDigits(Math.floor(minute / 60))}:${twoDigits(minute % 60)}`);
const interval = fc.tuple(time, time).map(([opens, closes]) => `${opens}-${closes}`);
const week: fc.Arbitrary<Week> = fc.record(
  Object.fromEntries(DAYS.map((day) => [day, fc.array(interval, { maxLength: 2 })])),
  { requiredKeys: [] },
);

/** Around the days on which the clocks of these places change, and on ordinary days. */
const places = fc.constantFrom(
  { timeZone: 'UTC', around: '2026-06-01' },
  { timeZone: 'Europe/London', around: '2026-03-29' },
  { timeZone: 'Europe/London', around: '2026-10-25' },
  { timeZone: 'America/New_York', around: '2026-03-08' },
  { timeZone: 'America/New_York', around: '2026-11-01' },
  { timeZone: 'Australia/Lord_Howe', around: '2026-04-05' },
  { timeZone: 'Asia/Tehran', around: '2026-11-20' },
  { timeZone: 'Asia/Ho_Chi_Minh', around: '2026-12-31' },
);

describe('openTime', () => {
  it('counts what a look at the wall every minute counts, over midnight and clock changes', () => {
    fc.assert(
      fc.property(
        week,
        places,
        fc.integer({ min: -2 * 24 * 60, max: 24 * 60 }),
        fc.integer({ min: 0, max: 3 * 24 * 60 }),
        fc.subarray([-1, 0, 1]),
        (hours, { timeZone, around }, start, length, off) => {
          const middle = Date.parse(around);
          const holidays = off.map((day) => new Date(middle + day * DAY).toISOString().slice(0, 10));
          const from = middle + start * MINUTE;
          const to = from + length * MINUTE;
          expect(openTime(from, to, readOpeningHours(hours, holidays), timeZone)).toBe(
            minuteByMinute(from, to, hours, holidays, timeZone),
          );
        },
      ),
      { numRuns: 60 },
    );
  });

  it('adds up: a stretch is as long as its two parts', () => {
    const from = Date.parse('2026-10-20T03:17:00Z');
    const length = fc.integer({ min: 0, max: 12 * DAY });
    fc.assert(
      fc.property(week, length, length, (hours, first, second) => {
        const opening = readOpeningHours(hours, ['2026-10-23']);
        const open = (start: number, end: number) => openTime(start, end, opening, 'Europe/London');
        const [middle, to] = [from + first, from + first + second];
        expect(open(from, to)).toBe(open(from, middle) + open(middle, to));
        expect(open(from, to)).toBeLessThanOrEqual(to - from);
      }),
    );
  });

  it.each([
    [
      'a night of 23 hours',
      'Europe/London',
      '2026-03-28T18:00Z',
      '2026-03-29T17:00Z',
      { sat: ['18:00-06:00'] },
      11,
    ],
    [
      'a night of 25 hours',
      'Europe/London',
      '2026-10-24T17:00Z',
      '2026-10-25T18:00Z',
      { sat: ['18:00-06:00'] },
      13,
    ],
    [
      'an hour shown twice, from its first time on',
      'Europe/London',
      '2026-10-24T23:00Z',
      '2026-10-25T06:00Z',
      { sun: ['01:30-03:00'] },
      2.5,
    ],
    [
      'an hour never shown',
      'Europe/London',
      '2026-03-29T00:00Z',
      '2026-03-29T06:00Z',
      { sun: ['01:00-02:00'] },
      0,
    ],
    [
      'the part past midnight of a day before a holiday',
      'UTC',
      '2026-12-24T00:00Z',
      '2026-12-26T00:00Z',
      { thu: ['20:00-02:00'], fri: ['08:00-18:00'] },
      6,
    ],
    [
      'hours that overlap once',
      'UTC',
      '2026-06-01T00:00Z',
      '2026-06-02T00:00Z',
      { mon: ['08:00-12:00', '10:00-14:00'] },
      6,
    ],
    [
      'two short shifts inside a long one',
      'UTC',
      '2026-06-01T00:00Z',
      '2026-06-02T00:00Z',
      { mon: ['08:00-18:00', '09:00-10:00', '12:00-13:00'] },
      10,
    ],
    [
      'round the clock',
      'UTC',
      '2026-06-01T00:00Z',
      '2026-06-02T00:00Z',
      { sun: ['00:00-00:00'], mon: ['00:00-00:00'] },
      24,
    ],
    ['never', 'UTC', '2026-06-01T00:00Z', '2026-07-01T00:00Z', {}, 0],
  ])('counts %s', (_, timeZone, from, to, hours, expected) => {
    const opening = readOpeningHours(hours, ['2026-12-25']);
    expect(openTime(Date.parse(from), Date.parse(to), opening, timeZone) / HOUR).toBe(expected);
  });
});
