import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DAY } from '../../../src/core/clock.js';
import type { DeskSettings } from '../../../src/services/desk.js';
import { budgetLeft, openSpendingGuard, requireBudget } from '../../../src/services/spending.js';
import { deskWith, NOW } from './desk.js';

const PRICES = { x: { postRead: 5, reply: 10, free: 0 } };
const NONE = { perRun: null, perDay: null, perMonth: null };

async function desk(budget: Partial<DeskSettings['budget']>, before: { micros: number; at: number }[] = []) {
  const made = deskWith({ budget: { ...NONE, ...budget }, prices: PRICES });
  const { id } = await made.store.accounts.ensure({ key: 'cafe', network: 'x', handle: 'cafe' });
  for (const { micros, at } of before) {
    await made.store.accounts.recordSpending(id, at, [{ item: 'postRead', count: 1, micros }]);
  }
  return made;
}
const reads = (count: number) => [{ item: 'postRead', count }];

describe('the spending guard', () => {
  it('never lets the most that was asked for pass a limit, whoever asks and settles in whatever order', async () => {
    const step = fc.oneof(
      fc.record({ ask: fc.nat(8), holder: fc.nat(2) }),
      fc.record({ settle: fc.double({ min: 0, max: 1, noNaN: true }), holder: fc.nat(2) }),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { maxLength: 40 }),
        fc.nat(100),
        fc.nat(60),
        async (steps, limit, today) => {
          const made = await desk({ perDay: limit }, [{ micros: today, at: NOW }]);
          const guard = await openSpendingGuard(made);
          const asked = new Map<number, number>();
          let spent = 0;
          for (const one of steps) {
            const holder = `holder ${one.holder}`;
            const set = asked.get(one.holder) ?? 0;
            if ('settle' in one) {
              const micros = Math.floor(set * one.settle);
              guard.settle(holder, micros);
              asked.delete(one.holder);
              spent += micros;
            } else {
              asked.delete(one.holder);
              const others = [...asked.values()].reduce((sum, micros) => sum + micros, 0);
              const wanted = one.ask * 5;
              const fits = wanted === 0 || today + spent + others + wanted <= limit;
              expect(guard.maySpend(holder, reads(one.ask), 'x')).toBe(fits);
              if (fits) asked.set(one.holder, wanted);
            }
            expect(guard.spent()).toBe(spent);
            if (today <= limit) expect(today + spent).toBeLessThanOrEqual(limit);
          }
          made.store.close();
        },
      ),
      { numRuns: 60 },
    );
  });

  it('counts the day and the month of UTC, and a run from nothing', async () => {
    const midnight = Date.UTC(2026, 10, 20);
    const spent = [
      { micros: 1, at: midnight },
      { micros: 10, at: midnight - 1 },
      { micros: 100, at: Date.UTC(2026, 10, 1) },
      { micros: 1_000, at: Date.UTC(2026, 10, 1) - 1 },
    ];
    const left = async (budget: Partial<DeskSettings['budget']>) => {
      const made = await desk(budget, spent);
      const answer = await budgetLeft(made);
      made.store.close();
      return answer;
    };
    expect(await left({ perRun: 5_000 })).toBe(5_000);
    expect(await left({ perDay: 5_000 })).toBe(4_999);
    expect(await left({ perMonth: 5_000 })).toBe(4_889);
    expect(await left({ perRun: 300, perDay: 200, perMonth: 5_000 })).toBe(199);
    expect(await left({ perMonth: 50 })).toBe(0);
    expect(await left({})).toBeNull();
  });

  it('lets the last of a budget be spent, and not a micro-dollar more', async () => {
    for (const [today, fits] of [
      [90, true],
      [91, false],
    ] as const) {
      const made = await desk({ perDay: 100 }, [{ micros: today, at: NOW }]);
      expect((await openSpendingGuard(made)).maySpend('a', reads(2), 'x')).toBe(fits);
      made.store.close();
    }
  });

  it('says which limit stopped it, the first time', async () => {
    const made = await desk({ perRun: 10_000, perDay: 20_000 }, [{ micros: 15_000, at: NOW - DAY / 4 }]);
    const guard = await openSpendingGuard(made);
    expect(guard.exhausted()).toBeNull();
    expect(guard.maySpend('a', reads(1_001), 'x')).toBe(false);
    expect(guard.exhausted()).toBe('the budget of $0.02 a day is used up');
    made.store.close();
  });

  it('lets through what costs nothing, on a network without prices too', async () => {
    const made = await desk({ perRun: 0 });
    const guard = await openSpendingGuard(made);
    expect(guard.maySpend('a', [{ item: 'free', count: 99 }], 'x')).toBe(true);
    expect(guard.maySpend('a', reads(99), 'mastodon')).toBe(true);
    expect(guard.maySpend('a', reads(1), 'x')).toBe(false);
    made.store.close();
  });

  it('refuses a reply over budget before anything is sent', async () => {
    const made = await desk({ perDay: 10 }, [{ micros: 1, at: NOW }]);
    await expect(requireBudget(made, 'x', [{ item: 'reply', count: 1 }])).rejects.toMatchObject({
      kind: 'budget',
    });
    await expect(requireBudget(made, 'x', reads(1))).resolves.toBeUndefined();
    made.store.close();
  });
});
