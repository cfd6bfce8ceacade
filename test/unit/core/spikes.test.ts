import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { measure } from '../../../bench/alert-series.js';
import { DAY } from '../../../src/core/clock.js';
import { negativeSpike, referenceWindows, volumeSpike, WINDOW } from '../../../src/core/spikes.js';
import { betaBinomialTail, negativeBinomialTail } from '../../../src/core/tails.js';
import { SEED } from '../../helpers/random.js';

const NOW = Date.UTC(2026, 10, 20, 12);

describe('upper tails', () => {
  it('of a Poisson count are the sums they are defined as', () => {
    const term = (k: number) =>
      Math.exp(-4) * Array.from({ length: k }, (_, i) => 4 / (i + 1)).reduce((a, b) => a * b, 1);
    const below = Array.from({ length: 9 }, (_, k) => term(k)).reduce((a, b) => a + b, 0);
    expect(negativeBinomialTail(9, 4, 4)).toBeCloseTo(1 - below, 10);
  });

  it('agree with draws from the distributions, and fall as counts rise', () => {
    // Geometric: a negative binomial of size 1. P(X >= x) = (mean / (1 + mean)) ** x.
    for (const x of [0, 1, 5, 40]) expect(negativeBinomialTail(x, 3, 12)).toBeCloseTo(0.75 ** x, 10);
    // Beta(1, 1): every count from 0 to n is as likely.
    for (const x of [0, 1, 7, 10]) expect(betaBinomialTail(x, 10, 1, 1)).toBeCloseTo((11 - x) / 11, 10);
    fc.assert(
      fc.property(
        fc.double({ min: 0.05, max: 2_000, noNaN: true }),
        fc.double({ min: 1, max: 10, noNaN: true }),
        fc.nat(5_000),
        (mean, dispersion, x) => {
          const [here, next] = [x, x + 1].map((count) =>
            negativeBinomialTail(count, mean, mean * dispersion),
          );
          expect(here).toBeGreaterThanOrEqual(0);
          expect(here).toBeLessThanOrEqual(1);
          expect(next).toBeLessThanOrEqual((here ?? 0) + 1e-12);
        },
      ),
    );
  });
});

describe('the windows compared with', () => {
  it('are the same hours on the wall, over a change of the clock', () => {
    const spring = Date.parse('2026-04-01T10:00:00Z');
    const windows = referenceWindows(spring, 0, 'Europe/London');
    const hours = windows.map(({ to }) =>
      new Date(to).toLocaleTimeString('en-GB', { timeZone: 'Europe/London' }),
    );
    expect(new Set(hours)).toEqual(new Set(['11:00:00']));
    expect(new Set(windows.map(({ to }) => to % DAY)).size).toBe(2);
  });

  it('lie in the history', () => {
    const since = NOW - 10 * DAY;
    const windows = referenceWindows(NOW, since, 'UTC');
    expect(windows.map(({ daysAgo }) => daysAgo)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
    for (const { from, to } of windows) expect([from >= since, to - from]).toEqual([true, WINDOW]);
  });
});

describe('a spike', () => {
  const references = referenceWindows(NOW, 0, 'UTC');
  const calm = references.map(() => ({ mentions: 4, negative: 1 }));

  it('is many mentions where few are usual, and not where many are', () => {
    const now = { mentions: 30, negative: 6 };
    expect(volumeSpike(now, references, calm, 4, 'medium')?.usual).toBeCloseTo(4, 1);
    const busy = references.map(() => ({ mentions: 28, negative: 5 }));
    expect(volumeSpike(now, references, busy, 28, 'medium')).toBeNull();
  });

  it('is not hidden by an old outburst', () => {
    const marked = references.map(({ daysAgo }) => ({ mentions: daysAgo === 7 ? 400 : 4, negative: 1 }));
    expect(volumeSpike({ mentions: 60, negative: 6 }, references, marked, 6, 'medium')).not.toBeNull();
  });

  it('is unhappiness beyond the usual share, however many mentions there are', () => {
    expect(negativeSpike({ mentions: 14, negative: 13 }, calm, 'medium')?.usual).toBeCloseTo(0.25, 1);
    expect(negativeSpike({ mentions: 40, negative: 10 }, calm, 'medium')).toBeNull();
    expect(negativeSpike({ mentions: 2, negative: 2 }, calm, 'high')).toBeNull();
  });

  const silent = references.map(() => ({ mentions: 0, negative: 0 }));
  const content = references.map(() => ({ mentions: 100, negative: 1 }));

  it('is so many mentions at least, however few are usual', () => {
    const volume = (mentions: number) =>
      volumeSpike({ mentions, negative: 0 }, references, silent, 0, 'medium');
    expect([volume(7), volume(8)]).toEqual([null, expect.anything()]);
    const unhappy = (negative: number) => negativeSpike({ mentions: negative, negative }, content, 'medium');
    expect([unhappy(7), unhappy(8)]).toEqual([null, expect.anything()]);
  });

  it('is so much more than usual, however sure it is that it is more', () => {
    const busy = references.map(() => ({ mentions: 1_000, negative: 0 }));
    const volume = (sensitivity: 'medium' | 'high') =>
      volumeSpike({ mentions: 1_600, negative: 0 }, references, busy, 1_000, sensitivity);
    expect([volume('medium'), volume('high')]).toEqual([null, expect.anything()]);
    const grumbling = references.map(() => ({ mentions: 40, negative: 18 }));
    const unhappy = (negative: number) => negativeSpike({ mentions: 100, negative }, grumbling, 'medium');
    expect([unhappy(80), unhappy(95)]).toEqual([null, expect.anything()]);
  });

  it('is measured by the same hours of late weeks more than by the whole, and by the latest most', () => {
    const now = { mentions: 200, negative: 0 };
    const usual = (mentionsOf: (daysAgo: number) => number, overall: number) => {
      const past = references.map(({ daysAgo }) => ({ mentions: mentionsOf(daysAgo), negative: 0 }));
      return volumeSpike(now, references, past, overall, 'medium')?.usual ?? Number.NaN;
    };
    expect(usual(() => 4, 20)).toBeLessThan(8);
    expect(usual((daysAgo) => (daysAgo <= 21 ? 12 : 8), 10)).toBeGreaterThan(10);
    expect(usual((daysAgo) => (daysAgo <= 21 ? 8 : 12), 10)).toBeLessThan(10);
  });

  it('is not told from a share that is never known to the last mention, however long the history', () => {
    const long = references.map(() => ({ mentions: 1_000, negative: 200 }));
    expect(negativeSpike({ mentions: 100, negative: 42 }, long, 'medium')).toBeNull();
    expect(negativeSpike({ mentions: 100, negative: 60 }, long, 'medium')).not.toBeNull();
  });

  it('at a small desk rings at most once in some weeks by chance, and sees a storm of 25', {
    timeout: 60_000,
  }, () => {
    const rates = measure({
      perDay: 20,
      stormSize: 25,
      sensitivity: 'medium',
      weeks: 6,
      desks: 25,
      seed: SEED,
    });
    expect(rates.falseAWeek).toBeLessThan(0.5);
    expect(rates.detected).toBeGreaterThan(0.7);
    expect(rates.medianDelayMinutes).toBeLessThan(300);
  });
});
