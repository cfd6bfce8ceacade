import { type RawBuilder, sql } from 'kysely';
import { INTENTS, SENTIMENT_LABELS } from '../core/sentiment.js';
import type { MentionFilter } from '../core/stored-mention.js';
import { TRIAGE_STATUSES } from '../core/triage.js';
import { isQueue, kindConditions, timeConditions } from './mention-filter.js';
import { inList } from './sqlite.js';

type Fragment = RawBuilder<unknown>;

/** Mentions to begin with. */
export interface Start {
  /** These, joined to triage. */
  from: Fragment;
  conditions: Fragment[];
}

/** A filter that an index can begin with: it may leave few mentions of many. */
export interface Selection extends Start {
  /** A SELECT with as many rows as it leaves mentions, or more. */
  count: Fragment;
  /** The same as a condition on a triage row; null where every list asks for it anyway. */
  probe: Fragment | null;
}

/** Every filter but the search, and but what the search index answers with it. */
export function selectionsOf(filter: MentionFilter): Selection[] {
  const selections: Selection[] = [];
  if (filter.author !== undefined) selections.push(byAuthor(filter.author));
  if (filter.tag !== undefined) {
    selections.push(byLink(sql`tag`, sql`tag IN ${inList(filter.tag)}`));
  }
  if (filter.watch !== undefined) {
    const watches = sql`watch_id IN (SELECT id FROM watch WHERE name IN ${inList(filter.watch)})`;
    selections.push(byLink(sql`mention_watch`, watches));
  }
  // What waits for a reply is little, and has indexes of its own.
  if (isQueue(filter)) return selections;
  const kinds = kindConditions(filter);
  if (kinds.length > 0 && !(filter.search !== undefined && isWords(filter))) {
    selections.push(byKind(filter, kinds));
  }
  const times = timeConditions(filter);
  if (times.length > 0 && filter.sort === 'priority') selections.push(byTime(times));
  return selections;
}

/** Whether all that is compared with single values stands in the search index as words. */
function isWords({ status, needsReply, sentiment, intent }: MentionFilter): boolean {
  return [status, needsReply, sentiment, intent].every((asked) => asked === undefined);
}

function byAuthor(handle: string): Selection {
  const ids = sql`(SELECT id FROM author WHERE handle_key = ${handle.replace(/^@/, '').toLowerCase()})`;
  return {
    count: sql`SELECT 1 FROM mention WHERE author_id IN ${ids}`,
    from: sql`mention CROSS JOIN triage ON triage.mention_id = mention.id`,
    conditions: [sql`mention.author_id IN ${ids}`],
    probe: sql`(SELECT author_id FROM mention WHERE mention.id = triage.mention_id) IN ${ids}`,
  };
}

/** By rows of a table that says something of mentions: tags, watches. */
function byLink(table: Fragment, condition: Fragment): Selection {
  return {
    count: sql`SELECT 1 FROM ${table} WHERE ${condition}`,
    from: sql`(SELECT DISTINCT mention_id FROM ${table} WHERE ${condition}) AS linked
      CROSS JOIN triage ON triage.mention_id = linked.mention_id`,
    conditions: [],
    probe: sql`EXISTS (SELECT 1 FROM ${table} WHERE mention_id = triage.mention_id AND ${condition})`,
  };
}

/**
 * By all that is compared with single values. Of what its index holds before the last of them, and is not
 * asked for, every value there may be is: SQLite then seeks each combination, and reads none that does not fit.
 */
function byKind(filter: MentionFilter, kinds: readonly Fragment[]): Selection {
  const columns: [isAsked: boolean, everyValue: Fragment][] = [
    [filter.intent !== undefined, sql`triage.mention_intent IN (${sql.join(INTENTS)})`],
    [filter.sentiment !== undefined, sql`triage.mention_sentiment IN (${sql.join(SENTIMENT_LABELS)})`],
    [
      (filter.account ?? filter.network) !== undefined,
      sql`triage.mention_account_id IN (SELECT id FROM account)`,
    ],
    [filter.status !== undefined, sql`triage.status IN (${sql.join(TRIAGE_STATUSES)})`],
    [filter.needsReply !== undefined, sql`triage.needs_reply IN (0, 1)`],
    [filter.language !== undefined, sql`true`],
  ];
  const before = columns.slice(
    0,
    columns.findLastIndex(([isAsked]) => isAsked),
  );
  const everyValue = before.flatMap(([isAsked, values]) => (isAsked ? [] : [values]));
  const from = sql`triage INDEXED BY triage_kind`;
  return {
    count: sql`SELECT 1 FROM ${from} WHERE ${sql.join([...kinds, ...everyValue], sql` AND `)}`,
    from,
    conditions: everyValue,
    probe: null,
  };
}

function byTime(conditions: Fragment[]): Selection {
  const from = sql`triage INDEXED BY triage_created`;
  return {
    count: sql`SELECT 1 FROM ${from} WHERE ${sql.join(conditions, sql` AND `)}`,
    from,
    conditions: [],
    probe: null,
  };
}
