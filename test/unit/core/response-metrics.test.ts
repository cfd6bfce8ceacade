import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DAY, HOUR, MINUTE } from '../../../src/core/clock.js';
import { measured, responseNumbers, waitBands } from '../../../src/core/response-metrics.js';

const NOW = Date.UTC(2026, 10, 20, 12);
const unmeasured = { openMs: null };
const numbers = (
  needingReply: { createdAt: number; answeredAt: number | null }[],
  waits: { receivedAt: number; answeredAt: number }[] = [],
) =>
  responseNumbers(
    {
      mentions: needingReply.map((mention) => ({ ...mention, needsReply: true })),
      waits: waits.map((wait) => ({ ...wait, ...unmeasured })),
    },
    NOW,
    false,
  );

const mention = fc
  .record({
    age: fc.integer({ min: 0, max: 6 * DAY }),
    took: fc.option(fc.integer({ min: 0, max: 6 * DAY })),
  })
  .map(({ age, took }) => {
    const createdAt = NOW - age;
    return { createdAt, answeredAt: took === null || took > age ? null : createdAt + took };
  });

describe('response rates', () => {
  it('are what a count with pencil and paper gives', () => {
    fc.assert(
      fc.property(fc.array(mention, { maxLength: 30 }), (mentions) => {
        const given = numbers(mentions);
        for (const [name, hours] of [
          ['within1h', 1],
          ['within24h', 24],
          ['within72h', 72],
        ] as const) {
          let n = 0;
          let answered = 0;
          for (const { createdAt, answeredAt } of mentions) {
            if (NOW - createdAt < hours * HOUR) continue;
            n += 1;
            if (answeredAt !== null && answeredAt <= createdAt + hours * HOUR) answered += 1;
          }
          expect(given[name]).toEqual({ answered, n, rate: n === 0 ? null : answered / n });
        }
        const answered = mentions.filter(({ answeredAt }) => answeredAt !== null).length;
        expect(given.ever).toMatchObject({ answered, n: mentions.length });
      }),
    );
  });

  it('keep a mention out until its window is over, answered or not', () => {
    const fresh = { createdAt: NOW - HOUR + 1, answeredAt: NOW - MINUTE };
    const old = { createdAt: NOW - HOUR, answeredAt: null };
    expect(numbers([fresh]).within1h).toEqual({ answered: 0, n: 0, rate: null });
    expect(numbers([fresh, old]).within1h).toEqual({ answered: 0, n: 1, rate: 0 });
    expect(numbers([fresh, old]).ever).toEqual({ answered: 1, n: 2, rate: 0.5 });
  });

  it('count an answer at the last moment of the window, and none after it', () => {
    const created = NOW - 2 * DAY;
    const answeredAfter = (ms: number) =>
      numbers([{ createdAt: created, answeredAt: created + ms }]).within24h;
    expect([answeredAfter(DAY), answeredAfter(DAY + 1)].map((rate) => rate.answered)).toEqual([1, 0]);
  });
});

describe('response times', () => {
  const waits = fc.array(fc.integer({ min: 0, max: 9 * DAY }), { minLength: 1, maxLength: 40 });
  const timesOf = (lengths: readonly number[]) =>
    numbers(
      [],
      lengths.map((length) => ({ receivedAt: NOW, answeredAt: NOW + length })),
    ).firstResponse.calendar;

  it('have a median with as many below as above, and a 90th percentile that nine of ten keep to', () => {
    fc.assert(
      fc.property(waits, (lengths) => {
        const { n, medianMs, p90Ms, meanMs } = timesOf(lengths);
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
    expect(timesOf(lengths)).toEqual({ n: lengths.length, medianMs, p90Ms, meanMs });
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
    expect(numbers([]).firstResponse).toEqual({ calendar: none, business: null });
  });

  it('count only the opening hours beside the calendar', () => {
    const friday = Date.parse('2026-11-20T17:30:00Z');
    const monday = Date.parse('2026-11-23T09:15:00Z');
    const hours = { days: [...Array(5).fill([[9 * 60, 18 * 60]]), [], []], holidays: new Set<string>() };
    const wanted = { createdAt: friday, answeredAt: monday, needsReply: true };
    const unwanted = { createdAt: friday, answeredAt: null, needsReply: false };
    const facts = {
      mentions: [wanted, unwanted, unwanted],
      waits: [measured({ receivedAt: friday, answeredAt: monday }, hours, 'UTC')],
    };
    const { firstResponse, allMentionsEver, ever } = responseNumbers(facts, monday, true);
    expect(ever).toEqual({ answered: 1, n: 1, rate: 1 });
    expect(waitBands(facts.waits, true).map(({ calendar, business }) => [calendar, business])).toEqual([
      [0, 1],
      [0, 0],
      [0, 0],
      [0, 0],
      [1, 0],
      [0, 0],
    ]);
    expect(firstResponse.business).toMatchObject({ n: 1, medianMs: 45 * MINUTE });
    expect(firstResponse.calendar).toMatchObject({ n: 1, medianMs: monday - friday });
    expect(allMentionsEver).toEqual({ answered: 1, n: 3, rate: 1 / 3 });
  });
});
