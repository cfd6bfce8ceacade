import type Sqlite from 'better-sqlite3';

/** Every table that holds rows of ours, by name: not SQLite's own, not the search index, which is made from the rest. */
export function tablesOf(raw: Sqlite.Database, schema = 'main'): string[] {
  return raw
    .prepare(
      `SELECT name FROM "${schema}".sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'
        AND name NOT LIKE 'mention\\_search%' ESCAPE '\\' ORDER BY name`,
    )
    .pluck()
    .all() as string[];
}

export function columnsOf(raw: Sqlite.Database, table: string): string[] {
  const columns = raw.pragma(`table_info("${table}")`) as { name: string }[];
  return columns.map(({ name }) => name);
}

/** How many rows each of those tables has. */
export function countRows(raw: Sqlite.Database): Record<string, number> {
  return Object.fromEntries(tablesOf(raw).map((table) => [table, countOf(raw, table)]));
}

export function countOf(raw: Sqlite.Database, table: string): number {
  return Number(raw.prepare(`SELECT count(*) FROM "${table}"`).pluck().get());
}
