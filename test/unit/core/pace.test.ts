import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MINUTE, SECOND } from '../../../src/core/clock.js';
import { pauseWithin, timeToWrite, type Write, type WriteLimit } from '../../../src/core/pace.js';

const QUARTER = 15 * MINUTE;
const X: WriteLimit = { messages: 100, per: QUARTER, of: 'public' };
const CHAT: WriteLimit = { messages: 1, per: SECOND, of: 'any', each: 'conversation' };

function writes(count: number, more: Partial<Write> = {}): Write[] {
  return Array.from({ length: count }, () => ({
    account: 'cafe',
    conversation: 'all',
    private: false,
    messages: 1,
    ...more,
  }));
}

describe('the time that replies take', () => {
  it('is the owner’s cap where no network is slower: the first leaves at once', () => {
    const times = [0, 1, 11, 21].map((count) => timeToWrite(writes(count), 10, () => [X]));
    expect(times.map(({ duration }) => duration)).toEqual([0, 0, MINUTE, 2 * MINUTE]);
    expect(times.map(({ slowest }) => slowest)).toEqual([null, null, null, null]);
  });

  it('is the network’s where that is slower, and says which', () => {
    expect(timeToWrite(writes(250), 600, () => [X])).toEqual({
      duration: 2 * QUARTER + 49 * 100,
      slowest: { account: 'cafe', limit: X },
    });
  });

  it('counts every part of an answer, and nothing that another limit is for', () => {
    const inParts = (count: number) =>
      timeToWrite(writes(count, { messages: 3 }), 6_000, () => [X]).duration >= QUARTER;
    expect([inParts(33), inParts(34)]).toEqual([false, true]);
    expect(timeToWrite(writes(150, { private: true }), 6_000, () => [X]).slowest).toBeNull();
    const apart = ['one', 'two'].flatMap((account) => writes(80, { account }));
    expect(timeToWrite(apart, 6_000, () => [X]).slowest).toBeNull();
  });

  it('knows conversations apart', () => {
    expect(timeToWrite(writes(5), 6_000, () => [CHAT]).duration).toBe(4 * SECOND);
    const apart = [1, 2, 3, 4, 5].flatMap((chat) => writes(1, { conversation: String(chat) }));
    expect(timeToWrite(apart, 6_000, () => [CHAT]).duration).toBe(4 * 10);
    expect(timeToWrite(writes(1, { messages: 3 }), 10, () => [CHAT]).duration).toBe(2 * SECOND);
    expect([pauseWithin([CHAT, X], true), pauseWithin([X], false)]).toEqual([SECOND, 0]);
  });

  it('never lets a window hold more than its limit', () => {
    const limit = fc.record({
      messages: fc.integer({ min: 1, max: 20 }),
      per: fc.integer({ min: 1, max: 600 }).map((seconds) => seconds * SECOND),
      of: fc.constantFrom('public', 'any'),
    });
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 120 }),
        limit,
        fc.integer({ min: 1, max: 600 }),
        (count, one, perMinute) => {
          const { duration } = timeToWrite(writes(count), perMinute, () => [one]);
          const windows = Math.ceil(count / one.messages) - 1;
          expect(duration).toBeGreaterThanOrEqual(windows * one.per);
          expect(duration).toBeGreaterThanOrEqual((count - 1) * (MINUTE / perMinute) - 0.001 * count);
          expect(duration).toBeLessThanOrEqual(windows * one.per + (count - 1) * (MINUTE / perMinute) + 1);
        },
      ),
    );
  });
});
