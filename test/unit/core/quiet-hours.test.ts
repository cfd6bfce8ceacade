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

  it('are several, or none', () => {
    const noon = Date.parse('2026-06-01T12:30:00Z');
    expect(isQuiet(noon, ['01:00-02:00', '12:00-13:00'], 'UTC')).toBe(true);
    expect(isQuiet(noon, [], 'UTC')).toBe(false);
  });
});
