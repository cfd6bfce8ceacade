import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { momentBefore, readAge } from '../../../src/core/age.js';
import { wallTime } from '../../../src/core/time-zone.js';

describe('readAge', () => {
  it.each([
    ['18m', 18, 0],
    ['18 months', 18, 0],
    ['1mo', 1, 0],
    ['2y', 24, 0],
    ['1y6m', 18, 0],
    ['90d', 0, 90],
    ['2 weeks 1 day', 0, 15],
  ])('%s is %i months and %i days', (text, months, days) => {
    expect(readAge(text)).toEqual({ months, days });
  });

  it.each(['', '0d', '18', 'm', '5h', '10min', '90s', '1y later', '-3d', '101y', '2000m', '99999d'])(
    '"%s" is no age',
    (text) => {
      expect(readAge(text)).toBeNull();
    },
  );
});

describe('momentBefore', () => {
  const at = (iso: string) => Date.parse(iso);

  it.each([
    ['2026-03-31T10:00:00Z', { months: 1, days: 0 }, '2026-02-28T10:00:00Z'],
    ['2028-03-31T10:00:00Z', { months: 1, days: 0 }, '2028-02-29T10:00:00Z'],
    ['2026-11-22T05:00:00Z', { months: 18, days: 0 }, '2025-05-22T05:00:00Z'],
    ['2026-11-22T05:00:00Z', { months: 12, days: 2 }, '2025-11-20T05:00:00Z'],
  ])('%s minus %j is %s', (now, age, before) => {
    expect(new Date(momentBefore(age, at(now), 'UTC')).toISOString()).toBe(new Date(before).toISOString());
  });

  it('is the same time of the day across a change of the clocks, and never later for a greater age', () => {
    const clock = (ms: number) => wallTime(ms, 'Europe/London') % 86_400_000;
    const now = at('2026-11-22T12:00:00Z');
    fc.assert(
      fc.property(fc.nat({ max: 300 }), fc.nat({ max: 300 }), fc.nat({ max: 60 }), (months, days, more) => {
        const before = momentBefore({ months, days }, now, 'Europe/London');
        expect(clock(before)).toBe(clock(now));
        expect(momentBefore({ months, days: days + more }, now, 'Europe/London')).toBeLessThanOrEqual(before);
        expect(before).toBeLessThanOrEqual(now);
      }),
    );
  });
});
