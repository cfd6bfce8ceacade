import type { Gap } from '../core/gap.js';
import type { InboundMention, OwnPost } from '../core/mention.js';
import type { Priority } from '../core/priority.js';
import type { RuleOutcome } from '../core/rules.js';
import type { Understanding } from '../core/sentiment.js';
import type { Cursor } from '../core/stream.js';

/** A mention understood and ready to store. */
export interface PreparedMention {
  inbound: InboundMention;
  understanding: Understanding;
  priority: Priority;
  /** Ids of the watches it matches. */
  watchIds: number[];
  /** What the owner's rules make of it, where any fits. */
  ruling: RuleOutcome | null;
}

/** One page of a stream as it is committed: its rows and the position after it. Times are ms UTC. */
export interface PageToCommit {
  accountId: number;
  network: string;
  stream: string;
  cursor: Cursor;
  mentions: PreparedMention[];
  ownPosts: OwnPost[];
  deletedNativeIds: string[];
  gaps: Gap[];
  spending: { item: string; count: number; micros: number }[];
  scorerVersion: string;
  now: number;
}

/** What committing a page changed. */
export interface CommittedPage {
  newIds: number[];
  updated: number;
  deleted: number;
  answeredElsewhere: number;
}
