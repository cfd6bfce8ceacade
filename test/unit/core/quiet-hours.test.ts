import { describe, expect, it } from 'vitest';
import { isQuiet } from '../../../src/core/quiet-hours.js';

describe('quiet hours', () => {
  it.each([
    ['2026-06-01T20:59:00Z', false],
    ['2026-06-01T21:00:00Z', true],
    ['2026-06-02T05:59:59Z', true],
    ['2026-06-02T06:00:00Z', false],
    ['2026-12-01T21:30:00Z', false],
    ['2026-12-01T22:00:00Z', true],
  ])('over midnight, on the clock of the business: %s is quiet, %s', (time, quiet) => {
    expect(isQuiet(Date.parse(time), ['22:00-07:00'], 'Europe/London')).toBe(quiet);
  });

  it('end at their end in the daytime too', () => {
    const quiet = (time: string) => isQuiet(Date.parse(`2026-06-01T${time}Z`), ['12:00-13:00'], 'UTC');
    expect(['11:59:59', '12:00:00', '12:59:59', '13:00:00'].map(quiet)).toEqual([false, true, true, false]);
  });

  it('are several, or none', () => {
    const noon = Date.parse('2026-06-01T12:30:00Z');
    expect(isQuiet(noon, ['01:00-02:00', '12:00-13:00'], 'UTC')).toBe(true);
    expect(isQuiet(noon, [], 'UTC')).toBe(false);
  });
});
