import { type Kysely, type Selectable, sql } from 'kysely';
import type { Charge } from '../core/budget.js';
import type { Cursor } from '../core/stream.js';
import type { AccountTable, Database } from './schema.js';

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
  error: { code: string; message: string; at: number } | null;
  /** What the network's adapter remembers. */
  memory: Readonly<Record<string, unknown>>;
}

/** Accounts as rows: their state, positions, delays, gaps and spending. */
export function accountsRepository(db: Kysely<Database>) {
  return {
    /** Finds or makes the row of a configured account. */
    async ensure(account: { key: string; network: string; handle: string }): Promise<AccountState> {
      await db
        .insertInto('account')
        .values({ ...account })
        .onConflict((conflict) =>
          conflict.column('key').doUpdateSet({
            network: account.network,
            handle: account.handle,
            // Another handle is another identity, to be asked for anew.
            native_id: sql`iif(account.handle = ${account.handle} AND account.network = ${account.network}, native_id, NULL)`,
            memory: sql`iif(account.handle = ${account.handle} AND account.network = ${account.network}, memory, '{}')`,
          }),
        )
        .execute();
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

    async setIdentity(id: number, identity: { nativeId: string; name: string | null }): Promise<void> {
      await db
        .updateTable('account')
        .set({ native_id: identity.nativeId, name: identity.name })
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

    /** Keeps how a poll ended on the account, where `account list` and `doctor` show it. */
    async recordPoll(
      id: number,
      now: number,
      error: { code: string; message: string } | null,
    ): Promise<void> {
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
              }
            : {
                polled_at: now,
                ok_at: now,
                failures: 0,
                error_code: null,
                error_message: null,
                error_at: null,
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
        .where('retry_at', '>', now)
        .execute();
      return new Map(rows.map(({ stream, ...delay }) => [stream, delay]));
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
      for (const { item, count, micros } of charges) {
        await db.insertInto('spend').values({ account_id: id, at: now, item, count, micros }).execute();
      }
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

    async gapsBetween(from: number, to: number) {
      return db
        .selectFrom('gap')
        .innerJoin('account', 'account.id', 'gap.account_id')
        .select([
          'account.key as account',
          'gap.stream',
          'gap.from_at as from',
          'gap.to_at as to',
          'gap.reason',
        ])
        .where('gap.recorded_at', '>=', from)
        .where('gap.recorded_at', '<', to)
        .orderBy('gap.id')
        .execute();
    },
  };
}

function toState(row: Selectable<AccountTable>): AccountState {
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
        : { code: row.error_code, message: row.error_message ?? '', at: row.error_at ?? 0 },
    memory: JSON.parse(row.memory) as Record<string, unknown>,
  };
}
