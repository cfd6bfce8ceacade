import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { indexText, searchTerms } from '../../../src/core/normalise.js';
import { type Connection, connect } from '../../../src/store/connection.js';
import { searchExpression } from '../../../src/store/search-expression.js';

let connection: Connection;
beforeEach(() => {
  connection = connect(':memory:');
});
afterEach(() => connection.close());

function index(texts: readonly string[]) {
  const insert = connection.raw.prepare(
    'INSERT INTO mention_search (rowid, text, author) VALUES (CAST(? AS INTEGER), ?, ?)',
  );
  for (const [number, text] of texts.entries()) insert.run(number + 1, indexText(text), 'sara');
}

function matching(expression: string): unknown[] {
  return connection.raw
    .prepare('SELECT rowid FROM mention_search WHERE mention_search MATCH ? ORDER BY rowid')
    .pluck()
    .all(expression);
}

/** The same, with every beginning left to FTS5. */
function asBeginnings(terms: readonly (readonly (readonly string[])[])[]): string {
  const phrase = (words: readonly string[]) =>
    `"${words.join(' ')}"${(words.at(-1) ?? '').length > 2 ? ' *' : ''}`;
  return terms.map((alternatives) => `(${alternatives.map(phrase).join(' OR ')})`).join(' AND ');
}

const letters = fc.constantFrom('a', 'b', 'ß', 'é', 'и', 'ک', 'ي', '\u200c', 'đ', '咖', '𞤀', '\u0301', '1');
const word = fc.string({ unit: letters, minLength: 1, maxLength: 5 });
const text = fc.array(word, { minLength: 1, maxLength: 6 }).map((words) => words.join(' '));
const query = fc.oneof(
  text,
  text.map((words) => `"${words}"`),
);

describe('what is searched for', () => {
  it('finds, with its beginnings written out, what FTS5 finds by beginnings', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(text, { minLength: 1, maxLength: 12 }),
        fc.array(query, { minLength: 1, maxLength: 12 }),
        async (texts, queries) => {
          connection.raw.exec(`INSERT INTO mention_search (mention_search) VALUES ('delete-all')`);
          index(texts);
          for (const asked of queries) {
            const terms = searchTerms(asked);
            if (terms.length === 0) continue;
            const expression = await searchExpression(connection.db, terms);
            expect(matching(expression), expression).toEqual(matching(asBeginnings(terms)));
          }
        },
      ),
    );
  });

  it.each([
    [['coffee', 'coffeehouse', 'coff', 'tea'], 'coffee', '("coffee" OR "coffeehouse")'],
    [['cold coffee', 'coffees'], '"cold coffee"', '("cold coffee" OR "cold coffees")'],
    [['tea'], 'te', '("te")'],
    [['tea'], 'coffee', '("coffee" *)'],
    [['می‌روم'], 'می‌روم', '("میروم" OR "می روم")'],
  ])('is written out: %j asked for %s is %s', async (texts, asked, expected) => {
    index(texts);
    const expression = await searchExpression(connection.db, searchTerms(asked));
    expect(expression).toBe(expected);
  });

  it('stays a beginning where many words begin so', async () => {
    const words = (count: number) => Array.from({ length: count }, (_, number) => `bean${number + 100}`);
    index(words(64));
    expect((await searchExpression(connection.db, [[['bean']]])).split(' OR ')).toHaveLength(64);
    index(words(65));
    expect(await searchExpression(connection.db, [[['bean']]])).toBe('("bean" *)');
  });
});
