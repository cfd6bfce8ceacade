import { type RawBuilder, sql } from 'kysely';
import type { MentionFilter } from '../core/stored-mention.js';
import { inList } from './sqlite.js';

type Fragment = RawBuilder<unknown>;

/** It needs a reply and is new or open; in the words of the partial indexes, which serve no others. */
export const WAITING = sql<boolean>`triage.needs_reply = 1 AND triage.status IN ('new', 'open')`;

/** The conditions that the triage rows answer, all of them out of one index. */
export function triageConditions(filter: MentionFilter): Fragment[] {
  return [...timeConditions(filter), ...kindConditions(filter)];
}

/** Those that compare with single values: all but the time. */
export function kindConditions(filter: MentionFilter): Fragment[] {
  const conditions: Fragment[] = [];
  const among = (column: string, values: readonly string[] | undefined) => {
    if (!values) return;
    const [only, ...more] = values;
    // Compared with one value, a row costs half as much as looked up in a list: it counts where few rows fit.
    const wanted = only !== undefined && more.length === 0 ? sql`= ${only}` : sql`IN ${inList(values)}`;
    conditions.push(sql`triage.${sql.ref(column)} ${wanted}`);
  };
  const accounts = (column: string, values: readonly string[] | undefined) => {
    if (!values) return;
    const ids = sql`(SELECT id FROM account WHERE ${sql.ref(column)} IN ${inList(values)})`;
    conditions.push(sql`triage.mention_account_id IN ${ids}`);
  };
  if (isQueue(filter)) conditions.push(WAITING);
  if (!asksForQueue(filter)) {
    among('status', filter.status);
    if (filter.needsReply !== undefined) {
      conditions.push(sql`triage.needs_reply = ${filter.needsReply ? 1 : 0}`);
    }
  }
  among('mention_sentiment', filter.sentiment);
  among('mention_intent', filter.intent);
  among('mention_language', filter.language);
  accounts('network', filter.network);
  accounts('key', filter.account);
  return conditions;
}

/** Since is inclusive, until is not. */
export function timeConditions({ since, until }: MentionFilter): Fragment[] {
  const conditions: Fragment[] = [];
  if (since !== undefined) conditions.push(sql`triage.created_at >= ${since}`);
  if (until !== undefined) conditions.push(sql`triage.created_at < ${until}`);
  return conditions;
}

/** The triage rows in the order wanted, by the index that has it. */
export function walkOf(filter: MentionFilter): Fragment {
  const order = filter.sort === 'priority' ? 'priority' : 'created';
  return sql`triage INDEXED BY ${sql.ref(isQueue(filter) ? `triage_waiting_${order}` : `triage_${order}`)}`;
}

/** Whether only what waits for a reply is wanted, which has indexes of its own. */
export function isQueue(filter: MentionFilter): boolean {
  return filter.sort === 'waiting' || asksForQueue(filter);
}

/** The inbox's own question: what needs a reply and is new or open. */
function asksForQueue(filter: MentionFilter): boolean {
  return filter.needsReply === true && filter.status?.toSorted().join() === 'new,open';
}
