import { expect, it } from 'vitest';
import { MINUTE, SECOND } from '../../../src/core/clock.js';
import { clockSkew, describeSkew } from '../../../src/http/clock-skew.js';

const NOW = Date.UTC(2026, 10, 21, 12, 0, 40);

it("tells how far our clock is from the server's, and nothing where that tells no time", () => {
  expect(clockSkew('Sat, 21 Nov 2026 12:00:00 GMT', NOW)).toBe(40 * SECOND);
  expect(clockSkew('Sat, 21 Nov 2026 12:03:40 GMT', NOW)).toBe(-3 * MINUTE);
  expect([null, undefined, '', 'noon'].map((date) => clockSkew(date, NOW))).toEqual([null, null, null, null]);
});

it('says it in words', () => {
  expect(describeSkew(3 * MINUTE, 'X')).toBe("3 minutes ahead of X's");
  expect(describeSkew(-40 * SECOND, 'Bluesky')).toBe("40 seconds behind Bluesky's");
});
