import { type Kysely, sql } from 'kysely';
import type { SentimentLabel } from '../core/sentiment.js';
import type { Database } from './schema.js';
import { COUNTED, inPeriod } from './statistics.js';

/** A mention, as far as finding topics reads it. */
export interface TopicText {
  id: number;
  text: string;
  language: string;
  authorId: number;
  sentiment: SentimentLabel;
  priority: number;
}

/** The texts that topics are found in. */
export function topicsRepository(db: Kysely<Database>) {
  return {
    /**
     * The counted mentions of [from, to), at most about `most`: of more, every second, fourth, eighth ... by their
     * number, so that a period that has moved by a day is read from the same mentions.
     */
    async texts(from: number, to: number, most: number): Promise<TopicText[]> {
      const { rows: counts } = await sql<{ count: number }>`
        SELECT count(*) AS count FROM mention WHERE ${inPeriod(from, to)}`.execute(db);
      const every = 2 ** Math.max(0, Math.ceil(Math.log2((counts[0]?.count ?? 0) / most)));
      const { rows } = await sql<TopicText>`
        SELECT mention.id, text, language, author_id AS authorId, sentiment, priority
        FROM mention JOIN triage ON triage.mention_id = mention.id
        WHERE ${inPeriod(from, to)} AND mention.id % ${every} = 0 AND ${COUNTED}`.execute(db);
      return rows;
    },
  };
}
