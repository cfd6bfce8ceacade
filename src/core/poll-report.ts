import type { Gap } from './gap.js';

/** What one poll of one account brought. */
export interface AccountPollReport {
  account: string;
  network: string;
  handle: string;
  new: number;
  updated: number;
  deleted: number;
  /** Own posts that answer a mention and were written outside earshot. */
  answeredElsewhere: number;
  gaps: Gap[];
  /** Micro-dollars spent. */
  spentMicros: number;
  /** Streams left out this time, and why (not due, over budget, rate-limited). */
  skipped: {
    stream: string;
    code: 'not-due' | 'budget' | 'rate-limit';
    reason: string;
    retryAt: number | null;
  }[];
  error: { code: string; kind: string; message: string; hint: string | null } | null;
  /** False where the account was left alone, because it keeps failing: `error` is then that of the last try. */
  tried: boolean;
  /** When an account that keeps failing is tried again, ms UTC; null where at the next poll, or never. */
  nextTryAt: number | null;
  /** The network says that what is polled is gone for good: it is not polled any more. */
  gone: boolean;
}

/** What one poll brought, of all accounts together. Times are ms UTC. */
export interface PollReport {
  startedAt: number;
  finishedAt: number;
  accounts: AccountPollReport[];
  new: number;
  updated: number;
  needReply: number;
  urgent: number;
  /** Automatic first answers: how many went out, and why some did not, each reason once. */
  firstAnswers: { sent: number; troubles: string[] };
  /** Mentions that were removed because the configuration keeps them no longer. */
  pruned: number;
}
