import { type Kysely, sql, type Transaction } from 'kysely';
import type { OwnPost } from '../core/mention.js';
import { markAnswered } from './answers.js';
import { markDeleted } from './deletions.js';
import { insertMentions, knownMentions, updateMentions } from './mention-writes.js';
import type { CommittedPage, PageToCommit, PreparedMention } from './page.js';
import { writeRulings } from './rules.js';
import type { Database } from './schema.js';
import { bulkInsert, field, jsonRows } from './sqlite.js';
import { withoutRemoved } from './tombstones.js';

/**
 * Commits one page: its rows and its cursor, in one transaction. A mention seen before gets its text, counts
 * and author brought up to date, and keeps its triage; one that was deleted stays a tombstone, and what was removed
 * here stays away.
 */
export async function commitPage(db: Kysely<Database>, given: PageToCommit): Promise<CommittedPage> {
  return db.transaction().execute(async (trx) => {
    const page = await withoutRemoved(trx, given);
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
    await ruleOn(trx, page, fresh);
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

const intoAuthors = bulkInsert(
  `INSERT INTO author (network, native_id, handle, handle_key, name, followers, verified, url, updated_at)`,
  '(?, ?, ?, ?, ?, ?, ?, ?, ?)',
  `ON CONFLICT (network, native_id) DO UPDATE SET
    handle = excluded.handle, handle_key = excluded.handle_key, name = coalesce(excluded.name, name),
    followers = coalesce(excluded.followers, followers), verified = excluded.verified,
    url = coalesce(excluded.url, url), updated_at = excluded.updated_at
  WHERE handle <> excluded.handle OR name IS NOT coalesce(excluded.name, name)
    OR followers IS NOT coalesce(excluded.followers, followers) OR verified <> excluded.verified
    OR url IS NOT coalesce(excluded.url, url)`,
);

async function upsertAuthors(
  trx: Transaction<Database>,
  page: PageToCommit,
  mentions: readonly PreparedMention[],
) {
  const authors = new Map(mentions.map(({ inbound }) => [inbound.author.nativeId, inbound.author]));
  await intoAuthors(
    trx,
    [...authors.values()].map(({ nativeId, handle, name, followers, verified, url }) => {
      const who = [page.network, nativeId, handle, handle.toLowerCase(), name];
      return [...who, followers, verified ? 1 : 0, url, page.now];
    }),
  );
}

const intoThreads = bulkInsert('INSERT INTO thread (network, native_id)', '(?, ?)', 'ON CONFLICT DO NOTHING');

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
  await intoThreads(
    trx,
    [...ids].map((id) => [page.network, id]),
  );
}

const intoMentionWatches = bulkInsert(
  'INSERT INTO mention_watch (mention_id, watch_id)',
  '((SELECT id FROM mention WHERE network = ? AND native_id = ?), ?)',
  'ON CONFLICT DO NOTHING',
);

async function linkWatches(
  trx: Transaction<Database>,
  page: PageToCommit,
  mentions: readonly PreparedMention[],
) {
  const links = mentions.flatMap(({ inbound, watchIds }) =>
    watchIds.map((watchId) => [page.network, inbound.nativeId, watchId]),
  );
  await intoMentionWatches(trx, links);
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

/** What the owner's rules make of mentions that have just come in. */
async function ruleOn(trx: Transaction<Database>, page: PageToCommit, fresh: readonly PreparedMention[]) {
  const ruled = fresh.filter(({ ruling }) => ruling !== null);
  if (ruled.length === 0) return;
  const ids = await knownMentions(
    trx,
    page.network,
    ruled.map(({ inbound }) => inbound.nativeId),
  );
  const rulings = ruled.flatMap(({ inbound, ruling, understanding }) => {
    const mentionId = ids.get(inbound.nativeId)?.id;
    return mentionId === undefined
      ? []
      : [{ mentionId, outcome: ruling, needsReply: understanding.needsReply }];
  });
  await writeRulings(trx, rulings, page.now);
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
