import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { MentionFilter } from '../core/stored-mention.js';
import { triageConditions, walkOf } from './mention-filter.js';
import { MENTION_COLUMNS, type MentionRow } from './mention-rows.js';
import { type Selection, selectionsOf } from './mention-selection.js';
import type { Database } from './schema.js';

type Fragment = RawBuilder<unknown>;

/** Looking at one mention and sorting it takes some microseconds. */
const FEW = 5_000;

const JOIN_REST = sql`CROSS JOIN author ON author.id = mention.author_id
  CROSS JOIN account ON account.id = mention.account_id`;

/**
 * The query behind `list`, fast however many mentions are stored.
 *
 * Which mentions to show is found in narrow rows and indexes; only those shown are read in full. Where a
 * filter leaves few mentions (a rare word, a tag, a day), those are sorted. Otherwise the index that has the
 * order wanted is walked until enough rows have passed every filter. SQLite keeps the order of CROSS JOINs.
 *
 * @param few up to how many mentions are looked at and sorted; more are walked in the order wanted
 * @returns null where the search text holds nothing to look for, which matches nothing
 */
export async function listQuery(
  db: Kysely<Database>,
  filter: MentionFilter,
  few = FEW,
): Promise<RawBuilder<MentionRow> | null> {
  const selections = selectionsOf(filter);
  if (!selections) return null;
  const first = await firstOf(db, selections, few);
  const probes = selections.filter((selection) => selection !== first?.selection).map(({ probe }) => probe);
  const order = orderOf(filter);
  const conditions = [...(first?.selection.conditions ?? []), ...triageConditions(filter), ...probes];
  const where = conditions.length > 0 ? sql`WHERE ${sql.join(conditions, sql` AND `)}` : sql``;
  return sql<MentionRow>`
    SELECT ${MENTION_COLUMNS} FROM (
      SELECT triage.mention_id AS id FROM ${first?.selection.from ?? walkOf(filter)} ${where}
      ORDER BY ${first?.order ?? order} LIMIT ${filter.limit ?? -1}
    ) AS listed CROSS JOIN mention ON mention.id = listed.id
    CROSS JOIN triage ON triage.mention_id = mention.id ${JOIN_REST} ORDER BY ${order}`;
}

/** One mention, by any condition on the joined tables. */
export function oneQuery(condition: Fragment): RawBuilder<MentionRow> {
  return sql<MentionRow>`SELECT ${MENTION_COLUMNS} FROM mention
    CROSS JOIN triage ON triage.mention_id = mention.id ${JOIN_REST} WHERE ${condition}`;
}

/**
 * The selection to begin with, and the order it is read in where that need not be sorted: the search index is
 * in order of time. Null to walk.
 */
async function firstOf(
  db: Kysely<Database>,
  selections: readonly Selection[],
  few: number,
): Promise<{ selection: Selection; order: Fragment | null } | null> {
  const [only] = selections;
  if (only?.order && selections.length === 1) return { selection: only, order: only.order };
  let smallest: { selection: Selection; size: number } | null = null;
  for (const selection of selections) {
    const size = await sizeOf(db, selection, few);
    if (size < (smallest?.size ?? few)) smallest = { selection, size };
  }
  if (smallest) return { selection: smallest.selection, order: null };
  const selection = selections.find(({ order }) => order !== null);
  return selection ? { selection, order: selection.order } : null;
}

async function sizeOf(db: Kysely<Database>, { count }: Selection, few: number): Promise<number> {
  const { rows } = await sql<{ size: number }>`
    SELECT count(*) AS size FROM (${count} LIMIT ${few})`.execute(db);
  return rows[0]?.size ?? 0;
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
