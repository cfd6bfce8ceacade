import { type Kysely, sql } from 'kysely';
import type { Database } from './schema.js';

/** The highest number a mention has had that was removed. */
export const LAST_MENTION = 'last-mention';
/** Set while bytes of what was removed may still be in the file. */
const COMPACTING = 'compact';
/** When the retention of the configuration was last applied, ms UTC. */
const RETAINED = 'retained';

/** Raises a mark to at least a value. */
export async function raiseMark(db: Kysely<Database>, name: string, value: number): Promise<void> {
  await sql`INSERT INTO upkeep (name, value) VALUES (${name}, ${value})
    ON CONFLICT (name) DO UPDATE SET value = max(value, excluded.value)`.execute(db);
}

/** Notes, in the transaction that removes something, that the file is to be compacted. */
export function compactLater(trx: Kysely<Database>, now: number): Promise<void> {
  return raiseMark(trx, COMPACTING, now);
}

/** The marks of the desk's housekeeping, and the copies that were made. Times are ms UTC. */
export function upkeepRepository(db: Kysely<Database>) {
  const mark = async (name: string): Promise<number | null> => {
    const row = await db.selectFrom('upkeep').select('value').where('name', '=', name).executeTakeFirst();
    return row?.value ?? null;
  };
  return {
    /** When the retention was last applied; null where it never was. */
    retainedAt: () => mark(RETAINED),
    setRetainedAt: (now: number) => raiseMark(db, RETAINED, now),
    /** Whether a compaction was begun, or asked for, and not ended. */
    compactionIsDue: async () => (await mark(COMPACTING)) !== null,
    async compacted(): Promise<void> {
      await db.deleteFrom('upkeep').where('name', '=', COMPACTING).execute();
    },
    async recordBackup(path: string, now: number): Promise<void> {
      await db.insertInto('backup').values({ path, made_at: now }).execute();
    },
    /** Where copies were written, each place once, the latest first. */
    async backups(): Promise<{ path: string; at: number }[]> {
      return db
        .selectFrom('backup')
        .select((eb) => ['path', eb.fn.max('made_at').as('at')])
        .groupBy('path')
        .orderBy('at', 'desc')
        .execute();
    },
    /** Forgets copies that are no longer there. */
    async dropBackups(paths: readonly string[]): Promise<void> {
      if (paths.length > 0) await db.deleteFrom('backup').where('path', 'in', paths).execute();
    },
  };
}
