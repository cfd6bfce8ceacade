import { type Kysely, sql } from 'kysely';
import type { Database } from './schema.js';

/** A word matches as the beginning of longer ones from so many characters on. */
const BEGINNING = 3;
/** Up to how many words a beginning is written out as. */
const WRITTEN_OUT = 64;

/**
 * Words and phrases as an FTS5 expression: every term must match, a term's alternatives are OR-ed, the last
 * word of a term also matches as the beginning of longer ones. Everything is quoted, so nothing typed is syntax.
 *
 * FTS5 reads all that a beginning finds before it gives the first row, and so takes as long for fifty rows as for a
 * quarter of a million. A beginning of few words is therefore written out as these words, which it reads as it goes.
 *
 * @param terms as `searchTerms` gives them
 */
export async function searchExpression(
  db: Kysely<Database>,
  terms: readonly (readonly (readonly string[])[])[],
): Promise<string> {
  const written: string[] = [];
  for (const alternatives of terms) {
    const phrases: string[] = [];
    for (const words of alternatives) phrases.push(...(await phrasesOf(db, words)));
    written.push(`(${phrases.join(' OR ')})`);
  }
  return written.join(' AND ');
}

async function phrasesOf(db: Kysely<Database>, words: readonly string[]): Promise<string[]> {
  const last = words.at(-1) ?? '';
  const phrase = `"${words.join(' ')}"`;
  if (last.length < BEGINNING) return [phrase];
  const longer = await indexedWords(db, last);
  // None: how the index divides it into words is not known here, so that is left to FTS5.
  if (longer.length === 0 || longer.length > WRITTEN_OUT) return [`${phrase} *`];
  return longer.map((word) => `"${[...words.slice(0, -1), word].join(' ')}"`);
}

/** The words of the search index that begin so: all of them, or one more than are written out. */
async function indexedWords(db: Kysely<Database>, beginning: string): Promise<string[]> {
  await sql`CREATE VIRTUAL TABLE IF NOT EXISTS temp.indexed_word USING fts5vocab(main, mention_search, instance)`.execute(
    db,
  );
  const nextFrom = (word: string) =>
    sql`(SELECT term FROM temp.indexed_word WHERE term >= ${sql.raw(word)} LIMIT 1)`;
  // From one word to the next, not to the next place it stands at. No word holds a control character.
  const { rows } = await sql<{ word: string }>`
    WITH RECURSIVE asked(beginning) AS (VALUES (${beginning})), found(word) AS (
      SELECT ${nextFrom('asked.beginning')} FROM asked
      UNION ALL
      SELECT ${nextFrom('found.word || char(1)')} FROM found, asked
      WHERE substr(found.word, 1, length(beginning)) = beginning
      LIMIT ${WRITTEN_OUT + 2}
    )
    SELECT word FROM found, asked WHERE substr(word, 1, length(beginning)) = beginning`.execute(db);
  return rows.map(({ word }) => word);
}
