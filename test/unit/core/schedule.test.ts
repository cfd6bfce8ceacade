import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HOUR, MINUTE, SECOND } from '../../../src/core/clock.js';
import { nextPoll } from '../../../src/core/schedule.js';

const FIRST = Date.UTC(2026, 10, 20, 12);
const at = (ms: number, every = 5 * MINUTE) => ({ first: FIRST, every, now: FIRST + ms });
const none = new Map<string, number>();

describe('the next poll', () => {
  it('stands on the grid of the first one, however long a poll took', () => {
    expect(nextPoll(at(10 * SECOND), none, null)).toEqual({ at: FIRST + 5 * MINUTE, only: null });
    expect(nextPoll(at(7 * MINUTE), none, null)).toEqual({ at: FIRST + 10 * MINUTE, only: null });
  });

  it('leaves out what was missed while the machine slept', () => {
    expect(nextPoll(at(8 * HOUR + SECOND), none, null).at).toBe(FIRST + 8 * HOUR + 5 * MINUTE);
  });

  it('does not wait for a clock that was put back', () => {
    expect(nextPoll(at(-3 * HOUR), none, null).at).toBe(FIRST - 3 * HOUR + 5 * MINUTE);
  });

  it('goes on with an account as soon as its rate limit ends, and with that account alone', () => {
    const limited = new Map([
      ['x', FIRST + 15 * MINUTE],
      ['y', FIRST + 40 * MINUTE],
      ['z', FIRST + 2 * HOUR],
    ]);
    expect(nextPoll(at(MINUTE, HOUR), limited, null)).toEqual({ at: FIRST + 15 * MINUTE, only: ['x'] });
  });

  it('is for all accounts where a rate limit ends as late as the next tick', () => {
    const limited = new Map([['x', FIRST + 5 * MINUTE - SECOND / 2]]);
    expect(nextPoll(at(5 * MINUTE - SECOND), limited, null)).toEqual({ at: FIRST + 5 * MINUTE, only: null });
  });

  it('sleeps until the shortest rest is over where every account is left alone', () => {
    const rests = [FIRST + 2 * HOUR, FIRST + 30 * MINUTE];
    expect(nextPoll(at(MINUTE), none, rests)).toEqual({ at: FIRST + 30 * MINUTE, only: null });
  });

  it('is always ahead, never by less than a second where the owner allows a second, never beyond a tick for nothing', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: SECOND, max: 10 * HOUR }),
        fc.integer({ min: -HOUR, max: 100 * HOUR }),
        fc.array(fc.integer({ min: -HOUR, max: 200 * HOUR }), { maxLength: 4 }),
        fc.option(fc.array(fc.integer({ min: -HOUR, max: 200 * HOUR }), { maxLength: 4 })),
        (every, elapsed, ends, rests) => {
          const limited = new Map(ends.map((end, index) => [`a${index}`, FIRST + end]));
          const grid = at(elapsed, every);
          const resting = rests?.map((rest) => FIRST + rest) ?? null;
          const next = nextPoll(grid, limited, resting);
          expect(next.at).toBeGreaterThanOrEqual(grid.now + SECOND);
          if (next.only === null) {
            const latest = Math.max(grid.now + every + SECOND, ...(resting ?? []));
            expect(next.at).toBeLessThanOrEqual(latest);
          } else {
            expect(next.only.length).toBeGreaterThan(0);
            for (const account of next.only) expect(limited.get(account)).toBeLessThanOrEqual(next.at);
          }
        },
      ),
    );
  });
});
