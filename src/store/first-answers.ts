import { type Kysely, sql } from 'kysely';
import type { Database } from './schema.js';
import { inList } from './sqlite.js';

/** Who may be given an automatic first answer. */
export interface FirstAnswerQuestion {
  /** Config ids. */
  accounts: readonly string[];
  /** Messages from then on, ms UTC. */
  since: number;
  /** When the day began, ms UTC: whoever has had an answer since gets no other. */
  dayStart: number;
  includePublic: boolean;
  limit: number;
}

/** Automatic first answers: to whom, and to whom already. */
export function firstAnswersRepository(db: Kysely<Database>) {
  return {
    /**
     * New mentions that nobody has answered or touched and that want a reply, oldest first: no complaints, no
     * alarms, nothing unhappy; nobody who was answered by a machine today.
     */
    async candidates(question: FirstAnswerQuestion): Promise<number[]> {
      const { accounts, since, dayStart, includePublic, limit } = question;
      const { rows } = await sql<{ id: number }>`
        SELECT mention.id FROM triage
        JOIN mention ON mention.id = triage.mention_id
        JOIN account ON account.id = mention.account_id
        WHERE triage.status = 'new' AND triage.needs_reply = 1 AND triage.answered_at IS NULL
          AND triage.created_at >= ${since} AND account.key IN ${inList(accounts)}
          AND mention.deleted_at IS NULL AND (mention.private = 1 OR ${includePublic ? 1 : 0})
          AND mention.intent NOT IN ('complaint', 'noise') AND mention.sentiment <> 'negative'
          AND mention.urgency = '[]'
          AND NOT EXISTS (SELECT 1 FROM outbox WHERE outbox.mention_id = mention.id
            AND outbox.state NOT IN ('failed', 'cancelled'))
          AND NOT EXISTS (${automaticTo(sql`mention.author_id`, dayStart)})
        ORDER BY triage.created_at LIMIT ${limit}`.execute(db);
      return rows.map(({ id }) => id);
    },

    /** Whether the author of a mention has had an automatic answer since a time. */
    async givenSince(mentionId: number, since: number): Promise<boolean> {
      const author = sql`(SELECT author_id FROM mention WHERE id = ${mentionId})`;
      const { rows } = await sql`${automaticTo(author, since)}`.execute(db);
      return rows.length > 0;
    },
  };
}

/** Automatic answers to one author since a time, whatever became of them: a lost one may have arrived. */
function automaticTo(author: ReturnType<typeof sql>, since: number) {
  return sql`SELECT 1 FROM outbox JOIN mention AS theirs ON theirs.id = outbox.mention_id
    WHERE outbox.automatic = 1 AND outbox.created_at >= ${since} AND theirs.author_id = ${author}`;
}
