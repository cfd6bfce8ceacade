import { type Kysely, type RawBuilder, sql } from 'kysely';
import { DAY } from '../core/clock.js';
import { unlearn } from './deletions.js';
import type { Database } from './schema.js';
import { removeFromIndex } from './search-index.js';
import { inList } from './sqlite.js';
import { bury, type Hasher } from './tombstones.js';
import { LAST_MENTION, raiseMark } from './upkeep.js';

/**
 * Removes mentions with all that hangs on them, in the caller's transaction: triage, tags, corrections, alarms,
 * replies and their history. Of the audit stays that something was sent, and when. Tombstones keep them away.
 *
 * @param now ms UTC, written into the audit
 */
export async function removeMentions(
  trx: Kysely<Database>,
  mentionIds: readonly number[],
  hasher: Hasher,
  now: number,
): Promise<void> {
  if (mentionIds.length === 0) return;
  const ids = inList(mentionIds);
  const mentions = await trx
    .selectFrom('mention')
    .select(['id', 'network', 'native_id as nativeId', 'created_at as createdAt'])
    .where(sql<boolean>`id IN ${ids}`)
    .execute();
  const replies = await trx
    .selectFrom('outbox')
    .select('id')
    .where(sql<boolean>`mention_id IN ${ids}`)
    .execute();
  await bury(
    trx,
    mentions.map(({ network, nativeId }) => hasher.hash(['message', network, nativeId])),
  );
  await countRemoved(
    trx,
    mentions.map(({ createdAt }) => createdAt),
  );
  await raiseMark(trx, LAST_MENTION, Math.max(0, ...mentionIds));
  await removeReplies(
    trx,
    replies.map(({ id }) => id),
    now,
  );
  await removeFromIndex(trx, ids);
  await unlearn(trx, ids);
  await sql`DELETE FROM mention WHERE id IN ${ids}`.execute(trx);
}

async function removeReplies(trx: Kysely<Database>, outboxIds: readonly number[], now: number) {
  const ids = inList(outboxIds);
  await blankAudit(trx, sql`outbox_id IN ${ids}`, now);
  await sql`DELETE FROM event WHERE outbox_id IN ${ids}`.execute(trx);
  await sql`DELETE FROM outbox WHERE id IN ${ids}`.execute(trx);
}

/** The audit keeps that a reply went out, in whose name and when; not to whom, nor what it said. */
export async function blankAudit(
  trx: Kysely<Database>,
  where: RawBuilder<unknown>,
  now: number,
): Promise<void> {
  await sql`UPDATE audit SET recipient = NULL, text = NULL, native_id = NULL, error = NULL, forgotten_at = ${now}
    WHERE ${where} AND forgotten_at IS NULL`.execute(trx);
}

/** Figures about these days say how many mentions they do not know of any more. */
async function countRemoved(trx: Kysely<Database>, times: readonly number[]): Promise<void> {
  const days = times.map((at) => Math.floor(at / DAY));
  await sql`INSERT INTO removed_day (day, mentions)
    SELECT value, count(*) FROM json_each(${JSON.stringify(days)}) WHERE TRUE GROUP BY value
    ON CONFLICT (day) DO UPDATE SET mentions = mentions + excluded.mentions`.execute(trx);
}

/** Removes own posts, and keeps them away. */
export async function removeOwnPosts(
  trx: Kysely<Database>,
  ids: readonly number[],
  hasher: Hasher,
): Promise<void> {
  const posts = await trx
    .selectFrom('own_post')
    .select(['network', 'native_id as nativeId'])
    .where(sql<boolean>`id IN ${inList(ids)}`)
    .execute();
  await bury(
    trx,
    posts.map(({ network, nativeId }) => hasher.hash(['message', network, nativeId])),
  );
  await sql`DELETE FROM own_post WHERE id IN ${inList(ids)}`.execute(trx);
}

/** Conversations in which nothing is left. */
export async function removeEmptyThreads(trx: Kysely<Database>): Promise<void> {
  await sql`DELETE FROM thread WHERE NOT EXISTS (SELECT 1 FROM mention WHERE thread_id = thread.id)
    AND NOT EXISTS (SELECT 1 FROM own_post WHERE thread_id = thread.id)`.execute(trx);
}
