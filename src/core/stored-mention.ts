import type { CustomerAuthor, CustomerNote } from './customer.js';
import type { InboundAuthor, MentionKind, MentionMetrics, ReplyPermission } from './mention.js';
import type { ThreadAnger } from './priority.js';
import type { Evidence, Intent, Sentiment } from './sentiment.js';
import type { TriageStatus } from './triage.js';

/** A mention as the desk keeps it: read, understood, triaged. Times are ms UTC. */
export interface StoredMention {
  /** The small local number the owner types. */
  id: number;
  network: string;
  nativeId: string;
  /** The network's id of the version stored, where an edit gets a new one. */
  versionId: string;
  /** The config id of the account it came in on. */
  account: string;
  kind: MentionKind;
  private: boolean;
  author: InboundAuthor & { id: number };
  text: string;
  createdAt: number;
  receivedAt: number;
  editedAt: number | null;
  /** When the network was seen not to have it any more. */
  deletedAt: number | null;
  url: string | null;
  threadId: number;
  threadNativeId: string;
  replyToNativeId: string | null;
  metrics: MentionMetrics;
  anger: ThreadAnger;
  reply: ReplyPermission;
  sentiment: Sentiment;
  language: string;
  intent: Intent;
  /** Fields a person set by hand; a rescore leaves them alone. */
  corrected: ('sentiment' | 'intent')[];
  needsReply: boolean;
  reasons: string[];
  urgency: string[];
  priority: number;
  status: TriageStatus;
  snoozedUntil: number | null;
  tags: string[];
  /** Names of the watches it matched. */
  watches: string[];
  /** The first human answer to it, from here or seen on the network. */
  answeredAt: number | null;
  scorerVersion: string;
}

/** One message of a thread, oldest first: somebody else's mention or one of ours. */
export type ThreadEntry =
  | { from: 'them'; mention: StoredMention }
  | {
      from: 'us';
      text: string;
      at: number;
      state: 'sent' | 'seen' | 'pending';
      private: boolean;
      url: string | null;
    };

/** What is known of the person behind a mention. */
export interface AuthorHistory {
  mentions: number;
  positive: number;
  negative: number;
  answered: number;
  firstAt: number | null;
  lastAnsweredAt: number | null;
}

/** Everything `show` prints. */
export interface MentionCard {
  mention: StoredMention;
  thread: ThreadEntry[];
  history: AuthorHistory;
  /** The author and everybody who was said to be the same person, and what was written down about them. */
  customer: { authors: CustomerAuthor[]; notes: CustomerNote[] };
  /** The owner's rules that fit it, in their order, and the saved reply each offers. */
  rules: { rule: string; template: string | null; alert: boolean }[];
  /** What can be done with it, in words; `can` false comes with the reason. */
  abilities: {
    action: 'reply' | 'answer by hand' | 'reply privately' | 'hide' | 'like' | 'delete';
    can: boolean;
    note?: string;
  }[];
  evidence: Evidence[];
}

export const LIST_SORTS = ['priority', 'newest', 'oldest', 'waiting'] as const;
export type ListSort = (typeof LIST_SORTS)[number];

/** Which mentions to list. Absent means any. Times are ms UTC: since inclusive, until exclusive. */
export interface MentionFilter {
  status?: TriageStatus[];
  needsReply?: boolean;
  sentiment?: Sentiment['label'][];
  intent?: Intent[];
  network?: string[];
  account?: string[];
  /** A handle, with or without @, any case. */
  author?: string;
  language?: string[];
  tag?: string[];
  watch?: string[];
  since?: number;
  until?: number;
  search?: string;
  sort: ListSort;
  /** null: all of them. */
  limit: number | null;
}
