import { type Kysely, sql } from 'kysely';
import type { OutboxState } from '../core/outbox.js';
import type { OutboxEntry } from '../core/outbox-entry.js';
import { entries, toEntry } from './outbox-rows.js';
import type { Database } from './schema.js';

/** What is asked of the outbox without changing it. */
export function outboxReads(db: Kysely<Database>) {
  return {
    async get(id: number): Promise<OutboxEntry | null> {
      const row = await entries(db).where('outbox.id', '=', id).executeTakeFirst();
      return row ? toEntry(row) : null;
    },

    /** The whole answer that a reply is, or is a part of: its parts in order. */
    async answerOf(id: number): Promise<OutboxEntry[]> {
      const rows = await entries(db)
        .where(({ eb, or }) => {
          const first = sql<number>`(SELECT coalesce(part_of, id) FROM outbox WHERE id = ${id})`;
          return or([eb('outbox.id', '=', first), eb('outbox.part_of', '=', first)]);
        })
        .orderBy('outbox.part')
        .execute();
      return rows.map(toEntry);
    },

    /** How many replies with the same text went, or are on their way, to other mentions since a time. */
    async sameTextSince(text: string, mentionId: number, since: number): Promise<number> {
      const row = await db
        .selectFrom('outbox')
        .select((eb) => eb.fn.countAll<number>().as('count'))
        .where('text', '=', text)
        .where('mention_id', '<>', mentionId)
        .where('created_at', '>=', since)
        .where('state', 'not in', ['failed', 'cancelled'])
        .executeTakeFirstOrThrow();
      return row.count;
    },

    async ofMention(mentionId: number): Promise<OutboxEntry[]> {
      return (
        await entries(db).where('outbox.mention_id', '=', mentionId).orderBy('outbox.id').execute()
      ).map(toEntry);
    },

    /** Oldest first; null states means all of them. */
    async list(states: readonly OutboxState[] | null): Promise<OutboxEntry[]> {
      const query = entries(db).orderBy('outbox.id');
      const rows = await (states ? query.where('outbox.state', 'in', [...states]) : query).execute();
      return rows.map(toEntry);
    },
  };
}
