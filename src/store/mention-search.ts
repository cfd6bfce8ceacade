import { type Kysely, type RawBuilder, sql } from 'kysely';
import { searchTerms } from '../core/normalise.js';
import type { MentionFilter } from '../core/stored-mention.js';
import { isQueue } from './mention-filter.js';
import type { Selection, Start } from './mention-selection.js';
import type { Database } from './schema.js';
import { searchExpression } from './search-expression.js';
import { accountWord, languageWord } from './search-index.js';
import { inList, integer, searchKeyFloor, searchKeyOf } from './sqlite.js';

type Fragment = RawBuilder<unknown>;

/** The mentions that hold what was looked for. */
export interface Search extends Selection {
  /** The words as FTS5 reads them: of mentions that pass the other filters, it tells those that hold them. */
  expression: string;
  /** From when on, as a key of the search index. */
  since: number;
  /** The order it yields them in, where that is the one wanted. */
  order: Fragment | null;
}

/** @returns undefined where nothing is looked for, null where the text holds nothing to look for */
export async function searchOf(
  db: Kysely<Database>,
  filter: MentionFilter,
): Promise<Search | undefined | null> {
  if (filter.search === undefined) return undefined;
  const terms = searchTerms(filter.search);
  if (terms.length === 0) return null;
  const expression = await searchExpression(db, terms);
  const narrowed = [expression, ...(await facetsOf(db, filter))].join(' AND ');
  const { since, until, sort } = filter;
  const times: Fragment[] = [];
  // Seconds only: the exact times are asked for as well.
  if (since !== undefined) times.push(sql`mention_search.rowid >= ${integer(searchKeyFloor(since))}`);
  if (until !== undefined) {
    times.push(sql`mention_search.rowid < ${integer(searchKeyFloor(until + 1_000))}`);
  }
  const found = (words: string) => sql.join([sql`mention_search MATCH ${words}`, ...times], sql` AND `);
  const inTime: Partial<Record<MentionFilter['sort'], Fragment>> = {
    newest: sql`mention_search.rowid DESC`,
    oldest: sql`mention_search.rowid ASC`,
  };
  return {
    expression,
    since: searchKeyFloor(since ?? 0),
    count: sql`SELECT mention_search.rowid AS search_key FROM mention_search WHERE ${found(narrowed)}`,
    from: sql`mention_search CROSS JOIN mention ON mention.search_key = mention_search.rowid
      CROSS JOIN triage ON triage.mention_id = mention.id`,
    conditions: [found(narrowed)],
    order: (isQueue(filter) ? undefined : inTime[sort]) ?? null,
    // Asking FTS5 for a row at a time takes a thousand times as long as reading all it finds into a set.
    probe: sql`${searchKeyOf('triage.created_at', 'triage.mention_id')} IN
      (SELECT rowid FROM mention_search WHERE ${found(expression)})`,
  };
}

/** The languages and accounts asked for, as words of the search index: FTS5 tells at once where a word never stands in one. */
async function facetsOf(
  db: Kysely<Database>,
  { language, network, account }: MentionFilter,
): Promise<string[]> {
  const facets: string[] = [];
  const among = (words: readonly string[]) =>
    facets.push(`(${words.map((word) => `"${word}"`).join(' OR ')})`);
  if (language) among(language.map(languageWord));
  if (network ?? account) {
    let accounts = db.selectFrom('account').select('id');
    if (network) accounts = accounts.where('network', 'in', network);
    if (account) accounts = accounts.where('key', 'in', account);
    const ids = (await accounts.execute()).map(({ id }) => id);
    // Nothing stands for no account.
    among(ids.length > 0 ? ids.map(accountWord) : [accountWord(0)]);
  }
  return facets;
}

/** How often what was looked for is there, as far as it was counted. */
export interface Frequency {
  /** How many mentions hold it; `few` where as many do or more. */
  size: number;
  /** To begin with these. */
  start: Start;
  /** The newest of them: how many, the keys of the oldest and the newest, and the first key of any mention. */
  seen: { count: number; oldest: number; newest: number; first: number };
}

/**
 * Reads the newest that hold it. Where there are no more, these are all; otherwise the time they lie in tells whether
 * it is worth counting up to `few`.
 *
 * @param sample how many are read
 */
