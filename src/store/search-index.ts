import type Sqlite from 'better-sqlite3';
import { type Kysely, sql } from 'kysely';
import { indexText } from '../core/normalise.js';
import type { Database } from './schema.js';
import type { inList } from './sqlite.js';

// What the search index keeps of a mention, and how it gets there.

interface Searchable {
  text: string;
  author: { handle: string; name: string | null };
  language: string;
  accountId: number;
}

/** A letter that folding leaves out: a word with it stands in no text, and nobody can type one. */
const MARK = '\u0640';

/** The word that stands for a language in the search index. */
export function languageWord(language: string): string {
  return `${MARK}l${language.toLowerCase().replace(/[^a-z0-9]/g, '')}`;
}

/** The word that stands for an account of ours. @param id its local number */
export function accountWord(id: number): string {
  return `${MARK}a${id}`;
}

/** What the search index is given of a mention, in the order of its columns. */
export function searchTexts({
  text,
  author,
  language,
  accountId,
}: Searchable): [text: string, author: string] {
  return [indexText(text), authorText(author.handle, author.name, language, accountId)];
}

function authorText(handle: string, name: string | null, language: string, accountId: number): string {
  const names = indexText(name === null ? handle : `${handle} ${name}`);
  return `${names} ${languageWord(language)} ${accountWord(accountId)}`;
}

/** Gives a connection the two SQL functions that fill the search index: `index_text` and `index_author`. */
export function defineSearchTexts(raw: Sqlite.Database): void {
  raw.function('index_text', { deterministic: true }, indexText);
  raw.function('index_author', { deterministic: true }, authorText);
}

/** Puts stored mentions into the search index: what follows are conditions on `mention`. */
export const INTO_SEARCH = `INSERT INTO mention_search (rowid, text, author)
  SELECT search_key, index_text(text), index_author(handle, name, language, account_id)
  FROM mention CROSS JOIN author ON author.id = mention.author_id WHERE deleted_at IS NULL`;

/** Takes mentions out of the search index, while their rows still stand. @param ids as `inList` */
export async function removeFromIndex(db: Kysely<Database>, ids: ReturnType<typeof inList>): Promise<void> {
  await sql`DELETE FROM mention_search
    WHERE rowid IN (SELECT search_key FROM mention WHERE id IN ${ids})`.execute(db);
}

/** Puts mentions whose text or language has changed into the search index anew. @param ids as `inList` */
export async function reindex(db: Kysely<Database>, ids: ReturnType<typeof inList>): Promise<void> {
  await removeFromIndex(db, ids);
  await sql`${sql.raw(INTO_SEARCH)} AND mention.id IN ${ids}`.execute(db);
}
