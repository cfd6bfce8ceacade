import { type RawBuilder, sql } from 'kysely';
import type { MentionKind } from '../core/mention.js';
import type { Intent, SentimentLabel } from '../core/sentiment.js';
import type { StoredMention } from '../core/stored-mention.js';
import type { TriageStatus } from '../core/triage.js';

/** One joined row of mention, triage, author and account, as `MENTION_COLUMNS` reads it. */
export interface MentionRow {
  id: number;
  network: string;
  nativeId: string;
  versionId: string;
  account: string;
  kind: MentionKind;
  private: number;
  authorId: number;
  authorNativeId: string;
  handle: string;
  authorName: string | null;
  followers: number | null;
  verified: number;
  authorUrl: string | null;
  text: string;
  createdAt: number;
  receivedAt: number;
  editedAt: number | null;
  deletedAt: number | null;
  url: string | null;
  threadId: number;
  threadNativeId: string;
  replyToNativeId: string | null;
  likes: number | null;
  reposts: number | null;
  replies: number | null;
  quotes: number | null;
  views: number | null;
  refusal: string | null;
  unhappyMessages: number;
  unhappyPeople: number;
  sentiment: SentimentLabel;
  score: number;
  confidence: number;
  language: string;
  intent: Intent;
  sentimentFixed: number;
  intentFixed: number;
  needsReply: number;
  reasons: string;
  urgency: string;
  priority: number;
  status: TriageStatus;
  snoozedUntil: number | null;
  tags: string;
  watches: string;
  answeredAt: number | null;
  scorerVersion: string;
}

/** Looked at in a thread of any length: its first so many messages say how it feels. */
const THREAD_READ = 200;

/** How often the author of a mention was unhappy in its thread, up to it. */
export const UNHAPPY_MESSAGES: RawBuilder<number> = sql`(SELECT count(*) FROM mention AS other
    WHERE other.author_id = mention.author_id AND other.thread_id = mention.thread_id
      AND other.created_at <= mention.created_at AND other.sentiment = 'negative')`;

/** How many people are unhappy in a mention's thread. */
export const UNHAPPY_PEOPLE: RawBuilder<number> = sql`(SELECT count(DISTINCT author_id) FROM (
    SELECT author_id, sentiment FROM mention AS other WHERE other.thread_id = mention.thread_id
    LIMIT ${sql.lit(THREAD_READ)}) WHERE sentiment = 'negative')`;

export const MENTION_COLUMNS: RawBuilder<unknown> = sql`
  mention.id, mention.network, mention.native_id AS nativeId, mention.version_id AS versionId, account.key AS account, mention.kind,
  mention.private, author.id AS authorId, author.native_id AS authorNativeId, author.handle,
  author.name AS authorName, author.followers, author.verified, author.url AS authorUrl, mention.text,
  mention.created_at AS createdAt, mention.received_at AS receivedAt, mention.edited_at AS editedAt,
  mention.deleted_at AS deletedAt, mention.url, mention.thread_id AS threadId,
  (SELECT native_id FROM thread WHERE thread.id = mention.thread_id) AS threadNativeId,
  mention.reply_to_native_id AS replyToNativeId, mention.likes, mention.reposts, mention.replies,
  mention.quotes, mention.views, mention.reply_refusal AS refusal,
  ${UNHAPPY_MESSAGES} AS unhappyMessages, ${UNHAPPY_PEOPLE} AS unhappyPeople, mention.sentiment, mention.score,
  mention.confidence, mention.language, mention.intent, mention.sentiment_fixed AS sentimentFixed,
  mention.intent_fixed AS intentFixed, triage.needs_reply AS needsReply, mention.reasons, mention.urgency,
  triage.priority, triage.status, triage.snoozed_until AS snoozedUntil,
  (SELECT json_group_array(tag) FROM tag WHERE tag.mention_id = mention.id) AS tags,
  (SELECT json_group_array(watch.name) FROM mention_watch JOIN watch ON watch.id = mention_watch.watch_id
    WHERE mention_watch.mention_id = mention.id) AS watches,
  triage.answered_at AS answeredAt, mention.scorer_version AS scorerVersion`;

export function toMention(row: MentionRow): StoredMention {
  const corrected: StoredMention['corrected'] = [];
  if (row.sentimentFixed === 1) corrected.push('sentiment');
  if (row.intentFixed === 1) corrected.push('intent');
  return {
    id: row.id,
    network: row.network,
    nativeId: row.nativeId,
    versionId: row.versionId,
    account: row.account,
    kind: row.kind,
    private: row.private === 1,
    author: {
      id: row.authorId,
      nativeId: row.authorNativeId,
      handle: row.handle,
      name: row.authorName,
      followers: row.followers,
      verified: row.verified === 1,
      url: row.authorUrl,
    },
    text: row.text,
    createdAt: row.createdAt,
    receivedAt: row.receivedAt,
    editedAt: row.editedAt,
    deletedAt: row.deletedAt,
    url: row.url,
    threadId: row.threadId,
    threadNativeId: row.threadNativeId,
    replyToNativeId: row.replyToNativeId,
    metrics: {
      likes: row.likes,
      reposts: row.reposts,
      replies: row.replies,
      quotes: row.quotes,
      views: row.views,
    },
    anger: { messages: row.unhappyMessages, people: row.unhappyPeople },
    reply: row.refusal === null ? { allowed: true } : { allowed: false, reason: row.refusal },
    sentiment: { label: row.sentiment, score: row.score, confidence: row.confidence },
    language: row.language,
    intent: row.intent,
    corrected,
    needsReply: row.needsReply === 1,
    reasons: words(row.reasons),
    urgency: words(row.urgency),
    priority: row.priority,
    status: row.status,
    snoozedUntil: row.snoozedUntil,
    tags: words(row.tags),
    watches: words(row.watches),
    answeredAt: row.answeredAt,
    scorerVersion: row.scorerVersion,
  };
}

function words(json: string): string[] {
  return JSON.parse(json) as string[];
}
