import { type Kysely, type Selectable, sql } from 'kysely';
import { isResting, LONGEST_STREAM_REST } from '../core/backoff.js';
import type { Charge } from '../core/budget.js';
import type { RecordedGap } from '../core/gap.js';
import type { Cursor } from '../core/stream.js';
import type { Database } from './schema.js';

/** What the desk remembers of an account between runs. Times are ms UTC. */
export interface AccountState {
  id: number;
  key: string;
  network: string;
  handle: string;
  nativeId: string | null;
  name: string | null;
  polledAt: number | null;
  okAt: number | null;
  failures: number;
  error: { code: string; kind: string; message: string; hint: string | null; at: number } | null;
  /** Not to be tried before then, because it keeps failing; null where it may be. */
  retryAt: number | null;
  /** Since when it is not tried any more: the network says it is gone for good. */
  stoppedAt: number | null;
  /** What the network's adapter remembers. */
  memory: Readonly<Record<string, unknown>>;
}

/** Why a poll failed, and when it is worth trying again. */
export interface KeptFailure {
  code: string;
  kind: string;
  message: string;
  hint: string | null;
  /** ms UTC; null for at the next poll. */
  retryAt: number | null;
  /** Never: the network says that what is polled is gone for good. */
  gone: boolean;
}

interface ConfiguredAccount {
  key: string;
  network: string;
  /** Empty where the network tells it. */
  handle: string;
  /** The server or address it is at, where its network has many. */
  place?: string | null;
}

