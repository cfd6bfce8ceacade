import { SECOND } from '../core/clock.js';
import type { AuditEntry } from '../core/outbox-entry.js';
import { type Plan, type PlanResult, planCost, planLinks } from '../core/plan.js';
import { iso } from '../output/time.js';
import type { AppliedPlan, PlanTime } from './bulk-applied.js';
import { usd } from './to-json.js';

/** A plan, as `bulk plan --json` prints it. */
export function planJson(plan: Plan, { duration, slowest }: PlanTime) {
  const { hash, createdAt, createdBy, perMinute, rows, refused, warnings } = plan;
  const links = planLinks(rows);
  return {
    hash,
    createdAt: iso(createdAt),
    createdBy,
    perMinute,
    costUsd: usd(planCost(rows)),
    links: { replies: links.replies, costUsd: usd(links.micros) },
    seconds: Math.ceil(duration / SECOND),
    slowest: slowest && {
      network: slowest.network,
      messages: slowest.limit.messages,
      seconds: slowest.limit.per / SECOND,
    },
    rows: rows.map(({ costMicros, linkMicros, editedAt, parts, text, ...row }) => ({
      ...row,
      text,
      parts: parts ?? [text],
      editedAt: iso(editedAt),
      costUsd: usd(costMicros),
      linkUsd: usd(linkMicros ?? 0),
    })),
    refused,
    warnings,
  };
}

/** One row of a plan and what became of it: one line of `--jsonl`. */
export function planResultJson({ row, state, outboxId, nativeId, url, reason }: PlanResult) {
  const { line, mentionId, to, text } = row;
  return { line, mentionId, to, private: row.private, text, state, replyId: outboxId, nativeId, url, reason };
}

/** How far a plan has come, as `bulk apply`, `resume` and `status` print it with `--json`. */
export function appliedJson({ progress, halts }: AppliedPlan) {
  return {
    plan: progress.plan.hash,
    counts: progress.counts(),
    results: progress.results().map(planResultJson),
    halts: halts.map(({ account, message, retryAt }) => ({ account, message, retryAt: iso(retryAt) })),
  };
}

/** One line of the audit, as `outbox list --all --json` prints it. */
export function auditJson(entry: AuditEntry) {
  return { ...entry, at: iso(entry.at), forgottenAt: iso(entry.forgottenAt) };
}
