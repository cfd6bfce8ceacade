import { type Charge, priceOf } from '../core/budget.js';
import { DAY } from '../core/clock.js';
import { EarshotError } from '../core/errors.js';
import { formatMicros } from '../core/money.js';
import type { Desk } from './desk.js';

/** Keeps one run inside the owner's budgets. */
export interface SpendingGuard {
  /**
   * Whether the most a request can cost still fits; if so, that much is set aside for its holder until it
   * settles or asks again.
   */
  maySpend(holder: string, charges: readonly Charge[], network: string): boolean;
  /** What the holder's request came to in the end, micro-dollars. */
  settle(holder: string, micros: number): void;
  /** Spent in this run so far, micro-dollars. */
  spent(): number;
  /** Which limit stopped it, in words; null while none did. */
  exhausted(): string | null;
}

/** Reads what was spent today and this month (UTC), and guards the rest. */
export async function openSpendingGuard(desk: Desk): Promise<SpendingGuard> {
  const { prices } = desk.settings;
  const limits = await limitsOf(desk);
  let spent = 0;
  let stopped: string | null = null;
  const setAside = new Map<string, number>();
  return {
    maySpend(holder, charges, network) {
      setAside.delete(holder);
      const wanted = priceOf(charges, prices[network] ?? {});
      const reserved = [...setAside.values()].reduce((sum, micros) => sum + micros, 0);
      const broken = limits.find(({ limit, before }) => before + spent + reserved + wanted > limit);
      if (broken && wanted > 0) {
        stopped ??= `the budget of ${formatMicros(broken.limit)} ${broken.name} is used up`;
        return false;
      }
      setAside.set(holder, wanted);
      return true;
    },
    settle(holder, micros) {
      setAside.delete(holder);
      spent += micros;
    },
    spent: () => spent,
    exhausted: () => stopped,
  };
}

/**
 * Refuses what the budget does not allow, before anything is sent.
 *
 * @throws EarshotError of kind `budget`
 */
export async function requireBudget(desk: Desk, network: string, charges: readonly Charge[]): Promise<void> {
  const guard = await openSpendingGuard(desk);
  if (guard.maySpend('reply', charges, network)) return;
  throw new EarshotError(`${guard.exhausted() ?? 'the budget is used up'}: this was not sent.`, {
    code: 'over-budget',
    kind: 'budget',
    hint: 'Raise `budget` in the configuration, or wait for the next day or month.',
  });
}

/** What the tightest budget still allows, micro-dollars; null where there is none. */
export async function budgetLeft(desk: Desk): Promise<number | null> {
  const left = (await limitsOf(desk)).map(({ limit, before }) => Math.max(0, limit - before));
  return left.length === 0 ? null : Math.min(...left);
}

interface Limit {
  name: string;
  /** Micro-dollars. */
  limit: number;
  /** Spent of it before this run. */
  before: number;
}

async function limitsOf(desk: Desk): Promise<Limit[]> {
  const { perRun, perDay, perMonth } = desk.settings.budget;
  const now = desk.clock();
  const today = new Date(now);
  const startOfMonth = Date.UTC(today.getUTCFullYear(), today.getUTCMonth());
  const { spentSince } = desk.store.accounts;
  const limits: Limit[] = [];
  if (perRun !== null) limits.push({ name: 'a run', limit: perRun, before: 0 });
  if (perDay !== null) {
    limits.push({ name: 'a day', limit: perDay, before: await spentSince(now - (now % DAY)) });
  }
  if (perMonth !== null) {
    limits.push({ name: 'a month', limit: perMonth, before: await spentSince(startOfMonth) });
  }
  return limits;
}
