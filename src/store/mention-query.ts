import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { MentionFilter } from '../core/stored-mention.js';
import { triageConditions, walkOf } from './mention-filter.js';
import { MENTION_COLUMNS, type MentionRow } from './mention-rows.js';
import { type Frequency, frequencyOf, holding, reachFor, type Search, searchOf } from './mention-search.js';
import { type Selection, type Start, selectionsOf } from './mention-selection.js';
import type { Database } from './schema.js';
import { integer } from './sqlite.js';

type Fragment = RawBuilder<unknown>;

/** Where one way to find mentions gives place to another, in numbers of mentions. */
interface Bounds {
  /** Fewer than these are looked at and sorted; more are walked in the order wanted. */
  few: number;
  /** So many that hold a word are read to know how frequent it is. */
  sample: number;
  /** Up to so many are walked to look for a frequent word in them; otherwise all are, and each is asked for it. */
  far: number;
}

/** Looking at one mention and sorting it takes some microseconds. */
const BOUNDS: Bounds = { few: 5_000, sample: 250, far: 4_000 };

/** More than there can be. */
const ALL = Number.MAX_SAFE_INTEGER;

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

/** A SELECT of the numbers of the mentions to show. */
async function chosen(
  db: Kysely<Database>,
  filter: MentionFilter,
  search: Search | undefined,
  bounds: Bounds,
): Promise<Fragment> {
  const limit = filter.limit ?? -1;
  const order = orderOf(filter);
  const others = selectionsOf(filter);
  if (search?.order && (others.length === 0 || filter.limit === null)) {
    return sql`SELECT triage.mention_id AS id ${among(filter, search, others)} ORDER BY ${search.order} LIMIT ${limit}`;
  }
  const frequency = search && (await frequencyOf(db, search, bounds));
  const sizes = await sizesOf(db, others, bounds.few);
  if (frequency) sizes.push(frequency);
  const smallest = sizes.toSorted((a, b) => a.size - b.size)[0];
  const first = smallest && smallest.size < bounds.few ? smallest.start : null;
  const rest = others.filter((selection) => selection !== first);
  if (search && frequency && frequency.start !== first) {
    const rows = sql`${among(filter, first, rest)} ORDER BY ${order}`;
    const farthest = first ? ALL : farthestOf(filter, bounds);
    const found = await foundNear(db, filter, { search, frequency, rows, farthest });
    if (found) return sql`SELECT value AS id FROM json_each(${JSON.stringify(found)})`;
    rest.push(search);
  }
  return sql`SELECT triage.mention_id AS id ${among(filter, first, rest)} ORDER BY ${order} LIMIT ${limit}`;
}

/** What follows SELECT and its columns, up to the order: the triage rows that pass every filter. */
function among(filter: MentionFilter, first: Start | null, rest: readonly Selection[]): Fragment {
  const probes = rest.flatMap(({ probe }) => probe ?? []);
  const conditions = [...(first?.conditions ?? []), ...triageConditions(filter), ...probes];
  const where = conditions.length > 0 ? sql`WHERE ${sql.join(conditions, sql` AND `)}` : sql``;
  return sql`FROM ${first?.from ?? walkOf(filter)} ${where}`;
}

/** How many mentions each of them leaves; `few` where as many or more. */
async function sizesOf(
  db: Kysely<Database>,
  selections: readonly Selection[],
  few: number,
): Promise<{ start: Start; size: number }[]> {
  const sizes = [];
  for (const start of selections) {
    const { rows } = await sql<{ size: number }>`
      SELECT count(*) AS size FROM (${start.count} LIMIT ${few})`.execute(db);
    sizes.push({ start, size: rows[0]?.size ?? 0 });
  }
  return sizes;
}

interface FrequentWord {
  search: Search;
  frequency: Frequency;
  /** Of triage, from FROM on, in the order wanted: those that pass every other filter. */
  rows: Fragment;
  /** Up to so many of them are looked through. */
  farthest: number;
}

/** What lies close together in time has little of the search index read; in another order nearly all of it is. */
function farthestOf({ sort }: MentionFilter, { far }: Bounds): number {
  return sort === 'priority' ? far : 8 * far;
}

/**
 * The numbers of the mentions to show, where a frequent word is in enough of those that come first.
 *
 * @returns null where it is not
 */
async function foundNear(
  db: Kysely<Database>,
  { limit: wanted }: MentionFilter,
  { search, frequency, rows, farthest }: FrequentWord,
): Promise<number[] | null> {
  const limit = wanted ?? ALL;
  let reach = wanted === null ? limit : await reachFor(db, Math.max(wanted, 1), frequency, farthest);
  while (reach <= farthest) {
    const { ids, reached } = await holding(db, search, frequency, sql`${rows} LIMIT ${integer(reach)}`);
    if (ids.length >= limit || reached < reach) return ids.slice(0, limit);
    // On trial where it has not come up.
    reach = ids.length === 0 ? reach * 10 : Math.ceil((2 * reach * limit) / ids.length);
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
