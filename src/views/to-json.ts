// The machine's view: every shape that --json prints, documented in docs/json.md. Times become ISO 8601 in UTC.
import type { Customer, CustomerNote } from '../core/customer.js';
import type { Digest, ResponseGroup, Volume } from '../core/digest.js';
import { type Gap, gapReason, type RecordedGap } from '../core/gap.js';
import type { OutboxEntry } from '../core/outbox-entry.js';
import type { AccountPollReport, PollReport } from '../core/poll-report.js';
import type { RunCost } from '../core/run-cost.js';
import type { Evidence, Understanding } from '../core/sentiment.js';
import type { AuthorHistory, MentionCard, StoredMention, ThreadEntry } from '../core/stored-mention.js';
import type { Template } from '../core/template.js';
import { iso } from '../output/time.js';

export type MentionJson = ReturnType<typeof mentionJson>;

/** A mention as `list --json` and `--jsonl` print it. */
export function mentionJson(mention: StoredMention) {
  const { replyToNativeId, scorerVersion, reply, ...rest } = mention;
  return {
    ...rest,
    createdAt: iso(mention.createdAt),
    receivedAt: iso(mention.receivedAt),
    editedAt: iso(mention.editedAt),
    deletedAt: iso(mention.deletedAt),
    snoozedUntil: iso(mention.snoozedUntil),
    answeredAt: iso(mention.answeredAt),
    replyTo: replyToNativeId,
    canReply: reply.allowed,
    cannotReplyBecause: reply.allowed ? null : reply.reason,
    scorer: scorerVersion,
  };
}

/** A mention with its thread, its author's history and what can be done, as `show --json` prints it. */
export function cardJson({ mention, thread, history, customer, rules, abilities, evidence }: MentionCard) {
  return {
    mention: mentionJson(mention),
    thread: thread.map(threadEntryJson),
    history: historyJson(history),
    customer: { authors: customer.authors, notes: customer.notes.map(noteJson) },
    rules,
    abilities: abilities.map(({ action, can, note }) => ({ action, can, note: note ?? null })),
    evidence,
  };
}

function historyJson(history: AuthorHistory) {
  return { ...history, firstAt: iso(history.firstAt), lastAnsweredAt: iso(history.lastAnsweredAt) };
}

function noteJson({ at, ...note }: CustomerNote) {
  return { ...note, at: iso(at) };
}

/** One person, as `customer show --json` prints them. */
export function customerJson({ authors, history, notes, recent, suggestions }: Customer) {
  return {
    authors,
    history: historyJson(history),
    notes: notes.map(noteJson),
    recent: recent.map(mentionJson),
    suggestions,
  };
}

function threadEntryJson(entry: ThreadEntry) {
  if (entry.from === 'us') return { ...entry, at: iso(entry.at), id: null };
  const { id, text, createdAt, url, author } = entry.mention;
  return {
    from: entry.from,
    id,
    handle: author.handle,
    text,
    at: iso(createdAt),
    private: entry.mention.private,
    url,
  };
}

/** A reply on its way or gone, as `outbox list --json` prints it. */
export function outboxEntryJson(entry: OutboxEntry) {
  return {
    ...entry,
    createdAt: iso(entry.createdAt),
    firstAttemptAt: iso(entry.firstAttemptAt),
    lastAttemptAt: iso(entry.lastAttemptAt),
    sentAt: iso(entry.sentAt),
    deletedAt: iso(entry.deletedAt),
    heldUntil: iso(entry.heldUntil),
  };
}

/** A saved reply, as `template list --json` prints it. */
export function templateJson({ name, updatedAt, variants }: Template) {
  return { name, updatedAt: iso(updatedAt), variants };
}

/** What a poll brought, as `poll --json` prints it. */
export function pollReportJson(report: PollReport) {
  return {
    ...report,
    startedAt: iso(report.startedAt),
    finishedAt: iso(report.finishedAt),
    accounts: report.accounts.map(accountReportJson),
  };
}

function accountReportJson({ spentMicros, ...account }: AccountPollReport) {
  return {
    ...account,
    spentUsd: usd(spentMicros),
    gaps: account.gaps.map(gapJson),
    skipped: account.skipped.map((skip) => ({ ...skip, retryAt: iso(skip.retryAt) })),
    nextTryAt: iso(account.nextTryAt),
  };
}

/** The report over a period, as `digest --format json` prints it. Response times stay in ms. */
export function digestJson(digest: Digest) {
  return {
    ...digest,
    from: iso(digest.from),
    to: iso(digest.to),
    generatedAt: iso(digest.generatedAt),
    series: digest.series.map((slice) => sliceJson(slice)),
    responseBy: {
      network: digest.responseBy.network.map(groupJson),
      account: digest.responseBy.account.map(groupJson),
      language: digest.responseBy.language.map(groupJson),
    },
    waiting: {
      count: digest.waiting.count,
      oldestAt: iso(digest.waiting.oldestAt),
      top: digest.waiting.top.map(mentionJson),
    },
    praiseUnanswered: {
      count: digest.praiseUnanswered.count,
      top: digest.praiseUnanswered.top.map(mentionJson),
    },
    gaps: digest.gaps.map((gap) => ({ account: gap.account, ...gapJson(gap) })),
    coverage: digest.coverage.map((account) => ({
      ...account,
      lastOkAt: iso(account.lastOkAt),
      nextTryAt: iso(account.nextTryAt),
    })),
    failing: digest.failing.map((failure) => ({ ...failure, since: iso(failure.since) })),
  };
}

function groupJson({ waiting, ...group }: ResponseGroup) {
  return { ...group, waiting: { count: waiting.count, oldestAt: iso(waiting.oldestAt) } };
}

function sliceJson({ from, to, volume }: { from: number; to: number; volume: Volume }) {
  return { from: iso(from), to: iso(to), ...volume };
}

function gapJson(gap: Gap | RecordedGap) {
  const { stream, from, to, code, count = null } = gap;
  const reason = 'reason' in gap ? gap.reason : gapReason(gap);
  return { stream, from: iso(from), to: iso(to), code, count, reason };
}

/** What was understood of one text, as `score` prints it; `evidence` only where it was asked for. */
export function understandingJson(understanding: Understanding, evidence: readonly Evidence[] | null) {
  const { sentiment, language, intent, needsReply, reasons, urgency } = understanding;
  return {
    sentiment,
    language,
    intent,
    needsReply,
    reasons,
    urgency,
    ...(evidence === null ? {} : { evidence }),
  };
}

/** A reply that was checked and not sent, as `reply --dry-run --json` prints it. */
export function checkedReplyJson(reply: {
  mention: { id: number };
  account: { id: string };
  text: string;
  parts: readonly string[];
  private: boolean;
  length: number;
  limit: number;
  costMicros: number;
}) {
  const { mention, account, text, parts, length, limit, costMicros } = reply;
  return {
    mentionId: mention.id,
    account: account.id,
    text,
    parts,
    private: reply.private,
    length,
    limit,
    costUsd: usd(costMicros),
  };
}

/** What a poll can cost at most, as `poll --dry-run --json` prints it. */
export function runCostJson({ streams, failed, budgetLeftMicros }: RunCost) {
  return {
    streams: streams.map(({ micros, ...stream }) => ({ ...stream, usd: usd(micros) })),
    totalUsd: usd(streams.reduce((sum, { micros }) => sum + micros, 0)),
    budgetLeftUsd: budgetLeftMicros === null ? null : usd(budgetLeftMicros),
    failed,
  };
}

/** Dollars of micro-dollars, exact to the micro-dollar. */
export function usd(micros: number): number {
  return micros / 1_000_000;
}
