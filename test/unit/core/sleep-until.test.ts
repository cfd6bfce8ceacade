import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { DAY, HOUR, MINUTE, sleepUntil } from '../../../src/core/clock.js';

const never = new AbortController().signal;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** How long a sleep took, by a clock that nobody sets, ms. */
async function lengthOf(sleeping: Promise<void>, most: number): Promise<number> {
  const from = Date.now();
  const ended = sleeping.then(() => Date.now() - from);
  await vi.advanceTimersByTimeAsync(most);
  return ended;
}

it('sleeps until a time, a far one too', async () => {
  for (const length of [5 * MINUTE, 40 * DAY]) {
    expect(await lengthOf(sleepUntil(Date.now() + length, Date.now, never), length)).toBe(length);
  }
});

it('sleeps no longer where the clock is set back meanwhile, and less where it is put on', async () => {
  for (const [shift, length] of [
    [-HOUR, 5 * MINUTE],
    [-40 * DAY, 40 * DAY],
    [30 * DAY, 2 ** 31 - 1],
  ] as const) {
    const begun = Date.now();
    const clock = () => Date.now() + (Date.now() > begun ? shift : 0);
    const asked = shift > 0 ? 40 * DAY : length;
    expect(await lengthOf(sleepUntil(begun + asked, clock, never), 90 * DAY)).toBe(length);
  }
});
