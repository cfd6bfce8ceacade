import Sqlite from 'better-sqlite3';
import { connect } from '../src/store/connection.js';
import { defineSearchTexts } from '../src/store/search-index.js';

const TABLES = ['author', 'thread', 'mention', 'triage', 'mention_watch', 'mention_search'] as const;
type Row = Record<string, unknown>;
type PageRows = Record<(typeof TABLES)[number], Row[]>;

/** The rows a database was given, page by page as they came, with everything computed. */
export interface FinishedRows {
  account: Row[];
  watch: Row[];
  pages: PageRows[];
}

/** Reads them back from a database that the real path has filled. */
export function rowsOf(path: string, page: number): FinishedRows {
  const raw = new Sqlite(path, { readonly: true });
  defineSearchTexts(raw);
  const all = (sql: string) => raw.prepare(sql).all() as Row[];
  const stored = all('SELECT * FROM triage ORDER BY mention_id').map(
    ({ waiting: _generated, ...row }) => row,
  );
  const triage = byKey(stored, 'mention_id');
  const authors = byKey(all('SELECT * FROM author'), 'id');
  const threads = byKey(all('SELECT * FROM thread'), 'id');
  const links = all('SELECT * FROM mention_watch');
  // The search index keeps no text: what it was given is worked out again.
  const search = byKey(
    all(`SELECT search_key AS rowid, index_text(text) AS text,
      index_author(handle, name, language, account_id) AS author
      FROM mention JOIN author ON author.id = author_id`),
    'rowid',
  );
  const pages: PageRows[] = [];
  const mentions = all('SELECT * FROM mention ORDER BY id');
  for (let start = 0; start < mentions.length; start += page) {
    const rows = mentions.slice(start, start + page);
    const ids = new Set(rows.map((row) => row.id));
    pages.push({
      author: taken(rows, 'author_id', authors),
      thread: taken(rows, 'thread_id', threads),
      mention: rows,
      triage: rows.map((row) => triage.get(row.id) ?? {}),
      mention_watch: links.filter((link) => ids.has(link.mention_id)),
      mention_search: rows.map((row) => search.get(row.search_key) ?? {}),
    });
  }
  const rows = { account: all('SELECT * FROM account'), watch: all('SELECT * FROM watch'), pages };
  raw.close();
  return rows;
}

/** Inserts finished rows as plainly as better-sqlite3 can: a prepared statement a table, a transaction a page. */
export function bareLoop(path: string, rows: FinishedRows) {
  const { raw, close } = connect(path);
  const insert = (table: string, row: Row) => {
    const columns = Object.keys(row);
    return raw.prepare(`INSERT INTO ${table} (${columns}) VALUES (${columns.map((column) => `@${column}`)})`);
  };
  for (const table of ['account', 'watch'] as const)
    for (const row of rows[table]) insert(table, row).run(row);
  const statements = TABLES.flatMap((table) => {
    const example = rows.pages.find((page) => page[table].length > 0)?.[table][0];
    return example ? [[table, insert(table, example)] as const] : [];
  });
  const cursor = raw.prepare('INSERT OR REPLACE INTO cursor VALUES (1, ?, ?, ?)');
  const commit = raw.transaction((page: PageRows, at: number) => {
    for (const [table, statement] of statements) for (const row of page[table]) statement.run(row);
    cursor.run('mentions', JSON.stringify({ start: at }), at);
  });
  return {
    insert(page: number) {
      const found = rows.pages[page];
      if (found) commit(found, page);
    },
    close,
  };
}

function byKey(rows: readonly Row[], key: string): Map<unknown, Row> {
  return new Map(rows.map((row) => [row[key], row]));
}

/** The rows that these point at and that no earlier page has taken. */
function taken(rows: readonly Row[], key: string, from: Map<unknown, Row>): Row[] {
  const found: Row[] = [];
  for (const row of rows) {
    const target = from.get(row[key]);
    if (target) found.push(target);
    from.delete(row[key]);
  }
  return found;
}
