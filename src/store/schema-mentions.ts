import type { Generated } from 'kysely';
import type { MentionKind } from '../core/mention.js';
import type { Intent, SentimentLabel } from '../core/sentiment.js';
import type { Bit } from './schema-bit.js';

// What was heard: people, threads, mentions, and our own posts.

interface AuthorTable {
  id: Generated<number>;
  network: string;
  native_id: string;
  handle: string;
  handle_key: string;
  name: string | null;
  followers: number | null;
  verified: Bit;
  url: string | null;
  updated_at: number;
  /** Shared by the authors that are one person; null for one who is alone. */
  customer_id: number | null;
}

interface CustomerTable {
  id: Generated<number>;
  created_at: number;
}

interface CustomerNoteTable {
  id: Generated<number>;
  author_id: number;
  kind: 'note' | 'contact';
  text: string;
  created_at: number;
  written_by: string;
}

interface ThreadTable {
  id: Generated<number>;
  network: string;
  native_id: string;
}

interface MentionTable {
  id: Generated<number>;
  network: string;
  native_id: string;
  version_id: string;
  account_id: number;
  author_id: number;
  thread_id: number;
  kind: MentionKind;
  private: Bit;
  text: string;
  created_at: number;
  received_at: number;
  edited_at: number | null;
  deleted_at: number | null;
  url: string | null;
  reply_to_native_id: string | null;
  /** Why the network will not take our reply; null where it will. */
  reply_refusal: string | null;
  likes: number | null;
  reposts: number | null;
  replies: number | null;
  quotes: number | null;
  views: number | null;
  network_language: string | null;
  language: string;
  sentiment: SentimentLabel;
  score: number;
  confidence: number;
  intent: Intent;
  reasons: string;
  urgency: string;
  scorer_version: string;
  sentiment_fixed: Generated<Bit>;
  intent_fixed: Generated<Bit>;
  /** The row of the search index: ordered by time, so that the newest hits come first without sorting. */
  search_key: number;
}

interface MentionWatchTable {
  mention_id: number;
  watch_id: number;
}

interface OwnPostTable {
  id: Generated<number>;
  network: string;
  native_id: string;
  account_id: number;
  thread_id: number;
  text: string;
  created_at: number;
  private: Bit;
  url: string | null;
  reply_to_native_id: string | null;
}

export interface MentionTables {
  author: AuthorTable;
  customer: CustomerTable;
  customer_note: CustomerNoteTable;
  thread: ThreadTable;
  mention: MentionTable;
  mention_watch: MentionWatchTable;
  own_post: OwnPostTable;
}
