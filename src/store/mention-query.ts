import { type Kysely, type RawBuilder, sql } from 'kysely';
import { searchTerms } from '../core/normalise.js';
import type { MentionFilter } from '../core/stored-mention.js';
import { triageConditions, walkOf } from './mention-filter.js';
import { MENTION_COLUMNS, type MentionRow } from './mention-rows.js';
import { bySearch, type SearchSelection, type Selection, selectionsOf } from './mention-selection.js';
import type { Database } from './schema.js';
import { searchExpression } from './search-expression.js';
import { searchKeyOf } from './sqlite.js';

type Fragment = RawBuilder<unknown>;

/** Where one way to find mentions gives place to another, in numbers of mentions. */
interface Bounds {
  /** Up to so many are looked at and sorted; more are walked in the order wanted. */
  few: number;
  /** So many are walked before a frequent word is looked for in them, then as many as seem needed. */
  near: number;
  /** Where more than so many seem needed, all are walked, and each is asked for the word. */
  far: number;
}

/** Looking at one mention and sorting it takes some microseconds. */
const BOUNDS: Bounds = { few: 5_000, near: 500, far: 32_000 };

const JOIN_REST = sql`CROSS JOIN author ON author.id = mention.author_id
  CROSS JOIN account ON account.id = mention.account_id`;

/**
 * The query behind `list`, fast however many mentions are stored.
 *
 * Which mentions to show is found in narrow rows and indexes; only those shown are read in full. Where a
 * filter leaves few mentions (a rare word, a tag, a day, a status in a language), those are sorted. Otherwise the
 * index that has the order wanted is walked until enough rows have passed every filter. SQLite keeps the order of
 * CROSS JOINs.
 *
 * @returns null where the search text holds nothing to look for, which matches nothing
 */
export async function listQuery(
  db: Kysely<Database>,
  filter: MentionFilter,
  bounds = BOUNDS,
): Promise<RawBuilder<MentionRow> | null> {
  const search = await searchOf(db, filter);
  if (search === null) return null;
  return sql<MentionRow>`
    SELECT ${MENTION_COLUMNS} FROM (${await chosen(db, filter, search, bounds)}) AS listed
    CROSS JOIN mention ON mention.id = listed.id
    CROSS JOIN triage ON triage.mention_id = mention.id ${JOIN_REST} ORDER BY ${orderOf(filter)}`;
}

/** One mention, by any condition on the joined tables. */
export function oneQuery(condition: Fragment): RawBuilder<MentionRow> {
  return sql<MentionRow>`SELECT ${MENTION_COLUMNS} FROM mention
    CROSS JOIN triage ON triage.mention_id = mention.id ${JOIN_REST} WHERE ${condition}`;
}

/** @returns undefined where nothing is looked for, null where the text holds nothing to look for */
async function searchOf(
  db: Kysely<Database>,
  filter: MentionFilter,
): Promise<SearchSelection | undefined | null> {
  if (filter.search === undefined) return undefined;
  const terms = searchTerms(filter.search);
  return terms.length === 0 ? null : bySearch(await searchExpression(db, terms), filter);
}

/** A SELECT of the numbers of the mentions to show. */
async function chosen(
  db: Kysely<Database>,
  filter: MentionFilter,
  search: SearchSelection | undefined,
  bounds: Bounds,
): Promise<Fragment> {
  const limit = filter.limit ?? -1;
  const order = orderOf(filter);
  const others = selectionsOf(filter);
  if (search?.order && (others.length === 0 || filter.limit === null)) {
    return sql`SELECT triage.mention_id AS id ${among(filter, search, others)} ORDER BY ${search.order} LIMIT ${limit}`;
  }
  const first = await smallest(db, search ? [search, ...others] : others, bounds.few);
  const rest = others.filter((selection) => selection !== first);
  if (search && search !== first) {
    const near = await foundNear(db, filter, search, among(filter, first, rest), bounds);
    if (near) return sql`SELECT value AS id FROM json_each(${JSON.stringify(near)})`;
    if (first) {
      const { found, ids } = holding(search, among(filter, first, rest), filter);
      return sql`${found} ${ids}`;
    }
    rest.push(search);
  }
  return sql`SELECT triage.mention_id AS id ${among(filter, first, rest)} ORDER BY ${order} LIMIT ${limit}`;
}

