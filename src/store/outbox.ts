import { type Kysely, sql, type Transaction } from 'kysely';
import { EarshotError } from '../core/errors.js';
import { canMove, type OutboxState } from '../core/outbox.js';
import { markAnsweredBy } from './answers.js';
import { auditResult, writeAudit } from './audit.js';
import { type Act, eventWriter } from './events.js';
import { outboxReads } from './outbox-reads.js';
import { noSuchReply, refuseSecond, requireTurn } from './outbox-rules.js';
import type { Database } from './schema.js';

export interface NewReply {
  mentionId: number;
  accountId: number;
  private: boolean;
  again: boolean;
  text: string;
  idempotencyKey: string;
  /** The parts after the first, where it leaves as several. */
  rest?: readonly { text: string; idempotencyKey: string }[];
  origin?: ReplyOrigin;
}

/** In the words of the index over what is not settled, which is small however many replies went out. */
const PENDING = sql<boolean>`state NOT IN ('sent', 'cancelled')`;

/** Where the text of a reply came from, and how it leaves. */
export interface ReplyOrigin {
  template?: { name: string; variantId: number };
  /** Its bulk plan, and the row there. */
  plan?: { hash: string; row: number };
  /** Not to be sent before, ms UTC. */
  heldUntil?: number;
  /** Written by a rule. */
  automatic?: boolean;
}

interface SentResult {
  nativeId: string | null;
  url: string | null;
  sentAt: number;
}

/** A number that no reply has had: the audit still knows those that were removed. */
const NEXT_ID = sql<number>`(SELECT 1 + max(ifnull((SELECT max(id) FROM outbox), 0),
  ifnull((SELECT max(outbox_id) FROM audit), 0)))`;

/** The replies on their way. Every move is checked against core/outbox.ts and leaves an event; those
 * that send or tell what became of it leave a row in the audit too. */
