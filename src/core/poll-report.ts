import type { Gap } from './stream.js';

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
}

export interface PollReport {
  startedAt: number;
  finishedAt: number;
  accounts: AccountPollReport[];
  new: number;
  updated: number;
  needReply: number;
  urgent: number;
}