export async function frequencyOf(
  db: Kysely<Database>,
  search: Search,
  { few, sample }: { few: number; sample: number },
): Promise<Frequency> {
  const { rows } = await sql<{ keys: string; oldest: number; newest: number; first: number }>`
    SELECT json_group_array(search_key) AS keys, min(search_key) AS oldest, max(search_key) AS newest,
      (SELECT min(search_key) FROM mention) AS first
    FROM (${search.count} ORDER BY mention_search.rowid DESC LIMIT ${sample})`.execute(db);
  const [{ keys: json, oldest, newest, first } = { keys: '[]', oldest: 0, newest: 0, first: 0 }] = rows;
  const keys: number[] = JSON.parse(json);
  const seen = { count: keys.length, oldest, newest, first };
  if (keys.length < Math.min(sample, few)) return { size: keys.length, start: byKeys(keys), seen };
  const estimate = (keys.length * (newest - Math.max(first, search.since))) / (newest - oldest);
  if (estimate > 2 * few) return { size: few, start: search, seen };
  const { rows: counted } = await sql<{ size: number }>`
    SELECT count(*) AS size FROM (${search.count} LIMIT ${few})`.execute(db);
  return { size: counted[0]?.size ?? 0, start: search, seen };
}

function byKeys(keys: readonly number[]): Start {
  const from = sql`json_each(${JSON.stringify(keys)}) CROSS JOIN mention ON mention.search_key = json_each.value
    CROSS JOIN triage ON triage.mention_id = mention.id`;
  return { from, conditions: [] };
}

/**
 * How many mentions to look through for so many that hold it: twice as many as it would be if it stays as frequent
 * as it was in the newest.
 *
 * @param far where more than that are needed, it is not counted how many
 */
export async function reachFor(
  db: Kysely<Database>,
  wanted: number,
  { seen: { count, oldest, newest } }: Frequency,
  far: number,
): Promise<number> {
  const each = (2 * wanted) / count;
  const { rows } = await sql<{ mentions: number }>`
    SELECT count(*) AS mentions FROM (SELECT 1 FROM mention
      WHERE search_key BETWEEN ${integer(oldest)} AND ${integer(newest)} LIMIT ${integer(Math.floor(far / each) + 1)})`.execute(
    db,
  );
  return Math.max(wanted, Math.ceil(each * (rows[0]?.mentions ?? 0)));
}

/**
 * Those of some mentions that hold what was looked for, in their order, and how many they were. The search index is
 * read over the time they lie in, once and in its own order, and each place looked up among them: the other way round
 * takes a thousand times as long.
 *
 * @param nearest triage rows, from FROM on
 */
export async function holding(
  db: Kysely<Database>,
  { expression }: Search,
  { seen }: Frequency,
  nearest: Fragment,
): Promise<{ ids: number[]; reached: number }> {
  interface Nearest {
    ids: string;
    keys: string;
    first: number | null;
    last: number | null;
  }
  const { rows } = await sql<Nearest>`
    SELECT json_group_array(id) AS ids, json_group_array(search_key) AS keys,
      min(search_key) AS first, max(search_key) AS last
    FROM (SELECT triage.mention_id AS id,
      ${searchKeyOf('triage.created_at', 'triage.mention_id')} AS search_key ${nearest})`.execute(db);
  const [found] = rows;
  if (!found || found.first === null || found.last === null) return { ids: [], reached: 0 };
  const keys: number[] = JSON.parse(found.keys);
  const ids: number[] = JSON.parse(found.ids);
  // A bound is asked of every row that FTS5 yields: one that leaves out next to nothing costs more than it spares.
  const little = (seen.newest - seen.first) / 16;
  const from = sql`AND mention_search.rowid >= ${integer(found.first)}`;
  const to = sql`AND mention_search.rowid <= ${integer(found.last)}`;
  // The plus keeps FTS5 from being asked for one of them at a time.
  const { rows: answers } = await sql<{ keys: string }>`
    SELECT json_group_array(rowid) AS keys FROM mention_search WHERE mention_search MATCH ${expression}
      ${found.first - seen.first > little ? from : sql``} ${seen.newest - found.last > little ? to : sql``}
      AND +mention_search.rowid IN ${inList(keys)}`.execute(db);
  const held = new Set<number>(JSON.parse(answers[0]?.keys ?? '[]'));
  return { ids: ids.filter((_, index) => held.has(keys[index] ?? 0)), reached: ids.length };
}
