import { type Kysely, sql } from 'kysely';
import { canMove, type OutboxState } from '../core/outbox.js';
import type { AuditEntry, AuditResult } from '../core/outbox-entry.js';
import type { Act } from './events.js';
import type { Database } from './schema.js';

/** The moves of the outbox after which a text has left, or may have. */
export function auditResult(from: OutboxState, to: OutboxState): AuditResult | null {
  if (to === 'sending' || to === 'sent' || to === 'unknown') return to;
  const wasOut = from === 'sending' || from === 'unknown';
  return to === 'failed' && wasOut && canMove(from, to) ? to : null;
}

/** Adds one row for the record, in the transaction of what it records. */
export async function writeAudit(
  trx: Kysely<Database>,
  outboxId: number,
  result: AuditResult,
  act: Act,
): Promise<void> {
  await sql`
    INSERT INTO audit (at, author, outbox_id, result, network, account, recipient, private, text, template, plan,
      native_id, error)
    SELECT ${act.now}, ${act.author}, outbox.id, ${result}, account.network, account.key, author.handle,
      outbox.private, outbox.text, outbox.template, outbox.plan, outbox.native_id, outbox.error
    FROM outbox JOIN account ON account.id = outbox.account_id
      JOIN mention ON mention.id = outbox.mention_id JOIN author ON author.id = mention.author_id
    WHERE outbox.id = ${outboxId}`.execute(trx);
}

/** Reading the record. Nothing here changes it; triggers see to it that nothing else does. */
export function auditRepository(db: Kysely<Database>) {
  return {
    /** Everything that went out or may have, in the order it happened. */
    async all(): Promise<AuditEntry[]> {
      const rows = await db.selectFrom('audit').selectAll().orderBy('id').execute();
      return rows.map((row) => ({
        at: row.at,
        by: row.author,
        replyId: row.outbox_id,
        result: row.result,
        network: row.network,
        account: row.account,
        to: row.recipient,
        private: row.private === 1,
        text: row.text,
        template: row.template,
        plan: row.plan,
        nativeId: row.native_id,
        error: row.error,
        forgottenAt: row.forgotten_at,
      }));
    },
  };
}
