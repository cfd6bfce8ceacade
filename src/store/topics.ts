import { type Kysely, sql } from 'kysely';
import type { SentimentLabel } from '../core/sentiment.js';
import type { Database } from './schema.js';
import { COUNTED, inPeriod } from './statistics.js';

/** A mention, as far as finding topics reads it. */
interface TopicText {
  id: number;
  text: string;
  language: string;
  authorId: number;
  sentiment: SentimentLabel;
  priority: number;
}

/** The texts that topics are found in, and those they are compared with. */
export function topicsRepository(db: Kysely<Database>) {
  /**
   * Of the counted mentions of [from, to) at most about `most`: of more, every second, fourth, eighth ... by their
   * number, so that a period that has moved by a day is read from the same mentions.
   */
  const sample = async (from: number, to: number, most: number) => {
    const { rows } = await sql<{ count: number }>`
      SELECT count(*) AS count FROM mention WHERE ${inPeriod(from, to)}`.execute(db);
    const every = 2 ** Math.max(0, Math.ceil(Math.log2((rows[0]?.count ?? 0) / most)));
    return sql<boolean>`${inPeriod(from, to)} AND mention.id % ${every} = 0 AND ${COUNTED}`;
  };
  return {
    async texts(from: number, to: number, most: number): Promise<TopicText[]> {
      const { rows } = await sql<TopicText>`
        SELECT mention.id, text, language, author_id AS authorId, sentiment, priority
        FROM mention JOIN triage ON triage.mention_id = mention.id
        WHERE ${await sample(from, to, most)}`.execute(db);
      return rows;
    },

    async background(
      from: number,
      to: number,
      most: number,
    ): Promise<{ text: string; language: string; createdAt: number }[]> {
      const { rows } = await sql<{ text: string; language: string; createdAt: number }>`
        SELECT text, language, created_at AS createdAt FROM mention WHERE ${await sample(from, to, most)}`.execute(
        db,
      );
      return rows;
    },
  };
}
