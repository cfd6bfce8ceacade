import { createHash } from 'node:crypto';

/** One reply of a bulk plan: exactly what is sent, and to what it answers. */
export interface PlanRow {
  /** Its number within the plan, from 1. */
  row: number;
  /** The line of the input it came from. */
  line: number;
  mentionId: number;
  network: string;
  /** Config id of the account it goes out from. */
  account: string;
  nativeId: string;
  /** The version of the mention it was written for. */
  versionId: string;
  /** ms UTC, or null. */
  editedAt: number | null;
  /** The handle it answers. */
  to: string;
  private: boolean;
  again: boolean;
  text: string;
  /** What leaves instead, in this order, where the text is too long for one message. */
  parts?: readonly string[];
  template: { name: string; variantId: number } | null;
  costMicros: number;
  /** What links add to the cost, where they do. */
  linkMicros?: number;
}

/** A row of the input that is not in the plan, and why. */
export interface RefusedRow {
  line: number;
  /** The mention as the input names it; empty where it names none. */
  mention: string;
  /** A stable word, for counting: `already-replied`, `reply-too-long` … */
  code: string;
  reason: string;
}

/** A reviewed set of replies, bound to exact texts. */
export interface Plan {
  version: typeof PLAN_VERSION;
  /** ms UTC */
  createdAt: number;
  /** user@host */
  createdBy: string;
  /** Most replies to send in a minute. */
  perMinute: number;
  rows: readonly PlanRow[];
  refused: readonly RefusedRow[];
  /** What is allowed and still worth a look, each with the line it is about. */
  warnings: readonly { line: number; message: string }[];
  /** Of its version and rows: a text that was changed by hand is found out. */
  hash: string;
}

export const PLAN_VERSION = 1;

/** What became of one row. */
export type PlanRowState = 'waiting' | 'sent' | 'failed' | 'unknown' | 'refused';

/** One row and what became of it. */
export interface PlanResult {
  row: PlanRow;
  state: PlanRowState;
  /** Its number in the outbox, once it has one. */
  outboxId: number | null;
  nativeId: string | null;
  url: string | null;
  /** Why it failed, is unknown or was refused, in words. */
  reason: string | null;
}

/** How many rows are in each state. */
export type PlanCounts = Record<PlanRowState, number>;

/**
 * The hash of what a plan sends.
 *
 * @returns SHA-256 as hex, of JSON with its keys in order
 */
export function planHash(rows: readonly PlanRow[]): string {
  return createHash('sha256')
    .update(JSON.stringify({ version: PLAN_VERSION, rows: rows.map(inOrder) }))
    .digest('hex');
}

/** The same values whatever order the keys of a file stand in. */
function inOrder(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  return Object.entries(value)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, inner]) => [key, inOrder(inner)]);
}

/** What all rows cost, micro-dollars. */
export function planCost(rows: readonly PlanRow[]): number {
  return rows.reduce((sum, { costMicros }) => sum + costMicros, 0);
}

/** Replies with links that make them dearer, and what those add, micro-dollars. */
export function planLinks(rows: readonly PlanRow[]): { replies: number; micros: number } {
  const dear = rows.flatMap(({ linkMicros }) => (linkMicros ? [linkMicros] : []));
  return { replies: dear.length, micros: dear.reduce((sum, micros) => sum + micros, 0) };
}

/** How many messages a row is. */
export function messagesOf({ parts }: PlanRow): number {
  return parts?.length ?? 1;
}

/** How many rows are in each state. */
export function countStates(results: readonly PlanResult[]): PlanCounts {
  const counts: PlanCounts = { waiting: 0, sent: 0, failed: 0, unknown: 0, refused: 0 };
  for (const { state } of results) counts[state] += 1;
  return counts;
}

/** Whether everything was settled: nothing waits, nothing failed that may be tried again, nothing is unknown. */
export function isFinished({ waiting, failed, unknown }: PlanCounts): boolean {
  return waiting + failed + unknown === 0;
}
