import { type Kysely, sql, type Transaction } from 'kysely';
import { gapReason } from '../core/gap.js';
import type { OwnPost } from '../core/mention.js';
import { markAnswered } from './answers.js';
import { storeAuthors } from './authors.js';
import { markDeleted } from './deletions.js';
import { insertMentions, knownMentions, updateMentions } from './mention-writes.js';
import type { CommittedPage, PageToCommit, PreparedMention } from './page.js';
import { writeRulings } from './rules.js';
import type { Database } from './schema.js';
import { bulkInsert, field, jsonRows, written } from './sqlite.js';
import { stirThreads } from './thread-anger.js';
import { storeThreads } from './threads.js';
import { withoutRemoved } from './tombstones.js';

const moveCursor = written(`
  INSERT INTO cursor (account_id, stream, position, updated_at) VALUES (?, ?, ?, ?)
  ON CONFLICT (account_id, stream) DO UPDATE SET position = excluded.position, updated_at = excluded.updated_at`);

/**
 * Commits one page: its rows and its cursor, in one transaction. A mention seen before gets its text, counts
 * and author brought up to date, and keeps its triage; one that was deleted stays a tombstone, and what was removed
 * here stays away.
 */
export async function commitPage(db: Kysely<Database>, given: PageToCommit): Promise<CommittedPage> {
  return db.transaction().execute(async (trx) => {
    const page = await withoutRemoved(trx, given);
    const mentions = lastOfEach(page.mentions);
    const { network, now, ownPosts } = page;
    const authors = await storeAuthors(
      trx,
      network,
      mentions.map(({ inbound }) => inbound.author),
      now,
    );
    const threads = await storeThreads(trx, network, threadsOf(mentions, ownPosts));
    const known = await knownMentions(
      trx,
      network,
      mentions.map((mention) => mention.inbound.nativeId),
    );
    const fresh = mentions.filter((mention) => !known.has(mention.inbound.nativeId));
    const seen = mentions.filter((mention) => known.has(mention.inbound.nativeId));
    const ids = await insertMentions(trx, page, fresh, { authors, threads });
    const newIds = [...ids.values()];
    await ruleOn(trx, fresh, ids, now);
    const updated = await updateMentions(trx, page, seen, known);
    for (const [nativeId, { id }] of known) ids.set(nativeId, id);
    await linkWatches(trx, mentions, ids);
    const newOwnIds = await insertOwnPosts(trx, page, ownPosts);
    const answeredElsewhere = await markAnswered(trx, { mentionIds: newIds, ownPostIds: newOwnIds, now });
    await stirThreads(trx, newIds, now);
    const deleted = await markDeleted(trx, network, page.deletedNativeIds, now);
    await recordGaps(trx, page);
    await recordSpending(trx, page);
    await moveCursor(trx, page.accountId, page.stream, JSON.stringify(page.cursor), now);
    return { newIds, updated, deleted, answeredElsewhere };
  });
}

/** A page may hold the same mention twice, or two versions of it: the last one given wins. */
function lastOfEach(mentions: readonly PreparedMention[]): PreparedMention[] {
  return [...new Map(mentions.map((mention) => [mention.inbound.nativeId, mention])).values()];
}

function threadsOf(mentions: readonly PreparedMention[], ownPosts: readonly OwnPost[]): Set<string> {
  return new Set([
    ...mentions.map(({ inbound }) => inbound.threadNativeId),
    ...ownPosts.map((post) => post.threadNativeId),
  ]);
}

const intoMentionWatches = bulkInsert(
  'INSERT INTO mention_watch (mention_id, watch_id)',
  '(?, ?)',
  'ON CONFLICT DO NOTHING',
);

async function linkWatches(
  trx: Transaction<Database>,
  mentions: readonly PreparedMention[],
  ids: ReadonlyMap<string, number>,
) {
  const links = mentions.flatMap(({ inbound, watchIds }) =>
    watchIds.map((watchId) => [ids.get(inbound.nativeId), watchId]),
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
async function ruleOn(
  trx: Transaction<Database>,
  fresh: readonly PreparedMention[],
  ids: ReadonlyMap<string, number>,
  now: number,
) {
  const rulings = fresh.flatMap(({ inbound, ruling, understanding }) => {
    const mentionId = ids.get(inbound.nativeId);
    return ruling === null || mentionId === undefined
      ? []
      : [{ mentionId, outcome: ruling, needsReply: understanding.needsReply }];
  });
  await writeRulings(trx, rulings, now);
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
        reason: gapReason(gap),
        code: gap.code,
        count: gap.count ?? null,
        recorded_at: page.now,
      })
      .execute();
  }
}

const intoSpending = bulkInsert('INSERT INTO spend (account_id, at, item, count, micros)', '(?, ?, ?, ?, ?)');

async function recordSpending(trx: Transaction<Database>, { accountId, now, spending }: PageToCommit) {
  await intoSpending(
    trx,
    spending
      .filter(({ count }) => count > 0)
      .map(({ item, count, micros }) => [accountId, now, item, count, micros]),
  );
}
