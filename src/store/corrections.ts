import { type Kysely, sql } from 'kysely';
import type { LocalLayer } from '../core/lessons.js';
import type { Intent, SentimentLabel } from '../core/sentiment.js';
import type { Database } from './schema.js';

/** What a person has judged of one mention. Null: it was not corrected. */
export interface Judged {
  mentionId: number;
  text: string;
  networkLanguage: string | null;
  correctedSentiment: SentimentLabel | null;
  correctedIntent: Intent | null;
  /** The labels as they are stored: for a mention that was handled and left as it was, what its reader saw. */
  sentiment: SentimentLabel;
  intent: Intent;
}

/** The latest of these: what a business was years ago teaches little. */
const LATEST_CORRECTIONS = 2_000;
const LATEST_HANDLED = 2_000;

/** In force: neither taken back nor forgotten. */
const IN_FORCE = sql<boolean>`correction.undone_at IS NULL AND correction.forgotten_at IS NULL`;

/** What people corrected, and what was learnt from it. */
export function correctionsRepository(db: Kysely<Database>) {
  return {
    /** What the layer is learnt from, as one short text: it changes whenever a correction in force does. */
    async state(): Promise<{ count: number; key: string }> {
      const { rows } = await sql<{ count: number; last: number | null; sum: number | null }>`
        SELECT count(*) AS count, max(id) AS last, sum(id) AS sum FROM correction WHERE ${IN_FORCE}`.execute(
        db,
      );
      const { count = 0, last = 0, sum = 0 } = rows[0] ?? {};
      return { count, key: `${count}/${last ?? 0}/${sum ?? 0}` };
    },

    /** Mentions whose sentiment or intent a person corrected, the latest word on each; oldest mention first. */
    async corrected(): Promise<Judged[]> {
      const said = (field: string) => sql`(SELECT after FROM correction
        WHERE mention_id = mention.id AND field = ${field} AND ${IN_FORCE} ORDER BY correction.id DESC LIMIT 1)`;
      const { rows } = await sql<Judged>`
        SELECT * FROM (
          SELECT mention.id AS mentionId, text, network_language AS networkLanguage, sentiment, intent,
            ${said('sentiment')} AS correctedSentiment, ${said('intent')} AS correctedIntent
          FROM mention
          WHERE mention.id IN (SELECT mention_id FROM correction WHERE ${IN_FORCE}) AND deleted_at IS NULL
          ORDER BY mention.id DESC LIMIT ${LATEST_CORRECTIONS}
        ) ORDER BY mentionId`.execute(db);
      return rows;
    },

    /** The latest mentions that somebody answered, finished or ignored without correcting them; oldest first. */
    async handled(): Promise<Judged[]> {
      const { rows } = await sql<Judged>`
        SELECT * FROM (
          SELECT mention.id AS mentionId, text, network_language AS networkLanguage, sentiment, intent,
            NULL AS correctedSentiment, NULL AS correctedIntent
          FROM mention JOIN triage ON triage.mention_id = mention.id
          WHERE (triage.status IN ('done', 'ignored') OR triage.answered_at IS NOT NULL)
            AND mention.deleted_at IS NULL AND mention.sentiment_fixed = 0 AND mention.intent_fixed = 0
          ORDER BY mention.id DESC LIMIT ${LATEST_HANDLED}
        ) ORDER BY mentionId`.execute(db);
      return rows;
    },

    /** The layer in force and what it was learnt from; null before anything was. */
    async layer(): Promise<{ learntFrom: string; layer: LocalLayer } | null> {
      const row = await db
        .selectFrom('learnt')
        .select(['learnt_from as learntFrom', 'layer'])
        .executeTakeFirst();
      return row ? { learntFrom: row.learntFrom, layer: JSON.parse(row.layer) as LocalLayer } : null;
    },

    async keepLayer(layer: LocalLayer, learntFrom: string, now: number): Promise<void> {
      const row = { learnt_from: learntFrom, layer: JSON.stringify(layer), learnt_at: now };
      await db
        .insertInto('learnt')
        .values({ id: 1, ...row })
        .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
        .execute();
    },

    /** There is nothing to learn from any more. */
    async dropLayer(): Promise<void> {
      await db.deleteFrom('learnt').execute();
    },

    /**
     * Forgets what every correction so far taught. The corrections stay on their mentions.
     *
     * @returns how many taught something until now
     */
    async forget(now: number): Promise<number> {
      return db.transaction().execute(async (trx) => {
        const { numUpdatedRows } = await trx
          .updateTable('correction')
          .set({ forgotten_at: now })
          .where(IN_FORCE)
          .executeTakeFirst();
        await trx.deleteFrom('learnt').execute();
        return Number(numUpdatedRows);
      });
    },
  };
}
