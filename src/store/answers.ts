import { sql, type Transaction } from 'kysely';
import type { Database } from './schema.js';
import { field, inList, jsonRows, written } from './sqlite.js';

/**
 * Marks the mentions that our posts on the network answer, where either side is new: the mention replied to
 * and what the same author wrote before it in the same thread; in a private conversation, everything written
 * before our message. The clock stops at the post's own time.
 *
 * @returns how many mentions were found answered by a post that did not go out from here
 */
export async function markAnswered(
  trx: Transaction<Database>,
  fresh: { mentionIds: readonly number[]; ownPostIds: readonly number[]; now: number },
): Promise<number> {
  if (fresh.mentionIds.length === 0 && fresh.ownPostIds.length === 0) return 0;
  // Public or private: networks that keep both in one place say which message a private answer is to.
  const namedAnswers = sql`
    SELECT earlier.id AS mention_id, post.created_at AS at, post.network, post.native_id
    FROM own_post AS post
    JOIN mention AS target ON target.network = post.network AND target.native_id = post.reply_to_native_id
    JOIN mention AS earlier ON earlier.thread_id = target.thread_id AND earlier.author_id = target.author_id
      AND earlier.created_at <= post.created_at AND earlier.private = 0
    WHERE ${byAPerson}`;
  const privateAnswers = sql`
    SELECT earlier.id AS mention_id, post.created_at AS at, post.network, post.native_id
    FROM own_post AS post
    JOIN mention AS earlier ON earlier.thread_id = post.thread_id AND earlier.private = 1
      AND earlier.created_at <= post.created_at
    WHERE post.private = 1 AND ${byAPerson}`;
  let elsewhere = 0;
  const apply = async (candidates: ReturnType<typeof sql>) => {
    const { rows } = await sql<{ id: number; at: number; elsewhere: number }>`
      SELECT found.mention_id AS id, min(at) AS at,
        NOT EXISTS (SELECT 1 FROM outbox WHERE outbox.native_id = found.native_id) AS elsewhere
      FROM (${candidates}) AS found JOIN triage ON triage.mention_id = found.mention_id
      WHERE triage.answered_at IS NULL OR triage.answered_at > found.at
      GROUP BY found.mention_id`.execute(trx);
    if (rows.length === 0) return;
    await sql`
      UPDATE triage SET answered_at = answer.at, priority_due_at = NULL,
        status = iif(status IN ('new', 'open', 'snoozed'), 'done', status),
        status_at = iif(status IN ('new', 'open', 'snoozed'), ${fresh.now}, status_at)
      FROM (SELECT ${field('id')} AS id, ${field('at')} AS at FROM ${jsonRows(rows)}) AS answer
      WHERE answer.id = triage.mention_id`.execute(trx);
    elsewhere += rows.filter((row) => row.elsewhere === 1).length;
  };
  if (fresh.ownPostIds.length > 0) {
    const posts = sql`post.id IN ${inList(fresh.ownPostIds)}`;
    await apply(sql`${namedAnswers} AND ${posts} UNION ALL ${privateAnswers} AND ${posts}`);
  }
  if (fresh.mentionIds.length > 0 && (await anyOwnPost(trx)).length > 0) {
    // What is new is the mention that was answered, or the one replied to, which older ones waited for.
    const earlier = sql`earlier.id IN ${inList(fresh.mentionIds)}`;
    const target = sql`target.id IN ${inList(fresh.mentionIds)}`;
    await apply(
      sql`${namedAnswers} AND ${earlier} UNION ALL ${namedAnswers} AND ${target} UNION ALL ${privateAnswers} AND ${earlier}`,
    );
  }
  return elsewhere;
}

const SAME_POST = sql`(outbox.native_id = post.native_id
    OR (outbox.state IN ('sending', 'unknown') AND outbox.text = post.text))`;

/**
 * Posts that are an answer by a person: no automatic answer of ours, and no later part of one, which answers nothing
 * that was written since its first. Those stop no clock, whether we know by now that they arrived or not.
 */
export const byAPerson = sql<boolean>`NOT EXISTS (SELECT 1 FROM outbox WHERE outbox.automatic = 1 AND ${SAME_POST})
  AND NOT EXISTS (SELECT 1 FROM outbox WHERE outbox.part_of IS NOT NULL AND ${SAME_POST})`;

/** The same for a reply that went out from here: the mention and what its author wrote before it there. */
export async function markAnsweredBy(
  trx: Transaction<Database>,
  answer: { mentionId: number; at: number; now: number },
): Promise<void> {
  await sql`
    UPDATE triage SET answered_at = ${answer.at}, priority_due_at = NULL,
      status = iif(status IN ('new', 'open', 'snoozed'), 'done', status),
      status_at = iif(status IN ('new', 'open', 'snoozed'), ${answer.now}, status_at)
    WHERE answered_at IS NULL AND mention_id IN (
      SELECT earlier.id FROM mention AS target
      JOIN mention AS earlier ON earlier.thread_id = target.thread_id AND earlier.author_id = target.author_id
        AND earlier.created_at <= ${answer.at}
      WHERE target.id = ${answer.mentionId})`.execute(trx);
}

const anyOwnPost = written<{ id: number }>('SELECT id FROM own_post LIMIT 1');
