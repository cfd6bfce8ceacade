import type { OutboxState } from './outbox.js';

/** One reply on its way or gone, as the desk keeps it. Times are ms UTC. */
export interface OutboxEntry {
  id: number;
  mentionId: number;
  /** Config id of the account it goes out from. */
  account: string;
  network: string;
  private: boolean;
  /** Whether it was asked for beside one that stood already. */
  again: boolean;
  text: string;
  state: OutboxState;
  idempotencyKey: string;
  attempts: number;
  createdAt: number;
  firstAttemptAt: number | null;
  lastAttemptAt: number | null;
  sentAt: number | null;
  /** When it was taken off the network again. */
  deletedAt: number | null;
  nativeId: string | null;
  url: string | null;
  /** Why it failed or is unknown, in words. */
  error: string | null;
  /** Who asked for it: user@host. */
  author: string;
  /** The template its text came from, or null. */
  template: string | null;
  /** The hash of the bulk plan it is part of, or null. */
  plan: string | null;
  /** The row of that plan. */
  planRow: number | null;
  /** Not sent before: until then it can be taken back. */
  heldUntil: number | null;
  /** Written by a rule: no answer in the sense of the metrics. */
  automatic: boolean;
  /** The number of the first part of the answer it goes on with; null for a first or only part. */
  partOf: number | null;
  /** Which part of its answer it is, from 1. */
  part: number;
  parts: number;
  /** The handle it answers, for lists. */
  to: string;
}

/** A step of an attempt to send, as the audit has it. */
export type AuditResult = 'sending' | 'sent' | 'failed' | 'unknown' | 'taken back';

/** One line of the audit: a text that left, or may have. Times are ms UTC. */
export interface AuditEntry {
  at: number;
  /** user@host */
  by: string;
  /** Its number in the outbox. */
  replyId: number;
  result: AuditResult;
  network: string;
  account: string;
  /** The handle it went to; null once that person was forgotten, like the text. */
  to: string | null;
  private: boolean;
  text: string | null;
  template: string | null;
  plan: string | null;
  nativeId: string | null;
  error: string | null;
  forgottenAt: number | null;
}