/** What follows SELECT and its columns, up to the order: the triage rows that pass every filter. */
function among(filter: MentionFilter, first: Selection | null, rest: readonly Selection[]): Fragment {
  const probes = rest.flatMap(({ probe }) => probe ?? []);
  const conditions = [...(first?.conditions ?? []), ...triageConditions(filter), ...probes];
  const where = conditions.length > 0 ? sql`WHERE ${sql.join(conditions, sql` AND `)}` : sql``;
  return sql`FROM ${first?.from ?? walkOf(filter)} ${where}`;
}

/** The selection that leaves the fewest mentions, where those are few. */
async function smallest<S extends Selection>(
  db: Kysely<Database>,
  selections: readonly S[],
  few: number,
): Promise<S | null> {
  let best: { selection: S; size: number } | null = null;
  for (const selection of selections) {
    const { rows } = await sql<{ size: number }>`
      SELECT count(*) AS size FROM (${selection.count} LIMIT ${few})`.execute(db);
    const size = rows[0]?.size ?? 0;
    if (size < (best?.size ?? few)) best = { selection, size };
  }
  return best?.selection ?? null;
}

/**
 * Those of some mentions that hold what was looked for. The search index is read over the time they lie in, once and
 * in its own order, and each place looked up among them: the other way round takes a thousand times as long.
 *
 * @param rows of triage, from FROM on
 * @returns the WITH clause that finds the rows, and the SELECT of those that hold it
 */
function holding(search: SearchSelection, rows: Fragment, filter: MentionFilter) {
  const nothing = sql.lit(Number.MAX_SAFE_INTEGER);
  return {
    found: sql`WITH found AS MATERIALIZED (SELECT triage.mention_id, triage.priority, triage.created_at,
      ${searchKeyOf('triage.created_at', 'triage.mention_id')} AS search_key ${rows})`,
    // They go by the name of triage, so that the order is written as everywhere. The plus keeps FTS5 from being asked
    // for one of them at a time.
    ids: sql`SELECT triage.mention_id AS id FROM found AS triage WHERE triage.search_key IN (
        SELECT rowid FROM mention_search WHERE ${sql.join(search.conditions, sql` AND `)}
          AND mention_search.rowid >= (SELECT ifnull(min(search_key), ${nothing}) FROM found)
          AND mention_search.rowid <= (SELECT max(search_key) FROM found)
          AND +mention_search.rowid IN (SELECT search_key FROM found))
      ORDER BY ${orderOf(filter)} LIMIT ${filter.limit ?? -1}`,
  };
}

/**
 * The numbers of the mentions to show, where a frequent word is in enough of those that come first.
 *
 * @param rows of triage, from FROM on: those that pass every other filter
 * @returns null where it is not
 */
async function foundNear(
  db: Kysely<Database>,
  filter: MentionFilter,
  search: SearchSelection,
  rows: Fragment,
  { near, far }: Bounds,
): Promise<number[] | null> {
  const { limit } = filter;
  if (limit === null) return null;
  for (let reach = near; reach <= far; ) {
    const nearest = sql`${rows} ORDER BY ${orderOf(filter)} LIMIT ${reach}`;
    const { found, ids } = holding(search, nearest, filter);
    const { rows: answers } = await sql<{ ids: string; reached: number }>`
      ${found} SELECT count(*) AS reached, (SELECT json_group_array(id) FROM (${ids})) AS ids FROM found`.execute(
      db,
    );
    const [{ ids: json, reached } = { ids: '[]', reached: 0 }] = answers;
    const numbers: number[] = JSON.parse(json);
    if (numbers.length === limit || reached < reach) return numbers;
    // Twice as far as is needed where the word stays as frequent; on trial where it has not come up.
    reach = numbers.length === 0 ? reach * 10 : Math.ceil((2 * reach * limit) / numbers.length);
  }
  return null;
}

function orderOf(filter: MentionFilter): Fragment {
  switch (filter.sort) {
    case 'priority':
      return sql`triage.priority DESC, triage.created_at DESC, triage.mention_id DESC`;
    case 'newest':
      return sql`triage.created_at DESC, triage.mention_id DESC`;
    case 'oldest':
    case 'waiting':
      return sql`triage.created_at ASC, triage.mention_id ASC`;
  }
}
