import { type Kysely, sql, type Transaction } from 'kysely';
import { KEEP_TAG, type PruneTally } from '../core/removal.js';
import { removeEmptyThreads, removeMentions, removeOwnPosts } from './removal.js';
import type { Database } from './schema.js';
import { openHasher } from './tombstones.js';

/** What is to be pruned. */
export interface PruneScope {
  /** Written before, ms UTC. */
  before: number;
  /** What is pinned, open or unanswered too. */
  all: boolean;
}

// Each is kept for the first reason there is.
const REASONS = {
  onItsWay: sql`EXISTS (SELECT 1 FROM outbox WHERE outbox.mention_id = mention.id
    AND outbox.state IN ('draft', 'approved', 'sending', 'unknown'))`,
  pinned: sql`EXISTS (SELECT 1 FROM tag WHERE tag.mention_id = mention.id AND tag = ${KEEP_TAG})`,
  open: sql`triage.status IN ('open', 'snoozed')`,
  unanswered: sql`triage.needs_reply = 1 AND triage.answered_at IS NULL AND triage.status = 'new'`,
};
const REASON = sql`CASE WHEN ${REASONS.onItsWay} THEN 'onItsWay' WHEN ${REASONS.pinned} THEN 'pinned'
  WHEN ${REASONS.open} THEN 'open' WHEN ${REASONS.unanswered} THEN 'unanswered' ELSE '' END`;

/** Removing what is old. */
export function pruneRepository(db: Kysely<Database>) {
  return {
    async tally(scope: PruneScope): Promise<PruneTally> {
      const { rows } = await sql<{ reason: string; mentions: number }>`
        SELECT ${REASON} AS reason, count(*) AS mentions ${fromOld(scope)} GROUP BY 1`.execute(db);
      const kept = (reason: string) =>
        isKept(reason, scope) ? (rows.find((row) => row.reason === reason)?.mentions ?? 0) : 0;
      const going = sql`(SELECT mention.id ${fromOld(scope)} AND NOT ${keeping(scope)})`;
      const { rows: hanging } = await sql<{ replies: number; corrections: number }>`
        SELECT (SELECT count(*) FROM outbox WHERE mention_id IN ${going}) AS replies,
          (SELECT count(*) FROM correction WHERE mention_id IN ${going}) AS corrections`.execute(db);
      const gone = rows.filter(({ reason }) => !isKept(reason, scope));
      return {
        before: scope.before,
        mentions: gone.reduce((sum, { mentions }) => sum + mentions, 0),
        replies: hanging[0]?.replies ?? 0,
        corrections: hanging[0]?.corrections ?? 0,
        kept: {
          onItsWay: kept('onItsWay'),
          pinned: kept('pinned'),
          open: kept('open'),
          unanswered: kept('unanswered'),
        },
      };
    },

    /**
     * Removes the next of them, the oldest first, in one transaction.
     *
     * @returns how many were removed: 0 when none are left
     */
    async batch(scope: PruneScope, limit: number, now: number): Promise<number> {
      return db.transaction().execute(async (trx) => {
        const { rows } = await sql<{ id: number }>`
          SELECT mention.id ${fromOld(scope)} AND NOT ${keeping(scope)}
          ORDER BY mention.created_at LIMIT ${limit}`.execute(trx);
        await removeMentions(
          trx,
          rows.map(({ id }) => id),
          await openHasher(trx),
          now,
        );
        return rows.length;
      });
    },

    /** Removes what nothing refers to any more: own posts as old, authors nobody noted anything about, threads. */
    async sweep({ before }: PruneScope): Promise<void> {
      await db.transaction().execute(async (trx) => {
        await sweepOwnPosts(trx, before);
        await sql`DELETE FROM author WHERE updated_at < ${before}
          AND NOT EXISTS (SELECT 1 FROM mention WHERE author_id = author.id)
          AND NOT EXISTS (SELECT 1 FROM customer_note WHERE author_id = author.id)
          AND customer_id IS NULL`.execute(trx);
        await removeEmptyThreads(trx);
        await sql`DELETE FROM alert WHERE mention_id IS NULL AND raised_at < ${before}`.execute(trx);
      });
    },
  };
}

async function sweepOwnPosts(trx: Transaction<Database>, before: number): Promise<void> {
  const { rows } = await sql<{ id: number }>`
    SELECT id FROM own_post WHERE created_at < ${before}
      AND NOT EXISTS (SELECT 1 FROM mention WHERE mention.thread_id = own_post.thread_id)`.execute(trx);
  await removeOwnPosts(
    trx,
    rows.map(({ id }) => id),
    await openHasher(trx),
  );
}

function fromOld({ before }: PruneScope) {
  return sql`FROM mention JOIN triage ON triage.mention_id = mention.id WHERE mention.created_at < ${before}`;
}

function keeping({ all }: PruneScope) {
  return all
    ? sql`(${REASONS.onItsWay})`
    : sql`(${sql.join(
        Object.values(REASONS).map((reason) => sql`(${reason})`),
        sql` OR `,
      )})`;
}

function isKept(reason: string, { all }: PruneScope): boolean {
  return reason === 'onItsWay' || (!all && reason !== '');
}
