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
