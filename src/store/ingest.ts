import { type Kysely, sql, type Transaction } from 'kysely';
import type { InboundMention, OwnPost } from '../core/mention.js';
import { indexText } from '../core/normalise.js';
import type { Priority } from '../core/priority.js';
import type { Understanding } from '../core/sentiment.js';
import type { Cursor, Gap } from '../core/stream.js';
import { markAnswered } from './answers.js';
import type { Database } from './schema.js';
import { field, inList, jsonRows, searchKey } from './sqlite.js';

/** A mention understood and ready to store. */
export interface PreparedMention {
  inbound: InboundMention;
  understanding: Understanding;
  priority: Priority;
  /** Ids of the watches it matches. */
  watchIds: number[];
}

/** What is stored already of a mention that came in again. */
interface KnownMention {
  id: number;
  text: string;
  versionId: string;
}

export interface PageToCommit {
  accountId: number;
  network: string;
  stream: string;
  cursor: Cursor;
  mentions: PreparedMention[];
  ownPosts: OwnPost[];
  deletedNativeIds: string[];
  gaps: Gap[];
  spending: { item: string; count: number; micros: number }[];
  scorerVersion: string;
  now: number;
}

export interface CommittedPage {
  newIds: number[];
  updated: number;
  deleted: number;
  answeredElsewhere: number;
}

/** Which of a page's mentions are stored already, by native id. */
async function knownMentions(
  db: Kysely<Database>,
  network: string,
  nativeIds: readonly string[],
): Promise<Map<string, KnownMention>> {
  const rows = await db
    .selectFrom('mention')
    .select(['id', 'native_id as nativeId', 'text', 'version_id as versionId'])
    .where('network', '=', network)
    .where(sql<boolean>`native_id IN ${inList(nativeIds)}`)
    .execute();
  return new Map(rows.map(({ nativeId, ...known }) => [nativeId, known]));
}

/**
 * Commits one page: its rows and its cursor, in one transaction. A mention seen before gets its text, counts
 * and author brought up to date, and keeps its triage; one that was deleted stays a tombstone.
 */
export async function commitPage(db: Kysely<Database>, page: PageToCommit): Promise<CommittedPage> {
  return db.transaction().execute(async (trx) => {
    const mentions = lastOfEach(page.mentions);
    const ownPosts = page.ownPosts;
    await upsertAuthors(trx, page, mentions);
    await insertThreads(trx, page, mentions, ownPosts);
    const known = await knownMentions(
      trx,
      page.network,
      mentions.map((mention) => mention.inbound.nativeId),
    );
    const fresh = mentions.filter((mention) => !known.has(mention.inbound.nativeId));
    const seen = mentions.filter((mention) => known.has(mention.inbound.nativeId));
    const newIds = await insertMentions(trx, page, fresh);
    const updated = await updateMentions(trx, page, seen, known);
    await linkWatches(trx, page, mentions);
    const newOwnIds = await insertOwnPosts(trx, page, ownPosts);
    const answeredElsewhere = await markAnswered(trx, {
      mentionIds: newIds,
      ownPostIds: newOwnIds,
      now: page.now,
    });
    const deleted = await markDeleted(trx, page.network, page.deletedNativeIds, page.now);
    await recordGaps(trx, page);
    await recordSpending(trx, page);
    await trx
      .insertInto('cursor')
      .values({
        account_id: page.accountId,
        stream: page.stream,
        position: JSON.stringify(page.cursor),
        updated_at: page.now,
      })
      .onConflict((conflict) =>
        conflict.columns(['account_id', 'stream']).doUpdateSet((eb) => ({
          position: eb.ref('excluded.position'),
          updated_at: eb.ref('excluded.updated_at'),
        })),
      )
      .execute();
    return { newIds, updated, deleted, answeredElsewhere };
  });
}

/** A page may hold the same mention twice, or two versions of it: the last one given wins. */
function lastOfEach(mentions: readonly PreparedMention[]): PreparedMention[] {
  return [...new Map(mentions.map((mention) => [mention.inbound.nativeId, mention])).values()];
}

