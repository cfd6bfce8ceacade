import { EarshotError } from '../core/errors.js';
import type { OutboxState } from '../core/outbox.js';
import type { OutboxEntry } from '../core/outbox-entry.js';
import {
  countStates,
  isFinished,
  type Plan,
  type PlanCounts,
  type PlanResult,
  type PlanRow,
  type PlanRowState,
} from '../core/plan.js';
import { type BulkTime, openBulkTimer } from './bulk-time.js';
import type { Desk } from './desk.js';

/** What a reply in the outbox means for its row. */
const STATE_OF: Readonly<Record<OutboxState, PlanRowState>> = {
  draft: 'waiting',
  approved: 'waiting',
  sending: 'unknown',
  sent: 'sent',
  failed: 'failed',
  unknown: 'unknown',
  cancelled: 'refused',
};

/** How far a plan has come. */
export interface PlanProgress {
  plan: Plan;
  result(row: PlanRow): PlanResult;
  /** In the order of the rows. */
  results(): PlanResult[];
  counts(): PlanCounts;
  /** When the latest attempt was made, ms UTC; 0 before the first. */
  lastAttemptAt: number;
  /** How long the rest takes under a cap. */
  timeLeft(perMinute: number): BulkTime;
  /** @param answer the row's reply, all its parts */
  record(row: PlanRow, answer: readonly OutboxEntry[]): void;
  refuse(row: PlanRow, reason: string): void;
}

/** Reads how far a plan has come; one that was never begun has not come far. */
export async function openProgress(desk: Desk, plan: Plan): Promise<PlanProgress> {
  const replies = await desk.store.plans.replies(plan.hash);
  const refusals = new Map(
    (await desk.store.plans.refusals(plan.hash)).map((each) => [each.row, each.reason]),
  );
  const results = new Map(
    plan.rows.map((row) => [row.row, resultOf(row, replies.get(row.row) ?? [], refusals.get(row.row))]),
  );
  const result = (row: PlanRow) => results.get(row.row) ?? resultOf(row, [], undefined);
  const time = await openBulkTimer(desk, plan.rows);
  return {
    plan,
    result,
    results: () => plan.rows.map(result),
    counts: () => countStates(plan.rows.map(result)),
    lastAttemptAt: Math.max(0, ...[...replies.values()].flat().map((entry) => entry.lastAttemptAt ?? 0)),
    timeLeft: (perMinute) =>
      time(
        plan.rows.filter((row) => ['waiting', 'failed'].includes(result(row).state)),
        perMinute,
      ),
    record(row, answer) {
      results.set(row.row, resultOf(row, answer, undefined));
    },
    refuse(row, reason) {
      results.set(row.row, { ...result(row), state: 'refused', reason });
    },
  };
}

function resultOf(row: PlanRow, answer: readonly OutboxEntry[], refusal: string | undefined): PlanResult {
  const [first] = answer;
  const entry = standingPart(answer);
  if (first === undefined || entry === undefined) {
    const state = refusal === undefined ? 'waiting' : 'refused';
    return { row, outboxId: null, nativeId: null, url: null, state, reason: refusal ?? null };
  }
  const state = refusal !== undefined && entry.state === 'failed' ? 'refused' : STATE_OF[entry.state];
  const { nativeId, url } = first;
  return { row, outboxId: entry.id, nativeId, url, state, reason: refusal ?? entry.error };
}

/** The part that says how far an answer has come: the first that is not sent, else the first. */
export function standingPart(answer: readonly OutboxEntry[]): OutboxEntry | undefined {
  return answer.find(({ state }) => state !== 'sent') ?? answer[0];
}

/**
 * The plan a person means: the one whose hash begins so; without a word the newest that is not finished, else the
 * newest.
 *
 * @throws EarshotError `plan-unknown` (usage)
 */
export async function requireBegunPlan(desk: Desk, prefix: string | undefined): Promise<Plan> {
  const plans = await desk.store.plans.find(prefix ?? '');
  if (prefix === undefined) {
    for (const plan of plans) {
      if (!isFinished((await openProgress(desk, plan)).counts())) return plan;
    }
  }
  const [plan] = plans;
  if (plan) return plan;
  throw new EarshotError(
    prefix === undefined
      ? 'No plan was begun.'
      : `No plan whose hash begins with ${prefix.slice(0, 12)} was begun.`,
    {
      code: 'plan-unknown',
      kind: 'usage',
      hint: 'Make one and begin it: earshot bulk plan FILE, then earshot bulk apply PLAN',
    },
  );
}
