import { sql, type Transaction } from 'kysely';
import { indexText } from '../core/normalise.js';
import type { PageToCommit, PreparedMention } from './page.js';
import type { Database } from './schema.js';
import { field, inList, jsonRows, searchKey } from './sqlite.js';

/** What is stored already of a mention that came in again. */
interface KnownMention {
  id: number;
  text: string;
}

/** Which of a page's mentions are stored already, by native id. */
export async function knownMentions(
  trx: Transaction<Database>,
  network: string,
  nativeIds: readonly string[],
): Promise<Map<string, KnownMention>> {
  const rows = await trx
    .selectFrom('mention')
    .select(['id', 'native_id as nativeId', 'text'])
    .where('network', '=', network)
    .where(sql<boolean>`native_id IN ${inList(nativeIds)}`)
    .execute();
  return new Map(rows.map(({ nativeId, ...known }) => [nativeId, known]));
}

/** Stores mentions never seen before. @returns their local numbers */
export async function insertMentions(
  trx: Transaction<Database>,
  page: PageToCommit,
  mentions: readonly PreparedMention[],
): Promise<number[]> {
  if (mentions.length === 0) return [];
  const first = (await maxId(trx)) + 1;
  // Oldest first, so that local numbers grow with time inside a page.
  const ordered = mentions.toSorted((a, b) => a.inbound.createdAt - b.inbound.createdAt);
  const rows = ordered.map((mention, index) => mentionRow(mention, first + index));
  await sql`
    INSERT INTO mention (id, network, native_id, version_id, account_id, author_id, thread_id, kind, private,
      text, created_at, received_at, edited_at, url, reply_to_native_id, reply_refusal, likes, reposts,
      replies, quotes, views, network_language, language, sentiment, score, confidence, intent, reasons,
      urgency, scorer_version, search_key)
    SELECT ${field('id')}, ${page.network}, ${field('nativeId')}, ${field('versionId')}, ${page.accountId},
      (SELECT id FROM author WHERE network = ${page.network} AND native_id = ${field('author')}),
      (SELECT id FROM thread WHERE network = ${page.network} AND native_id = ${field('thread')}),
      ${field('kind')}, ${field('private')}, ${field('text')}, ${field('createdAt')}, ${page.now},
      ${field('editedAt')}, ${field('url')}, ${field('replyTo')}, ${field('refusal')}, ${field('likes')},
      ${field('reposts')}, ${field('replies')}, ${field('quotes')}, ${field('views')},
      ${field('networkLanguage')}, ${field('language')}, ${field('sentiment')}, ${field('score')},
      ${field('confidence')}, ${field('intent')}, ${field('reasons')}, ${field('urgency')},
      ${page.scorerVersion}, ${field('searchKey')}
    FROM ${jsonRows(rows)}`.execute(trx);
  await sql`
    INSERT INTO triage (mention_id, status, status_at, needs_reply, priority, priority_due_at, created_at)
    SELECT ${field('id')}, 'new', ${page.now}, ${field('needsReply')}, ${field('priority')},
      ${field('priorityDueAt')}, ${field('createdAt')}
    FROM ${jsonRows(rows)}`.execute(trx);
  await sql`
    INSERT INTO mention_search (rowid, text, author)
    SELECT ${field('searchKey')}, ${field('searchText')}, ${field('searchAuthor')} FROM ${jsonRows(rows)}
    `.execute(trx);
  return rows.map((row) => row.id);
}

function mentionRow({ inbound, understanding, priority }: PreparedMention, id: number) {
  const { sentiment } = understanding;
  return {
    id,
    nativeId: inbound.nativeId,
    versionId: inbound.versionId,
    author: inbound.author.nativeId,
    thread: inbound.threadNativeId,
    kind: inbound.kind,
    private: inbound.private ? 1 : 0,
    text: inbound.text,
    createdAt: inbound.createdAt,
    editedAt: inbound.editedAt,
    url: inbound.url,
    replyTo: inbound.replyToNativeId,
    refusal: inbound.reply.allowed ? null : inbound.reply.reason,
    ...inbound.metrics,
    networkLanguage: inbound.networkLanguage,
    language: understanding.language,
    sentiment: sentiment.label,
    score: sentiment.score,
    confidence: sentiment.confidence,
    intent: understanding.intent,
    reasons: JSON.stringify(understanding.reasons),
    urgency: JSON.stringify(understanding.urgency),
    needsReply: understanding.needsReply ? 1 : 0,
    priority: priority.value,
    priorityDueAt: priority.dueAt,
    searchKey: searchKey(inbound.createdAt, id),
    searchText: indexText(inbound.text),
    searchAuthor: indexText(`${inbound.author.handle} ${inbound.author.name ?? ''}`),
  };
}