export function outboxRepository(db: Kysely<Database>) {
  /** Moves one row, in the caller's transaction, where its state allows it. */
  async function move(
    trx: Kysely<Database>,
    id: number,
    to: OutboxState,
    set: Partial<Record<'native_id' | 'url' | 'error', string | null>> & {
      sent_at?: number;
      last_attempt_at?: number;
      first_attempt_at?: number;
      attempts?: number;
    },
    act: Act,
  ): Promise<OutboxState> {
    const row = await trx
      .selectFrom('outbox')
      .select(['state', 'mention_id', 'account_id', 'text', 'private', 'again', 'part_of'])
      .where('id', '=', id)
      .executeTakeFirst();
    if (!row) throw noSuchReply(id);
    if (!canMove(row.state, to)) {
      throw new EarshotError(`reply ${id} is ${row.state}; it cannot become ${to}.`, {
        code: 'outbox-wrong-state',
        hint: 'See `earshot outbox list --all` for what can be done with it.',
      });
    }
    if (row.state === 'failed' && to === 'approved' && row.again === 0 && row.part_of === null) {
      const { mention_id: mentionId, account_id: accountId } = row;
      await refuseSecond(trx, { mentionId, accountId, private: row.private === 1 });
    }
    await trx
      .updateTable('outbox')
      .set({ state: to, ...set })
      .where('id', '=', id)
      .execute();
    await eventWriter(trx, act).write(
      'outbox',
      row.mention_id,
      { state: row.state },
      { state: to, text: row.text, private: row.private === 1, ...set },
      id,
    );
    const audited = auditResult(row.state, to);
    if (audited !== null) await writeAudit(trx, id, audited, act);
    return row.state;
  }

  async function markSent(
    trx: Transaction<Database>,
    id: number,
    result: SentResult,
    act: Act,
  ): Promise<void> {
    await move(
      trx,
      id,
      'sent',
      { native_id: result.nativeId, url: result.url, sent_at: result.sentAt, error: null },
      act,
    );
    const { mention_id, automatic, part_of } = await trx
      .selectFrom('outbox')
      .select(['mention_id', 'automatic', 'part_of'])
      .where('id', '=', id)
      .executeTakeFirstOrThrow();
    // What a machine says is no answer: the clock runs on, and a person follows. Of several parts the first is the answer.
    if (automatic === 1 || part_of !== null) return;
    await markAnsweredBy(trx, { mentionId: mention_id, at: result.sentAt, now: act.now });
  }

  return {
    /**
     * Writes a reply down with all its parts, approved and ready to be claimed one after the other.
     *
     * @returns the number of the first part
     * @throws EarshotError `already-replied` where a reply of that kind (public or private) from that account stands
     */
    async create(reply: NewReply, act: Act): Promise<number> {
      const { origin = {} } = reply;
      return db.transaction().execute(async (trx) => {
        if (!reply.again && !origin.automatic) await refuseSecond(trx, reply);
        const all = [reply, ...(reply.rest ?? [])];
        let first: number | null = null;
        for (const [index, { text, idempotencyKey }] of all.entries()) {
          const row: { id: number } = await trx
            .insertInto('outbox')
            .values({
              id: NEXT_ID,
              mention_id: reply.mentionId,
              account_id: reply.accountId,
              private: reply.private ? 1 : 0,
              again: reply.again ? 1 : 0,
              text,
              state: 'approved',
              idempotency_key: idempotencyKey,
              created_at: act.now,
              author: act.author,
              template: origin.template?.name ?? null,
              template_variant: origin.template?.variantId ?? null,
              plan: origin.plan?.hash ?? null,
              plan_row: origin.plan?.row ?? null,
              held_until: origin.heldUntil ?? null,
              automatic: origin.automatic ? 1 : 0,
              part_of: first,
              part: index + 1,
              parts: all.length,
            })
            .returning('id')
            .executeTakeFirstOrThrow();
          first ??= row.id;
          await eventWriter(trx, act).write(
            'outbox',
            reply.mentionId,
            null,
            { state: 'approved', text, ...origin },
            row.id,
          );
        }
        if (first === null) throw new TypeError('a reply without a part');
        return first;
      });
    },

    /**
     * Refuses where a reply of that kind stands already, as `create` would.
     *
     * @throws EarshotError `already-replied`
     */
    async requireFree(reply: Pick<NewReply, 'mentionId' | 'accountId' | 'private'>): Promise<void> {
      await refuseSecond(db, reply);
    },

    /**
     * Takes a reply for sending. Once this has returned, the claim is on disk: after a crash the row is
     * found in `sending`, and is not sent again before it is known what became of it.
     *
     * @throws EarshotError `outbox-waits` for a part whose turn has not come: the one before it is not sent
     */
    async claim(id: number, act: Act): Promise<void> {
      await db.transaction().execute(async (trx) => {
        const row = await trx
          .selectFrom('outbox')
          .select(['attempts', 'first_attempt_at', 'part_of', 'part'])
          .where('id', '=', id)
          .executeTakeFirst();
        if (!row) throw noSuchReply(id);
        await requireTurn(trx, id, row);
        await move(
          trx,
          id,
          'sending',
          {
            attempts: row.attempts + 1,
            first_attempt_at: row.first_attempt_at ?? act.now,
            last_attempt_at: act.now,
            error: null,
          },
          act,
        );
      });
    },

    /** It is on the network: stops the clock of the mention at the network's own time. */
    async sent(id: number, result: SentResult, act: Act): Promise<void> {
      await db.transaction().execute((trx) => markSent(trx, id, result, act));
    },

    /** A person saw it on the network: counted as sent when it was last tried. */
    async seen(id: number, act: Act): Promise<void> {
      await db.transaction().execute(async (trx) => {
        const row = await trx
          .selectFrom('outbox')
          .select('last_attempt_at')
          .where('id', '=', id)
          .executeTakeFirst();
        if (!row) throw noSuchReply(id);
        await markSent(trx, id, { nativeId: null, url: null, sentAt: row.last_attempt_at ?? act.now }, act);
      });
    },

    /** It was taken off the network again; that it was sent stays true. */
    async deleted(id: number, act: Act): Promise<void> {
      await db.transaction().execute(async (trx) => {
        const row = await trx
          .updateTable('outbox')
          .set({ deleted_at: act.now })
          .where('id', '=', id)
          .returning('mention_id as mentionId')
          .executeTakeFirst();
        if (!row) throw noSuchReply(id);
        await eventWriter(trx, act).write('outbox', row.mentionId, null, { deletedAt: act.now }, id);
        await writeAudit(trx, id, 'taken back', act);
      });
    },

    /** Gives a reply up, and with it the parts that would follow it. @returns the numbers of all that is given up */
    async cancel(id: number, act: Act): Promise<number[]> {
      return db.transaction().execute(async (trx) => {
        await move(trx, id, 'cancelled', { error: null }, act);
        const later = await trx
          .selectFrom('outbox as one')
          .innerJoin('outbox as later', (join) =>
            join.on(sql<boolean>`later.part_of = coalesce(one.part_of, one.id) AND later.part > one.part`),
          )
          .select(['later.id', 'later.state'])
          .where('one.id', '=', id)
          .where('later.state', '<>', 'cancelled')
          .orderBy('later.part')
          .execute();
        for (const { id: next } of later) await move(trx, next, 'cancelled', { error: null }, act);
        return [id, ...later.map(({ id: next }) => next)];
      });
    },

    async move(id: number, to: OutboxState, error: string | null, act: Act): Promise<void> {
      await db.transaction().execute(async (trx) => {
        await move(trx, id, to, { error }, act);
      });
    },

    /**
     * Replies left in `sending` by a run that is no more become `unknown`. Only to be called by the holder of
     * the send lock, who is the only one sending.
     */
    async abandonOrphans(act: Act): Promise<number> {
      return db.transaction().execute(async (trx) => {
        const rows = await trx
          .selectFrom('outbox')
          .select('id')
          .where('state', '=', 'sending')
          .where(PENDING)
          .execute();
        for (const { id } of rows) {
          await move(
            trx,
            id,
            'unknown',
            { error: 'the run that sent it ended before it knew the outcome' },
            act,
          );
        }
        return rows.length;
      });
    },

    ...outboxReads(db),
  };
}
