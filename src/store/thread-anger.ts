import type { Transaction } from 'kysely';
import type { Database } from './schema.js';
import { written } from './sqlite.js';

const stir = written(`
  UPDATE triage SET priority_due_at = ?
  WHERE needs_reply = 1 AND status IN ('new', 'open') AND mention_id IN (
    SELECT other.id FROM mention AS fresh JOIN mention AS other ON other.thread_id = fresh.thread_id
    WHERE fresh.id IN (SELECT value FROM json_each(?)) AND fresh.sentiment = 'negative'
      AND other.sentiment = 'negative' AND EXISTS (SELECT 1 FROM mention AS third
        WHERE third.thread_id = fresh.thread_id AND third.id <> fresh.id))`);

/**
 * Makes the priorities due of what waits in threads that new unhappy mentions have joined.
 *
 * @param newIds mentions just stored
 */
export async function stirThreads(
  trx: Transaction<Database>,
  newIds: readonly number[],
  now: number,
): Promise<void> {
  if (newIds.length === 0) return;
  await stir(trx, now, JSON.stringify(newIds));
}
