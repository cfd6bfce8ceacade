import { type Kysely, sql } from 'kysely';
import type { Database } from './schema.js';
import { removeFromIndex } from './search-index.js';
import { inList } from './sqlite.js';

/**
 * Deleted on the network: its text goes here too, and what was learnt from it. An empty row stays, so that a later
 * page cannot bring the mention back as new, and that who was answered stays counted.
 *
 * @returns how many were not known to be deleted
 */
export async function markDeleted(
  db: Kysely<Database>,
  network: string,
  nativeIds: readonly string[],
  now: number,
): Promise<number> {
  if (nativeIds.length === 0) return 0;
  const { rows } = await sql<{ id: number }>`
    UPDATE mention SET deleted_at = ${now}, text = '', reasons = '[]', urgency = '[]'
    WHERE network = ${network} AND native_id IN ${inList(nativeIds)} AND deleted_at IS NULL
    RETURNING id`.execute(db);
  if (rows.length === 0) return 0;
  const ids = inList(rows.map(({ id }) => id));
  await removeFromIndex(db, ids);
  await unlearn(db, ids);
  await sql`
    UPDATE triage SET status = 'done', status_at = ${now}, priority_due_at = NULL
    WHERE status IN ('new', 'open', 'snoozed') AND mention_id IN ${ids}`.execute(db);
  return rows.length;
}

/** What was learnt goes, where any of it came from these mentions. @param ids as `inList` */
export async function unlearn(db: Kysely<Database>, ids: ReturnType<typeof inList>): Promise<void> {
  await sql`DELETE FROM learnt
    WHERE EXISTS (SELECT 1 FROM correction WHERE mention_id IN ${ids})`.execute(db);
}
