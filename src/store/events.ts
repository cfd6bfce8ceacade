import type { Kysely } from 'kysely';
import type { Database } from './schema.js';

/** Who does something, when, and as part of which act. */
export interface Act {
  author: string;
  now: number;
  batch: string;
}

/** The kinds of act that `undo` takes back. */
const UNDOABLE = ['triage', 'customer'] as const;

/** What the latest act was that has not been taken back; null where there is none. */
export async function lastUndoable(db: Kysely<Database>): Promise<string | null> {
  const last = await db
    .selectFrom('event')
    .select('kind')
    .where('kind', 'in', UNDOABLE)
    .where('undone_at', 'is', null)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return last?.kind ?? null;
}

/** Writes the events of one act. */
export interface EventWriter {
  write(
    kind: string,
    mentionId: number | null,
    before: unknown,
    after: unknown,
    outboxId?: number,
  ): Promise<void>;
}

/** Rows are only ever added; an undone act keeps its rows, marked. */
export function eventWriter(db: Kysely<Database>, act: Act): EventWriter {
  return {
    async write(kind, mentionId, before, after, outboxId) {
      await db
        .insertInto('event')
        .values({
          at: act.now,
          kind,
          mention_id: mentionId,
          outbox_id: outboxId ?? null,
          batch: act.batch,
          before: JSON.stringify(before),
          after: JSON.stringify(after),
          author: act.author,
        })
        .execute();
    },
  };
}
