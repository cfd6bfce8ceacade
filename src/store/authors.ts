import type { Transaction } from 'kysely';
import type { InboundAuthor } from '../core/mention.js';
import type { Database } from './schema.js';
import { bulkInsert, written } from './sqlite.js';

interface StoredAuthor {
  id: number;
  nativeId: string;
  handle: string;
  name: string | null;
  followers: number | null;
  verified: number;
  url: string | null;
}

const storedAuthors = written<StoredAuthor>(`
  SELECT id, native_id AS nativeId, handle, name, followers, verified, url FROM author
  WHERE network = ? AND native_id IN (SELECT value FROM json_each(?))`);
const lastAuthor = written<{ id: number }>('SELECT coalesce(max(id), 0) AS id FROM author');
const intoAuthors = bulkInsert(
  'INSERT INTO author (id, network, native_id, handle, handle_key, name, followers, verified, url, updated_at)',
  '(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
);
const describe =
  written(`UPDATE author SET handle = ?, handle_key = ?, name = ?, followers = ?, verified = ?, url = ?,
  updated_at = ? WHERE id = ?`);
const countFollowers = written(`
  UPDATE author SET followers = value ->> 1, updated_at = ? FROM json_each(?) WHERE author.id = value ->> 0`);

/**
 * Stores who wrote a page, or brings them up to date; what a network does not tell this time stays as it was.
 *
 * @returns their local numbers, by native id
 */
export async function storeAuthors(
  trx: Transaction<Database>,
  network: string,
  authors: readonly InboundAuthor[],
  now: number,
): Promise<Map<string, number>> {
  const ids = new Map<string, number>();
  if (authors.length === 0) return ids;
  const given = new Map(authors.map((author) => [author.nativeId, author]));
  const stored = await storedAuthors(trx, network, JSON.stringify([...given.keys()]));
  for (const { nativeId, id } of stored) ids.set(nativeId, id);
  await bringUpToDate(trx, stored, given, now);
  const fresh = [...given.values()].filter(({ nativeId }) => !ids.has(nativeId));
  if (fresh.length === 0) return ids;
  const [last] = await lastAuthor(trx);
  await intoAuthors(
    trx,
    fresh.map(({ nativeId, handle, name, followers, verified, url }, index) => {
      const id = (last?.id ?? 0) + index + 1;
      ids.set(nativeId, id);
      return [id, network, nativeId, handle, keyOf(handle), name, followers, verified ? 1 : 0, url, now];
    }),
  );
  return ids;
}

/** Most often only followers have changed, which touches no index. */
async function bringUpToDate(
  trx: Transaction<Database>,
  stored: readonly StoredAuthor[],
  given: ReadonlyMap<string, InboundAuthor>,
  now: number,
): Promise<void> {
  const counted: [id: number, followers: number][] = [];
  for (const before of stored) {
    const author = given.get(before.nativeId);
    if (!author) continue;
    const { handle } = author;
    const name = author.name ?? before.name;
    const url = author.url ?? before.url;
    const followers = author.followers ?? before.followers;
    const verified = author.verified ? 1 : 0;
    const renamed = handle !== before.handle || name !== before.name || url !== before.url;
    if (renamed || verified !== before.verified) {
      await describe(trx, handle, keyOf(handle), name, followers, verified, url, now, before.id);
    } else if (followers !== null && followers !== before.followers) {
      counted.push([before.id, followers]);
    }
  }
  if (counted.length > 0) await countFollowers(trx, now, JSON.stringify(counted));
}

function keyOf(handle: string): string {
  return handle.toLowerCase();
}
