import { type Kysely, sql } from 'kysely';
import { LONGEST_REST } from '../core/backoff.js';
import type { Deliverable, DeliveryState, Outgoing } from '../core/delivery.js';
import type { Database } from './schema.js';
import { inList } from './sqlite.js';

/** One delivery as it stands. Times are ms UTC. */
export interface Delivery {
  id: number;
  what: Deliverable;
  channel: string;
  state: DeliveryState;
  from: number;
  to: number;
  attempts: number;
  /** When it was first taken on. */
  claimedAt: number;
  settledAt: number | null;
  retryAt: number | null;
  error: string | null;
}

/** How one delivery ended. */
export interface Settlement {
  state: 'sent' | 'failed' | 'unknown';
  at: number;
  /** When it may be tried again, ms UTC. */
  retryAt: number | null;
  error: string | null;
}

/** What was delivered to the owner. */
export function deliveriesRepository(db: Kysely<Database>) {
  const columns = [
    'id',
    'what',
    'channel',
    'state',
    'from_at as from',
    'to_at as to',
    'attempts',
    'claimed_at as claimedAt',
    'settled_at as settledAt',
    'retry_at as retryAt',
    'error',
  ] as const;

  return {
    /**
     * Takes a delivery on, on disk before anything leaves.
     *
     * @returns its row; `claimed` false where it was delivered, may have been, or is not due again
     */
    async claim(
      outgoing: Pick<Outgoing, 'what' | 'key' | 'from' | 'to'>,
      channel: string,
      now: number,
      patient: boolean,
    ): Promise<Delivery & { claimed: boolean }> {
      const { what, key, from, to } = outgoing;
      // `isResting` of core/backoff.ts, in SQL: the row is taken in one statement.
      const due = patient
        ? sql<boolean>`coalesce(delivery.retry_at, 0) NOT BETWEEN ${now + 1} AND ${now + LONGEST_REST}`
        : sql<boolean>`TRUE`;
      const claimed = await db
        .insertInto('delivery')
        .values({
          what,
          key,
          channel,
          state: 'sending',
          from_at: from,
          to_at: to,
          attempts: 1,
          claimed_at: now,
        })
        .onConflict((conflict) =>
          conflict
            .columns(['what', 'key', 'channel'])
            .doUpdateSet((row) => ({
              state: 'sending',
              attempts: sql<number>`${row.ref('delivery.attempts')} + 1`,
              settled_at: null,
              retry_at: null,
              error: null,
            }))
            .where('delivery.state', '=', 'failed')
            .where(due),
        )
        .returning(columns)
        .executeTakeFirst();
      if (claimed) return { ...claimed, claimed: true };
      const row = await db
        .selectFrom('delivery')
        .select(columns)
        .where('what', '=', what)
        .where('key', '=', key)
        .where('channel', '=', channel)
        .executeTakeFirstOrThrow();
      return { ...row, claimed: false };
    },

    async settle(id: number, { state, at, retryAt, error }: Settlement): Promise<void> {
      await db
        .updateTable('delivery')
        .set({ state, settled_at: at, retry_at: retryAt, error })
        .where('id', '=', id)
        .execute();
    },

    /**
     * What a killed process left on its way may have arrived. Only for whoever holds the lock of deliveries.
     *
     * @param repeatable the channels over which it is sent again nevertheless
     */
    async abandon(repeatable: readonly string[], now: number): Promise<void> {
      const state = sql<DeliveryState>`CASE WHEN channel IN ${inList(repeatable)} THEN 'failed' ELSE 'unknown' END`;
      await db
        .updateTable('delivery')
        .set({ state, settled_at: now, error: 'earshot was stopped while it was sending it' })
        .where('state', '=', 'sending')
        .execute();
    },

    /** When the last digest that surely arrived ended, by channel, ms UTC. */
    async lastDigestEnds(): Promise<Map<string, number>> {
      const rows = await db
        .selectFrom('delivery')
        .select(['channel', sql<number>`max(to_at)`.as('end')])
        .where('what', '=', 'digest')
        .where('state', '=', 'sent')
        .groupBy('channel')
        .execute();
      return new Map(rows.map(({ channel, end }) => [channel, end]));
    },

    /** The latest delivery over a channel; null before the first. */
    async last(channel: string): Promise<Delivery | null> {
      const row = await db
        .selectFrom('delivery')
        .select(columns)
        .where('channel', '=', channel)
        .orderBy('id', 'desc')
        .limit(1)
        .executeTakeFirst();
      return row ?? null;
    },

    /** The latest deliveries, newest first. */
    async latest(limit: number): Promise<Delivery[]> {
      return db.selectFrom('delivery').select(columns).orderBy('id', 'desc').limit(limit).execute();
    },
  };
}