async function upsertAuthors(
  trx: Transaction<Database>,
  page: PageToCommit,
  mentions: readonly PreparedMention[],
) {
  if (mentions.length === 0) return;
  const authors = new Map(mentions.map(({ inbound }) => [inbound.author.nativeId, inbound.author]));
  const rows = [...authors.values()].map((author) => ({
    id: author.nativeId,
    handle: author.handle,
    key: author.handle.toLowerCase(),
    name: author.name,
    followers: author.followers,
    verified: author.verified ? 1 : 0,
    url: author.url,
  }));
  await sql`
    INSERT INTO author (network, native_id, handle, handle_key, name, followers, verified, url, updated_at)
    SELECT ${page.network}, ${field('id')}, ${field('handle')}, ${field('key')}, ${field('name')},
      ${field('followers')}, ${field('verified')}, ${field('url')}, ${page.now}
    FROM ${jsonRows(rows)} WHERE true
    ON CONFLICT (network, native_id) DO UPDATE SET
      handle = excluded.handle, handle_key = excluded.handle_key, name = coalesce(excluded.name, name),
      followers = coalesce(excluded.followers, followers), verified = excluded.verified,
      url = coalesce(excluded.url, url), updated_at = excluded.updated_at
    WHERE handle <> excluded.handle OR name IS NOT coalesce(excluded.name, name)
      OR followers IS NOT coalesce(excluded.followers, followers) OR verified <> excluded.verified
      OR url IS NOT coalesce(excluded.url, url)`.execute(trx);
}

async function insertThreads(
  trx: Transaction<Database>,
  page: PageToCommit,
  mentions: readonly PreparedMention[],
  ownPosts: readonly OwnPost[],
) {
  const ids = new Set([
    ...mentions.map((mention) => mention.inbound.threadNativeId),
    ...ownPosts.map((post) => post.threadNativeId),
  ]);
  if (ids.size === 0) return;
  await sql`
    INSERT INTO thread (network, native_id) SELECT ${page.network}, value FROM ${jsonRows([...ids])} WHERE true
    ON CONFLICT DO NOTHING`.execute(trx);
}

async function insertMentions(
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

async function updateMentions(
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

async function linkWatches(
  trx: Transaction<Database>,
  page: PageToCommit,
  mentions: readonly PreparedMention[],
) {
  const links = mentions.flatMap(({ inbound, watchIds }) =>
    watchIds.map((watchId) => ({ nativeId: inbound.nativeId, watchId })),
  );
  if (links.length === 0) return;
  await sql`
    INSERT OR IGNORE INTO mention_watch (mention_id, watch_id)
    SELECT mention.id, ${field('watchId')} FROM ${jsonRows(links)}
    JOIN mention ON mention.network = ${page.network} AND mention.native_id = ${field('nativeId')}`.execute(
    trx,
  );
}

async function insertOwnPosts(trx: Transaction<Database>, page: PageToCommit, posts: readonly OwnPost[]) {
  if (posts.length === 0) return [];
  const rows = posts.map((post) => ({ ...post, private: post.private ? 1 : 0 }));
  const inserted = await sql<{ id: number }>`
    INSERT INTO own_post (network, native_id, account_id, thread_id, text, created_at, private, url,
      reply_to_native_id)
    SELECT ${page.network}, ${field('nativeId')}, ${page.accountId},
      (SELECT id FROM thread WHERE network = ${page.network} AND native_id = ${field('threadNativeId')}),
      ${field('text')}, ${field('createdAt')}, ${field('private')}, ${field('url')}, ${field('replyToNativeId')}
    FROM ${jsonRows(rows)} WHERE true
    ON CONFLICT (network, native_id) DO NOTHING RETURNING id`.execute(trx);
  return inserted.rows.map((row) => row.id);
}

/** Deleted on the network: a tombstone stays, so that a later page cannot bring the mention back as new. */
export async function markDeleted(
  db: Kysely<Database>,
  network: string,
  nativeIds: readonly string[],
  now: number,
): Promise<number> {
  if (nativeIds.length === 0) return 0;
  const answer = await sql`
    UPDATE mention SET deleted_at = ${now}
    WHERE network = ${network} AND native_id IN ${inList(nativeIds)} AND deleted_at IS NULL`.execute(db);
  await sql`
    UPDATE triage SET status = 'done', status_at = ${now}, priority_due_at = NULL
    WHERE status IN ('new', 'open', 'snoozed') AND mention_id IN (
      SELECT id FROM mention WHERE network = ${network} AND native_id IN ${inList(nativeIds)})`.execute(db);
  return Number(answer.numAffectedRows ?? 0n);
}

async function recordGaps(trx: Transaction<Database>, page: PageToCommit) {
  for (const gap of page.gaps) {
    await trx
      .insertInto('gap')
      .values({
        account_id: page.accountId,
        stream: gap.stream,
        from_at: gap.from,
        to_at: gap.to,
        reason: gap.reason,
        recorded_at: page.now,
      })
      .execute();
  }
}

async function recordSpending(trx: Transaction<Database>, page: PageToCommit) {
  for (const { item, count, micros } of page.spending) {
    if (count === 0) continue;
    await trx
      .insertInto('spend')
      .values({ account_id: page.accountId, at: page.now, item, count, micros })
      .execute();
  }
}

async function maxId(trx: Transaction<Database>): Promise<number> {
  const row = await trx
    .selectFrom('mention')
    .select((eb) => eb.fn.max('id').as('max'))
    .executeTakeFirst();
  return row?.max ?? 0;
}
