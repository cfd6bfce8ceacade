import { type Kysely, sql } from 'kysely';
import type { AnsweringTime } from '../core/answering-time.js';
import type { StoredMention } from '../core/stored-mention.js';
import { oneQuery } from './mention-query.js';
import { type MentionRow, toMention } from './mention-rows.js';
import type { Database } from './schema.js';
import { blocksOf, inPeriod } from './statistics.js';

/** Where a page of an export ends: the next one begins after it. */
export interface ExportPosition {
  at: number;
  id: number;
}

/** Reading everything of a period, a page at a time, oldest first. */
export function exportRepository(db: Kysely<Database>) {
  return {
    /** Every mention of [from, to) after a position, deleted ones and noise too. */
    async mentions(
      from: number,
      to: number,
      after: ExportPosition | null,
      limit: number,
    ): Promise<StoredMention[]> {
      const { rows } = await sql<MentionRow>`
        ${oneQuery(sql`${inPeriod(from, to)} AND ${later(after)}`)}
        ORDER BY mention.created_at, mention.id LIMIT ${limit}`.execute(db);
      return rows.map(toMention);
    },

    /**
     * The blocks that began in [from, to) and hold a message that needed a reply, answered or not; by their
     * beginning.
     */
    async answeringTimes(from: number, to: number): Promise<AnsweringTime[]> {
      const { rows } = await sql<Omit<AnsweringTime, 'private'> & { private: 0 | 1 }>`
        SELECT mention.id AS mentionId, mention.network, account.key AS account, author.handle, mention.language,
          mention.intent, mention.private, messages, receivedAt, answeredAt
        FROM (${blocksOf(from, to, sql`1`)}) AS block JOIN mention ON mention.id = block.firstId
        JOIN account ON account.id = mention.account_id JOIN author ON author.id = mention.author_id
        ORDER BY receivedAt, mentionId`.execute(db);
      return rows.map((row) => ({ ...row, private: row.private === 1 }));
    },
  };
}

function later(after: ExportPosition | null) {
  return after === null ? sql`1` : sql`(mention.created_at, mention.id) > (${after.at}, ${after.id})`;
}
