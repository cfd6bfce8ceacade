import { type RawBuilder, sql } from 'kysely';
import { searchTerms } from '../core/normalise.js';
import type { MentionFilter } from '../core/stored-mention.js';
import { MENTION_COLUMNS, type MentionRow } from './mention-rows.js';
import { inList, matchExpression, searchKey } from './sqlite.js';

type Fragment = RawBuilder<unknown>;

/**
 * The query behind `list`.
 *
 * Tables are joined in the order the sort wants to walk them (SQLite keeps the order of CROSS JOINs): the
 * index that yields rows in order comes first, so that fifty rows are found after reading little more than
 * fifty, however many are stored.
 *
 * @returns null where the search text holds nothing to look for, which matches nothing
 */
export function listQuery(filter: MentionFilter): RawBuilder<MentionRow> | null {
  const plan = planOf(filter);
  if (!plan) return null;
  const conditions = [...plan.conditions, ...filterConditions(filter)];
  const where = conditions.length > 0 ? sql`WHERE ${sql.join(conditions, sql` AND `)}` : sql``;
  const limit = filter.limit === null ? sql`` : sql`LIMIT ${filter.limit}`;
  return sql<MentionRow>`SELECT ${MENTION_COLUMNS} FROM ${plan.from} ${where} ORDER BY ${plan.order} ${limit}`;
}

/** One mention, by any condition on the joined tables. */
export function oneQuery(condition: Fragment): RawBuilder<MentionRow> {
  return sql<MentionRow>`SELECT ${MENTION_COLUMNS} FROM ${FROM_MENTION} WHERE ${condition}`;
}

const JOIN_REST = sql`
  CROSS JOIN author ON author.id = mention.author_id CROSS JOIN account ON account.id = mention.account_id`;
const FROM_MENTION = sql`mention CROSS JOIN triage ON triage.mention_id = mention.id ${JOIN_REST}`;
const FROM_TRIAGE = sql`triage CROSS JOIN mention ON mention.id = triage.mention_id ${JOIN_REST}`;
const FROM_SEARCH = sql`mention_search CROSS JOIN mention ON mention.search_key = mention_search.rowid
  CROSS JOIN triage ON triage.mention_id = mention.id ${JOIN_REST}`;
const FROM_AUTHOR = sql`author CROSS JOIN mention ON mention.author_id = author.id
  CROSS JOIN triage ON triage.mention_id = mention.id CROSS JOIN account ON account.id = mention.account_id`;
/** A mention with several of the tags comes once. */
const fromTagged = (tags: readonly string[]) => sql`
  (SELECT DISTINCT mention_id FROM tag WHERE tag IN ${inList(tags)}) AS tagged
  CROSS JOIN mention ON mention.id = tagged.mention_id
  CROSS JOIN triage ON triage.mention_id = mention.id ${JOIN_REST}`;

interface Plan {
  from: Fragment;
  conditions: Fragment[];
  order: Fragment;
}

function planOf(filter: MentionFilter): Plan | null {
  const order = orderOf(filter);
  if (filter.search !== undefined) {
    const terms = searchTerms(filter.search);
    if (terms.length === 0) return null;
    const conditions = [sql`mention_search MATCH ${matchExpression(terms)}`];
    if (filter.since !== undefined)
      conditions.push(sql`mention_search.rowid >= ${searchKey(filter.since, 0)}`);
    // The index is in order of time already; only the other orders need a sort.
    if (filter.sort === 'newest')
      return { from: FROM_SEARCH, conditions, order: sql`mention_search.rowid DESC` };
    if (filter.sort === 'oldest')
      return { from: FROM_SEARCH, conditions, order: sql`mention_search.rowid ASC` };
    return { from: FROM_SEARCH, conditions, order };
  }
  if (filter.author !== undefined) return { from: FROM_AUTHOR, conditions: [], order };
  if (filter.tag !== undefined) return { from: fromTagged(filter.tag), conditions: [], order };
  const byTriage = filter.sort === 'priority' || filter.sort === 'waiting';
  return { from: byTriage ? FROM_TRIAGE : FROM_MENTION, conditions: [], order };
}

function orderOf(filter: MentionFilter): Fragment {
  switch (filter.sort) {
    case 'priority':
      return sql`triage.priority DESC, triage.created_at DESC, triage.mention_id DESC`;
    case 'newest':
      return sql`mention.created_at DESC, mention.id DESC`;
    case 'oldest':
      return sql`mention.created_at ASC, mention.id ASC`;
    case 'waiting':
      return sql`triage.created_at ASC, triage.mention_id ASC`;
  }
}

function filterConditions(filter: MentionFilter): Fragment[] {
  const conditions: Fragment[] = [];
  const among = (column: string, values: readonly string[] | undefined) => {
    if (values) conditions.push(sql`${sql.ref(column)} IN ${inList(values)}`);
  };
  if (isQueue(filter)) conditions.push(sql`triage.waiting = 1`);
  else {
    among('triage.status', filter.status);
    if (filter.needsReply !== undefined)
      conditions.push(sql`triage.needs_reply = ${filter.needsReply ? 1 : 0}`);
    if (filter.sort === 'waiting') conditions.push(sql`triage.waiting = 1`);
  }
  among('mention.sentiment', filter.sentiment);
  among('mention.intent', filter.intent);
  among('mention.network', filter.network);
  among('account.key', filter.account);
  among('mention.language', filter.language);
  if (filter.author !== undefined) {
    conditions.push(sql`author.handle_key = ${filter.author.replace(/^@/, '').toLowerCase()}`);
  }
  if (filter.tag !== undefined && (filter.search !== undefined || filter.author !== undefined)) {
    conditions.push(
      sql`EXISTS (SELECT 1 FROM tag WHERE tag.mention_id = mention.id AND tag.tag IN ${inList(filter.tag)})`,
    );
  }
  if (filter.watch !== undefined) {
    conditions.push(sql`EXISTS (SELECT 1 FROM mention_watch JOIN watch ON watch.id = mention_watch.watch_id
      WHERE mention_watch.mention_id = mention.id AND watch.name IN ${inList(filter.watch)})`);
  }
  if (filter.since !== undefined) conditions.push(sql`mention.created_at >= ${filter.since}`);
  if (filter.until !== undefined) conditions.push(sql`mention.created_at < ${filter.until}`);
  return conditions;
}

/** The inbox's own question: what needs a reply and is new or open. It has indexes of its own. */
function isQueue(filter: MentionFilter): boolean {
  const statuses = filter.status?.toSorted().join();
  return filter.needsReply === true && statuses === 'new,open';
}
