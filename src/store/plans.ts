import { type Kysely, sql } from 'kysely';
import type { OutboxEntry } from '../core/outbox-entry.js';
import type { Plan } from '../core/plan.js';
import type { Act } from './events.js';
import { entries, toEntry } from './outbox-rows.js';
import type { Database } from './schema.js';

export interface PlanRefusal {
  row: number;
  code: string;
  reason: string;
}

/** Bulk plans that were begun: whole, so that going on needs no file. */
export function plansRepository(db: Kysely<Database>) {
  /** The stored text was checked when it was read from its file, and is never changed. */
  const read = (row: { document: string }): Plan => JSON.parse(row.document) as Plan;
  return {
    /** Keeps a plan; one that was begun before stays as it is. */
    async begin(plan: Plan, act: Act): Promise<void> {
      await db
        .insertInto('plan')
        .values({
          hash: plan.hash,
          document: JSON.stringify(plan),
          begun_at: act.now,
          author: act.author,
        })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    },

    /** The plans whose hash begins so, newest first; every plan for an empty prefix. */
    async find(prefix: string): Promise<Plan[]> {
      const rows = await db
        .selectFrom('plan')
        .select('document')
        .where(sql<boolean>`substr(hash, 1, length(${prefix})) = ${prefix}`)
        .orderBy('begun_at', 'desc')
        .execute();
      return rows.map(read);
    },

    /** The replies that rows of a plan have become, each with its parts in order. */
    async replies(hash: string): Promise<Map<number, OutboxEntry[]>> {
      const rows = await entries(db)
        .where('outbox.plan', '=', hash)
        .where('outbox.plan_row', 'is not', null)
        .orderBy('outbox.part')
        .execute();
      const replies = new Map<number, OutboxEntry[]>();
      for (const entry of rows.map(toEntry)) {
        const row = entry.planRow ?? 0;
        replies.set(row, [...(replies.get(row) ?? []), entry]);
      }
      return replies;
    },

    /** Whether a reply of a plan was sent into a conversation at that very time. */
    async answered(hash: string, threadId: number, at: number): Promise<boolean> {
      const row = await entries(db)
        .where('outbox.plan', '=', hash)
        .where('outbox.sent_at', '=', at)
        .where('mention.thread_id', '=', threadId)
        .executeTakeFirst();
      return row !== undefined;
    },

    async refusals(hash: string): Promise<PlanRefusal[]> {
      return db
        .selectFrom('plan_refusal')
        .select(['row', 'code', 'reason'])
        .where('plan', '=', hash)
        .execute();
    },

    /** A row is not sent: something had changed since it was planned. */
    async refuse(hash: string, { row, code, reason }: PlanRefusal, act: Act): Promise<void> {
      await db
        .insertInto('plan_refusal')
        .values({ plan: hash, row, code, reason, at: act.now })
        .onConflict((conflict) =>
          conflict.columns(['plan', 'row']).doUpdateSet({ code, reason, at: act.now }),
        )
        .execute();
    },
  };
}
