import { describe, expect, it } from 'vitest';
import { MINUTE, SECOND } from '../../../src/core/clock.js';
import { retryAfter } from '../../../src/http/retry-after.js';

const NOW = Date.UTC(2026, 10, 21, 12);

describe('Retry-After', () => {
  it.each<[string, string | null, number | null]>([
    ['in seconds', '120', NOW + 2 * MINUTE],
    ['at once', '0', null],
    ['with space around it', ' 7 ', NOW + 7 * SECOND],
    ['as a date', 'Sat, 21 Nov 2026 12:30:00 GMT', NOW + 30 * MINUTE],
    ['as a date that is past', 'Sat, 21 Nov 2026 11:00:00 GMT', null],
    ['missing', null, null],
    ['empty', '', null],
    ['below nothing', '-5', null],
    ['in parts of a second', '1.5', null],
    ['as words', 'soon', null],
    ['of another age', '99999999999999999999', null],
  ])('is read %s', (_, value, until) => {
    expect(retryAfter(new Headers(value === null ? {} : { 'retry-after': value }), NOW)).toBe(until);
  });
});
