import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { instantOfWall, isTimeZone, wallTime } from '../../../src/core/time-zone.js';

const zones = [
  'UTC',
  'Asia/Tehran',
  'Asia/Ho_Chi_Minh',
  'America/New_York',
  'Europe/London',
  'Australia/Lord_Howe',
  'Pacific/Kiritimati',
  'America/St_Johns',
];

describe('time zones', () => {
  it('shows what Intl shows', () => {
    const instants = fc.integer({ min: Date.UTC(1975, 0, 1), max: Date.UTC(2060, 0, 1) });
    fc.assert(
      fc.property(instants, fc.constantFrom(...zones), (instant, timeZone) => {
        const wall = new Date(wallTime(instant, timeZone)).toLocaleString('sv', { timeZone: 'UTC' });
        expect(wall).toBe(new Date(instant).toLocaleString('sv', { timeZone }));
      }),
      { numRuns: 500 },
    );
  });

  it('knows real names from wrong ones', () => {
    expect(['Asia/Tehran', 'UTC', 'Mars/Olympus', ''].map(isTimeZone)).toEqual([true, true, false, false]);
  });

  it('finds an instant again from its wall time, or the first of the two that share it', () => {
    const instants = fc.integer({ min: Date.UTC(1975, 0, 1), max: Date.UTC(2060, 0, 1) });
    fc.assert(
      fc.property(instants, fc.constantFrom(...zones), (instant, zone) => {
        const wall = wallTime(instant, zone);
        const found = instantOfWall(wall, zone);
        expect(wallTime(found, zone)).toBe(wall);
        expect(found).toBeLessThanOrEqual(instant);
        expect(instant - found).toBeLessThanOrEqual(3_600_000);
      }),
      { numRuns: 500 },
    );
  });
});