/** Accounts as rows: their state, positions, delays, gaps and spending. */
export function accountsRepository(db: Kysely<Database>) {
  return {
    /**
     * Finds or makes the row of a configured account. One whose network or place changed is another account: its
     * positions, and what was known of it, are forgotten. With an empty handle, the one the network told stays.
     */
    async ensure(account: ConfiguredAccount): Promise<AccountState> {
      const { key, network, handle, place = null } = account;
      const moved = sql<boolean>`network <> ${network} OR ifnull(place, ${place}) IS NOT ${place}`;
      const other = sql`(${moved} OR (${handle} <> '' AND handle <> ${handle}))`;
      const gone = db.selectFrom('account').select('id').where('key', '=', key).where(moved);
      await db.deleteFrom('cursor').where('account_id', 'in', gone).execute();
      await db.deleteFrom('stream_delay').where('account_id', 'in', gone).execute();
      await sql`
        INSERT INTO account (key, network, handle, place) VALUES (${key}, ${network}, ${handle}, ${place})
        ON CONFLICT (key) DO UPDATE SET
          network = ${network}, place = ${place},
          handle = iif(${handle} = '' AND NOT (${moved}), handle, ${handle}),
          native_id = iif(${other}, NULL, native_id), memory = iif(${other}, '{}', memory),
          retry_at = iif(${other}, NULL, retry_at), stopped_at = iif(${other}, NULL, stopped_at)`.execute(db);
      const row = await db
        .selectFrom('account')
        .selectAll()
        .where('key', '=', account.key)
        .executeTakeFirstOrThrow();
      return toState(row);
    },

    async all(): Promise<AccountState[]> {
      return (await db.selectFrom('account').selectAll().orderBy('id').execute()).map(toState);
    },

    async byKey(key: string): Promise<AccountState | null> {
      const row = await db.selectFrom('account').selectAll().where('key', '=', key).executeTakeFirst();
      return row ? toState(row) : null;
    },

    /** Keeps who we are on the network; the handle only where the owner gave none. */
    async setIdentity(
      id: number,
      identity: { nativeId: string; handle: string; name: string | null },
    ): Promise<void> {
      await db
        .updateTable('account')
        .set({
          native_id: identity.nativeId,
          name: identity.name,
          handle: sql`iif(handle = '', ${identity.handle}, handle)`,
        })
        .where('id', '=', id)
        .execute();
    },

    /** Adds to what the network's adapter remembers of the account. */
    async remember(id: number, facts: Readonly<Record<string, unknown>>): Promise<void> {
      await db
        .updateTable('account')
        .set({ memory: sql`json_patch(memory, ${JSON.stringify(facts)})` })
        .where('id', '=', id)
        .execute();
    },

    /** Lets an account that rests be tried again at the next poll. */
    async retryNow(key: string): Promise<void> {
      await db
        .updateTable('account')
        .set({ retry_at: null, stopped_at: null, failures: 0 })
        .where('key', '=', key)
        .execute();
    },

    /**
     * Keeps how a poll ended on the account, where `account list` and `doctor` show it.
     *
     * @param error null where it ended well
     */
    async recordPoll(id: number, now: number, error: KeptFailure | null): Promise<void> {
      await db
        .updateTable('account')
        .set((eb) =>
          error
            ? {
                polled_at: now,
                failures: eb('failures', '+', 1),
                error_code: error.code,
                error_message: error.message,
                error_at: now,
                error_kind: error.kind,
                error_hint: error.hint,
                retry_at: error.retryAt,
                stopped_at: error.gone ? now : null,
              }
            : {
                polled_at: now,
                ok_at: now,
                failures: 0,
                error_code: null,
                error_message: null,
                error_at: null,
                error_kind: null,
                error_hint: null,
                retry_at: null,
                stopped_at: null,
              },
        )
        .where('id', '=', id)
        .execute();
    },

    async cursor(id: number, stream: string): Promise<Cursor | null> {
      const row = await db
        .selectFrom('cursor')
        .select('position')
        .where('account_id', '=', id)
        .where('stream', '=', stream)
        .executeTakeFirst();
      return row ? (JSON.parse(row.position) as Cursor) : null;
    },

    /** The streams the network asked us not to call again yet, with the time they may be. */
    async delays(id: number, now: number): Promise<Map<string, { retryAt: number; reason: string }>> {
      const rows = await db
        .selectFrom('stream_delay')
        .select(['stream', 'retry_at as retryAt', 'reason'])
        .where('account_id', '=', id)
        .execute();
      const kept = rows.filter(({ retryAt }) => isResting(retryAt, now, LONGEST_STREAM_REST));
      return new Map(kept.map(({ stream, ...delay }) => [stream, delay]));
    },

    async setDelay(id: number, stream: string, retryAt: number, reason: string): Promise<void> {
      await db
        .insertInto('stream_delay')
        .values({ account_id: id, stream, retry_at: retryAt, reason })
        .onConflict((conflict) =>
          conflict.columns(['account_id', 'stream']).doUpdateSet({ retry_at: retryAt, reason }),
        )
        .execute();
    },

    async recordSpending(
      id: number,
      now: number,
      charges: readonly (Charge & { micros: number })[],
    ): Promise<void> {
      if (charges.length === 0) return;
      await db
        .insertInto('spend')
        .values(charges.map(({ item, count, micros }) => ({ account_id: id, at: now, item, count, micros })))
        .execute();
    },

    /** Micro-dollars spent by all accounts since a time. */
    async spentSince(since: number): Promise<number> {
      const row = await db
        .selectFrom('spend')
        .select((eb) => eb.fn.sum<number | null>('micros').as('micros'))
        .where('at', '>=', since)
        .executeTakeFirst();
      return Number(row?.micros ?? 0);
    },

    async gapsBetween(from: number, to: number): Promise<RecordedGap[]> {
      return db
        .selectFrom('gap')
        .innerJoin('account', 'account.id', 'gap.account_id')
        .select([
          'account.key as account',
          'gap.stream',
          'gap.from_at as from',
          'gap.to_at as to',
          'gap.code',
          'gap.count',
          'gap.reason',
        ])
        .where('gap.recorded_at', '>=', from)
        .where('gap.recorded_at', '<', to)
        .orderBy('gap.id')
        .execute();
    },
  };
}

function toState(row: Selectable<Database['account']>): AccountState {
  return {
    id: row.id,
    key: row.key,
    network: row.network,
    handle: row.handle,
    nativeId: row.native_id,
    name: row.name,
    polledAt: row.polled_at,
    okAt: row.ok_at,
    failures: row.failures,
    error:
      row.error_code === null
        ? null
        : {
            code: row.error_code,
            kind: row.error_kind ?? 'failed',
            message: row.error_message ?? '',
            hint: row.error_hint,
            at: row.error_at ?? 0,
          },
    retryAt: row.retry_at,
    stoppedAt: row.stopped_at,
    memory: JSON.parse(row.memory) as Record<string, unknown>,
  };
}
