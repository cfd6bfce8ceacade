import type { Transaction } from 'kysely';
import type { Database } from './schema.js';
import { bulkInsert, written } from './sqlite.js';

const storedThreads = written<{ id: number; nativeId: string }>(`
  SELECT id, native_id AS nativeId FROM thread
  WHERE network = ? AND native_id IN (SELECT value FROM json_each(?))`);
const lastThread = written<{ id: number }>('SELECT coalesce(max(id), 0) AS id FROM thread');
const intoThreads = bulkInsert('INSERT INTO thread (id, network, native_id)', '(?, ?, ?)');

/** Stores the conversations of a page. @returns their local numbers, by native id */
export async function storeThreads(
  trx: Transaction<Database>,
  network: string,
  nativeIds: ReadonlySet<string>,
): Promise<Map<string, number>> {
  const ids = new Map<string, number>();
  if (nativeIds.size === 0) return ids;
  const stored = await storedThreads(trx, network, JSON.stringify([...nativeIds]));
  for (const { nativeId, id } of stored) ids.set(nativeId, id);
  const fresh = [...nativeIds].filter((nativeId) => !ids.has(nativeId));
  if (fresh.length === 0) return ids;
  const [last] = await lastThread(trx);
  const rows = fresh.map((nativeId, index) => {
    const id = (last?.id ?? 0) + index + 1;
    ids.set(nativeId, id);
    return [id, network, nativeId];
  });
  await intoThreads(trx, rows);
  return ids;
}