/** Brings text and counts of known mentions up to date. @returns how many changed */
export async function updateMentions(
  trx: Transaction<Database>,
  page: PageToCommit,
  mentions: readonly PreparedMention[],
  known: ReadonlyMap<string, KnownMention>,
): Promise<number> {
  if (mentions.length === 0) return 0;
  const rows = mentions.flatMap((mention) => {
    const before = known.get(mention.inbound.nativeId);
    return before
      ? [{ ...mentionRow(mention, before.id), edited: before.text !== mention.inbound.text }]
      : [];
  });
  // A count that is not told stays as it was; so does a permission to answer that any stream has given.
  const { rows: changed } = await sql<{ id: number }>`
    UPDATE mention SET likes = coalesce(fresh.likes, mention.likes),
      reposts = coalesce(fresh.reposts, mention.reposts), replies = coalesce(fresh.replies, mention.replies),
      quotes = coalesce(fresh.quotes, mention.quotes), views = coalesce(fresh.views, mention.views),
      reply_refusal = iif(fresh.refusal IS NULL, NULL, mention.reply_refusal)
    FROM (SELECT ${field('id')} AS id, ${field('likes')} AS likes, ${field('reposts')} AS reposts,
      ${field('replies')} AS replies, ${field('quotes')} AS quotes, ${field('views')} AS views,
      ${field('refusal')} AS refusal FROM ${jsonRows(rows)}) AS fresh
    WHERE mention.id = fresh.id AND (fresh.likes <> ifnull(mention.likes, -1)
      OR fresh.reposts <> ifnull(mention.reposts, -1) OR fresh.replies <> ifnull(mention.replies, -1)
      OR fresh.quotes <> ifnull(mention.quotes, -1) OR fresh.views <> ifnull(mention.views, -1)
      OR (fresh.refusal IS NULL AND mention.reply_refusal IS NOT NULL))
    RETURNING mention.id`.execute(trx);
  const edited = rows.filter((row) => row.edited);
  for (const row of edited) await replaceText(trx, page, row);
  return new Set([...changed, ...edited].map((row) => row.id)).size;
}

/** An edit: the new text is scored anew, except what a person has set by hand or has already triaged. */
async function replaceText(
  trx: Transaction<Database>,
  page: PageToCommit,
  row: ReturnType<typeof mentionRow>,
) {
  await sql`
    UPDATE mention SET text = ${row.text}, version_id = ${row.versionId},
      edited_at = coalesce(${row.editedAt}, ${page.now}), language = ${row.language},
      sentiment = iif(sentiment_fixed, sentiment, ${row.sentiment}),
      score = iif(sentiment_fixed, score, ${row.score}),
      confidence = iif(sentiment_fixed, confidence, ${row.confidence}),
      intent = iif(intent_fixed, intent, ${row.intent}), reasons = ${row.reasons}, urgency = ${row.urgency},
      scorer_version = ${page.scorerVersion}
    WHERE id = ${row.id}`.execute(trx);
  await sql`
    UPDATE triage SET priority_due_at = ${page.now}, needs_reply = iif(
      (SELECT intent_fixed FROM mention WHERE id = mention_id), needs_reply, ${row.needsReply})
    WHERE mention_id = ${row.id} AND status = 'new'`.execute(trx);
  await sql`
    DELETE FROM mention_search WHERE rowid = (SELECT search_key FROM mention WHERE id = ${row.id})`.execute(
    trx,
  );
  await sql`
    INSERT INTO mention_search (rowid, text, author)
    SELECT search_key, ${row.searchText}, ${row.searchAuthor} FROM mention WHERE id = ${row.id}`.execute(trx);
}

async function maxId(trx: Transaction<Database>): Promise<number> {
  const row = await trx
    .selectFrom('mention')
    .select((eb) => eb.fn.max('id').as('max'))
    .executeTakeFirst();
  return row?.max ?? 0;
}
