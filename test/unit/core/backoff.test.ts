import { expect, it } from 'vitest';
import { restAfter } from '../../../src/core/backoff.js';
import { HOUR, MINUTE } from '../../../src/core/clock.js';

const rests = (kind: string) => [1, 2, 3, 4, 5, 6, 50].map((failures) => restAfter(kind, failures));

it('tries what may pass at the next two polls, then less and less often, but every hour at least', () => {
  expect(rests('failed')).toEqual([0, 0, 10, 20, 40, 60, 60].map((minutes) => minutes * MINUTE));
});

it('asks a second time where only a person can help, then leaves it alone for hours', () => {
  expect(rests('auth')).toEqual([0, 1, 2, 4, 8, 12, 12].map((hours) => hours * HOUR));
});
