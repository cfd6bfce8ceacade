import { type Kysely, sql } from 'kysely';
import type { Database } from './schema.js';
import { atAddress, inList } from './sqlite.js';

/** A local number, as the owner types it. */
const LOCAL = /^#?([1-9]\d{0,14})$/;

/**
 * The mentions that words of a file name: local numbers, ids of the networks, or addresses.
 *
 * @returns for each word the numbers of the mentions it may mean; a word that names none is left out
 */
export async function resolveReferences(
  db: Kysely<Database>,
  words: readonly string[],
): Promise<Map<string, number[]>> {
  const found = new Map<string, number[]>();
  const local = words.flatMap((word) => {
    const id = LOCAL.exec(word)?.[1];
    return id === undefined ? [] : [{ word, id: Number(id) }];
  });
  const there = await sql<{ id: number }>`
    SELECT id FROM mention WHERE id IN ${inList(local.map(({ id }) => id))}`.execute(db);
  const known = new Set(there.rows.map(({ id }) => id));
  for (const { word, id } of local) if (known.has(id)) found.set(word, [id]);

  const rest = [...new Set(words.filter((word) => !found.has(word)))];
  const native = await sql<{ id: number; word: string }>`
    SELECT id, native_id AS word FROM mention
    WHERE network IN (SELECT DISTINCT network FROM account) AND native_id IN ${inList(rest)}`.execute(db);
  add(found, native.rows);

  const addresses = rest.filter((word) => /^https?:\/\//i.test(word));
  if (addresses.length > 0) {
    const byUrl = await sql<{ id: number; word: string }>`
      SELECT mention.id, url AS word FROM json_each(${JSON.stringify(addresses)})
      CROSS JOIN mention INDEXED BY mention_address ON ${atAddress(sql`value`)}`.execute(db);
    add(found, byUrl.rows);
  }
  return found;
}

function add(found: Map<string, number[]>, rows: readonly { id: number; word: string }[]): void {
  for (const { id, word } of rows) found.set(word, [...(found.get(word) ?? []), id]);
}
