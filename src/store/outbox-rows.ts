import { type Kysely, sql } from 'kysely';
import type { OutboxEntry } from '../core/outbox-entry.js';
import type { Database } from './schema.js';

/** The rows of replies, joined with what a list shows of them. */
export function entries(db: Kysely<Database>) {
  return db
    .selectFrom('outbox')
    .innerJoin('account', 'account.id', 'outbox.account_id')
    .innerJoin('mention', 'mention.id', 'outbox.mention_id')
    .innerJoin('author', 'author.id', 'mention.author_id')
    .selectAll('outbox')
    .select([
      'account.key as account',
      'account.network',
      'author.handle as to',
      sql<string>`outbox.author`.as('by'),
    ]);
}

export function toEntry(
  row: Awaited<ReturnType<ReturnType<typeof entries>['executeTakeFirstOrThrow']>>,
): OutboxEntry {
  return {
    id: row.id,
    mentionId: row.mention_id,
    account: row.account,
    network: row.network,
    private: row.private === 1,
    again: row.again === 1,
    text: row.text,
    state: row.state,
    idempotencyKey: row.idempotency_key,
    attempts: row.attempts,
    createdAt: row.created_at,
    firstAttemptAt: row.first_attempt_at,
    lastAttemptAt: row.last_attempt_at,
    sentAt: row.sent_at,
    deletedAt: row.deleted_at,
    nativeId: row.native_id,
    url: row.url,
    error: row.error,
    author: row.by,
    template: row.template,
    plan: row.plan,
    planRow: row.plan_row,
    heldUntil: row.held_until,
    automatic: row.automatic === 1,
    partOf: row.part_of,
    part: row.part,
    parts: row.parts,
    to: row.to,
  };
}
