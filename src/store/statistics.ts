import { type Kysely, sql } from 'kysely';
import type { Digest, Volume } from '../core/digest.js';
import type { Database } from './schema.js';

/** One conversation's wait: from the author's first unanswered message to our first answer. */
export interface Wait {
  receivedAt: number;
  answeredAt: number;
}

/** Of the mentions that need a reply: when each came, and when it was answered. */
export interface NeedsReplyRow {
  createdAt: number;
  answeredAt: number | null;
}

/**
 * The counts behind the digest, read from raw timestamps. A period is [from, to). Noise, reposts and deleted
 * mentions are left out everywhere, and counted by `leftOut`.
 */
export function statisticsRepository(db: Kysely<Database>) {
  const counted = sql<boolean>`mention.intent <> 'noise' AND mention.kind <> 'repost' AND mention.deleted_at IS NULL`;
  const inPeriod = (from: number, to: number) =>
    sql<boolean>`mention.created_at >= ${from} AND mention.created_at < ${to}`;
  const volumeColumns = sql`count(*) AS mentions, coalesce(sum(sentiment = 'positive'), 0) AS positive,
    coalesce(sum(sentiment = 'neutral'), 0) AS neutral, coalesce(sum(sentiment = 'negative'), 0) AS negative`;

  return {
    async volume(from: number, to: number): Promise<Volume> {
      const { rows } = await sql<Volume>`
        SELECT ${volumeColumns} FROM mention WHERE ${inPeriod(from, to)} AND ${counted}`.execute(db);
      return rows[0] ?? { mentions: 0, positive: 0, neutral: 0, negative: 0 };
    },

    /** Volumes of equal slices of `step` ms; slices without mentions are absent. */
    async series(from: number, to: number, step: number): Promise<Map<number, Volume>> {
      const { rows } = await sql<Volume & { slice: number }>`
        SELECT CAST((created_at - ${from}) / ${step} AS INTEGER) AS slice, ${volumeColumns}
        FROM mention WHERE ${inPeriod(from, to)} AND ${counted} GROUP BY slice`.execute(db);
      return new Map(rows.map(({ slice, ...volume }) => [slice, volume]));
    },

    async byNetwork(from: number, to: number): Promise<Digest['byNetwork']> {
      const { rows } = await sql<Volume & { network: string; needReply: number; answered: number }>`
        SELECT network, ${volumeColumns}, coalesce(sum(needs_reply), 0) AS needReply,
          coalesce(sum(needs_reply = 1 AND answered_at IS NOT NULL), 0) AS answered
        FROM mention JOIN triage ON triage.mention_id = mention.id
        WHERE ${inPeriod(from, to)} AND ${counted} GROUP BY network ORDER BY mentions DESC`.execute(db);
      return rows.map(({ network, needReply, answered, ...volume }) => ({
        network,
        volume,
        needReply,
        answered,
      }));
    },

    async byLanguage(from: number, to: number): Promise<{ language: string; mentions: number }[]> {
      const { rows } = await sql<{ language: string; mentions: number }>`
        SELECT language, count(*) AS mentions FROM mention WHERE ${inPeriod(from, to)} AND ${counted}
        GROUP BY language ORDER BY mentions DESC, language`.execute(db);
      return rows;
    },

    async leftOut(from: number, to: number): Promise<{ noise: number; reposts: number; deleted: number }> {
      const { rows } = await sql<{ noise: number; reposts: number; deleted: number }>`
        SELECT coalesce(sum(deleted_at IS NULL AND kind = 'repost'), 0) AS reposts,
          coalesce(sum(deleted_at IS NULL AND kind <> 'repost' AND intent = 'noise'), 0) AS noise,
          coalesce(sum(deleted_at IS NOT NULL), 0) AS deleted
        FROM mention WHERE ${inPeriod(from, to)}`.execute(db);
      return rows[0] ?? { noise: 0, reposts: 0, deleted: 0 };
    },

    async unansweredPraise(from: number, to: number): Promise<number> {
      const { rows } = await sql<{ count: number }>`
        SELECT count(*) AS count FROM mention JOIN triage ON triage.mention_id = mention.id
        WHERE ${inPeriod(from, to)} AND ${counted} AND intent = 'praise' AND answered_at IS NULL
          AND status IN ('new', 'open')`.execute(db);
      return rows[0]?.count ?? 0;
    },

    async needingReply(from: number, to: number): Promise<NeedsReplyRow[]> {
      const { rows } = await sql<NeedsReplyRow>`
        SELECT mention.created_at AS createdAt, answered_at AS answeredAt
        FROM mention JOIN triage ON triage.mention_id = mention.id
        WHERE ${inPeriod(from, to)} AND ${counted} AND needs_reply = 1`.execute(db);
      return rows;
    },

    async answeredOfAll(from: number, to: number): Promise<{ answered: number; n: number }> {
      const { rows } = await sql<{ answered: number; n: number }>`
        SELECT count(*) AS n, count(answered_at) AS answered
        FROM mention JOIN triage ON triage.mention_id = mention.id
        WHERE ${inPeriod(from, to)} AND ${counted}`.execute(db);
      return rows[0] ?? { answered: 0, n: 0 };
    },

    /**
     * First responses: one for each block of messages by one author in one thread that one answer ended,
     * where the block began in the period and holds a message that needed a reply.
     */
    async waits(from: number, to: number): Promise<Wait[]> {
      const { rows } = await sql<Wait>`
        SELECT min(mention.created_at) AS receivedAt, answered_at AS answeredAt
        FROM mention JOIN triage ON triage.mention_id = mention.id
        WHERE (thread_id, author_id) IN (
            SELECT thread_id, author_id FROM mention JOIN triage ON triage.mention_id = mention.id
            WHERE ${inPeriod(from, to)} AND answered_at IS NOT NULL)
          AND answered_at IS NOT NULL AND ${counted}
        GROUP BY thread_id, author_id, answered_at
        HAVING max(needs_reply) = 1 AND receivedAt >= ${from} AND receivedAt < ${to}`.execute(db);
      return rows;
    },
  };
}
