import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DAY, HOUR, MINUTE } from '../../../src/core/clock.js';
import { measured, responseNumbers, waitBands } from '../../../src/core/response-metrics.js';
import { NO_MENTIONS } from '../../../src/core/tally.js';

const NOW = Date.UTC(2026, 10, 20, 12);
const unmeasured = { openMs: null };
const timesOf = (lengths: readonly number[]) =>
  responseNumbers(
    {
      tally: NO_MENTIONS,
      waits: lengths.map((length) => ({ receivedAt: NOW, answeredAt: NOW + length, ...unmeasured })),
    },
    false,
  ).firstResponse;

describe('response rates', () => {
  it('are shares of what they are printed with, and none of nothing', () => {
    const windows = [
      { elapsed: 8, within: 2 },
      { elapsed: 4, within: 3 },
      { elapsed: 0, within: 0 },
    ];
    const tally = { ...NO_MENTIONS, mentions: 20, answered: 5, needReply: 10, needAnswered: 4, windows };
    expect(responseNumbers({ tally, waits: [] }, false)).toMatchObject({
      within1h: { answered: 2, n: 8, rate: 0.25 },
      within24h: { answered: 3, n: 4, rate: 0.75 },
      within72h: { answered: 0, n: 0, rate: null },
      ever: { answered: 4, n: 10, rate: 0.4 },
      allMentionsEver: { answered: 5, n: 20, rate: 0.25 },
    });
  });
});

describe('response times', () => {
  const edge = fc.constantFrom(HOUR, 4 * HOUR, 8 * HOUR, DAY, 3 * DAY);
  const length = fc.oneof(
    fc.integer({ min: 0, max: 9 * DAY }),
    fc.tuple(edge, fc.constantFrom(-1, 0, 1)).map(([at, more]) => at + more),
  );
  const waits = fc.array(length, { minLength: 1, maxLength: 40 });
  it('have a median with as many below as above, and a 90th percentile that nine of ten keep to', () => {
    fc.assert(
      fc.property(waits, (lengths) => {
        const { n, medianMs, p90Ms, meanMs } = timesOf(lengths).calendar;
        const [median, p90, mean] = [medianMs ?? Number.NaN, p90Ms ?? Number.NaN, meanMs ?? Number.NaN];
        expect(n).toBe(lengths.length);
        const below = lengths.filter((length) => length < median).length;
        const above = lengths.filter((length) => length > median).length;
        expect(Math.max(below, above)).toBeLessThanOrEqual(n / 2);
        expect(lengths).toContain(p90);
        expect(lengths.filter((length) => length <= p90).length).toBeGreaterThanOrEqual(0.9 * n);
        expect(lengths.filter((length) => length < p90).length).toBeLessThan(0.9 * n);
        expect(mean * n).toBeCloseTo(
          lengths.reduce((sum, length) => sum + length, 0),
          0,
        );
      }),
    );
  });

  it.each([
    [[10], 10, 10, 10],
    [[10, 20], 15, 20, 15],
    [[30, 10, 20], 20, 30, 20],
    [[1, 2, 3, 4, 5, 6, 7, 8, 9, 100], 5.5, 9, 14.5],
  ])('of %j are known by heart', (lengths, medianMs, p90Ms, meanMs) => {
    expect(timesOf(lengths).calendar).toEqual({ n: lengths.length, medianMs, p90Ms, meanMs });
  });

  it('are each in one band of the distribution, the first they fit into', () => {
    fc.assert(
      fc.property(waits, (lengths) => {
        const bands = waitBands(
          lengths.map((length) => ({ receivedAt: NOW, answeredAt: NOW + length, ...unmeasured })),
          false,
        );
        let below = -1;
        for (const { upToMs, calendar, business } of bands) {
          const most = upToMs ?? Number.POSITIVE_INFINITY;
          expect(calendar).toBe(lengths.filter((length) => length > below && length <= most).length);
          expect(business).toBeNull();
          below = most;
        }
        expect(below).toBe(Number.POSITIVE_INFINITY);
      }),
    );
  });

  it('are nothing where nothing was answered', () => {
    const none = { n: 0, medianMs: null, p90Ms: null, meanMs: null };
    expect(timesOf([])).toEqual({ calendar: none, business: null });
  });

  it('count only the opening hours beside the calendar', () => {
    const friday = Date.parse('2026-11-20T17:30:00Z');
    const monday = Date.parse('2026-11-23T09:15:00Z');
    const hours = { days: [...Array(5).fill([[9 * 60, 18 * 60]]), [], []], holidays: new Set<string>() };
    const waits = [measured({ receivedAt: friday, answeredAt: monday }, hours, 'UTC')];
    const { firstResponse } = responseNumbers({ tally: NO_MENTIONS, waits }, true);
    expect(waitBands(waits, true).map(({ calendar, business }) => [calendar, business])).toEqual([
      [0, 1],
      [0, 0],
      [0, 0],
      [0, 0],
      [1, 0],
      [0, 0],
    ]);
    expect(firstResponse.business).toMatchObject({ n: 1, medianMs: 45 * MINUTE });
    expect(firstResponse.calendar).toMatchObject({ n: 1, medianMs: monday - friday });
  });
});
