import { type Kysely, sql } from 'kysely';
import type { RuleOutcome } from '../core/rules.js';
import type { StoredMention } from '../core/stored-mention.js';
import { oneQuery } from './mention-query.js';
import { type MentionRow, toMention } from './mention-rows.js';
import type { Database } from './schema.js';
import { field, jsonRows } from './sqlite.js';

/** A rule that fitted a mention, and what it asked for besides. */
export interface RuleMatch {
  rule: string;
  template: string | null;
  alert: boolean;
}

/** What rules make of one stored mention. */
export interface Ruling {
  mentionId: number;
  /** null: no rule fits (any more). */
  outcome: RuleOutcome | null;
  /** Whether it needs a reply where no rule says so. */
  needsReply: boolean;
}

/** What the owner's rules made of mentions. */
export function rulesRepository(db: Kysely<Database>) {
  return {
    /** The rules that fitted a mention, in their order. */
    async of(mentionId: number): Promise<RuleMatch[]> {
      const rows = await db
        .selectFrom('rule_match')
        .select(['rule', 'template', 'alert'])
        .where('mention_id', '=', mentionId)
        .orderBy('position')
        .execute();
      return rows.map((row) => ({ ...row, alert: row.alert === 1 }));
    },

    /** Mentions that no person has touched or answered, in batches by their number: those a rule may still decide on. */
    async *untouched(since: number): AsyncGenerator<StoredMention[]> {
      for (let after = 0; ; ) {
        const { rows } =
          await sql<MentionRow>`${oneQuery(sql`mention.id > ${after} AND mention.created_at >= ${since}
          AND mention.deleted_at IS NULL AND triage.answered_at IS NULL AND triage.status <> 'done'
          AND NOT EXISTS (SELECT 1 FROM event WHERE event.mention_id = mention.id AND event.kind = 'triage'
            AND event.undone_at IS NULL)`)} ORDER BY mention.id LIMIT 500`.execute(db);
        const last = rows.at(-1);
        if (!last) return;
        yield rows.map(toMention);
        after = last.id;
      }
    },

    /** Writes down what rules make of mentions that nobody has touched, in one transaction. */
    async write(rulings: readonly Ruling[], now: number): Promise<void> {
      await db.transaction().execute((trx) => writeRulings(trx, rulings, now));
    },
  };
}

/**
 * The same inside the caller's transaction. Status and need of a reply go back to what they would be where no rule
 * says otherwise; tags are only ever added.
 */
export async function writeRulings(
  trx: Kysely<Database>,
  rulings: readonly Ruling[],
  now: number,
): Promise<void> {
  if (rulings.length === 0) return;
  const rows = rulings.map(({ mentionId, outcome, needsReply }) => ({
    id: mentionId,
    raise: outcome?.raise ?? 0,
    priority: outcome?.priority ?? null,
    ruled: outcome === null ? null : needsReplyOf(outcome),
    needsReply: needsReply ? 1 : 0,
    status: outcome?.ignore ? 'ignored' : outcome?.snooze ? 'snoozed' : 'new',
    until: outcome?.snooze && !outcome.ignore ? now + outcome.snooze : null,
  }));
  await sql`
    UPDATE triage SET rule_raise = ruled.raise, rule_priority = ruled.priority,
      rule_needs_reply = ruled.ruled, needs_reply = coalesce(ruled.ruled, ruled.needs_reply),
      status = ruled.status, snoozed_until = ruled.until,
      status_at = iif(triage.status = ruled.status, triage.status_at, ${now}), priority_due_at = ${now}
    FROM (SELECT ${field('id')} AS id, ${field('raise')} AS raise, ${field('priority')} AS priority,
      ${field('ruled')} AS ruled, ${field('needsReply')} AS needs_reply, ${field('status')} AS status, ${field('until')} AS until
      FROM ${jsonRows(rows)}) AS ruled
    WHERE triage.mention_id = ruled.id AND triage.status IN ('new', 'ignored', 'snoozed')`.execute(trx);
  for (const { mentionId, outcome } of rulings) {
    await trx.deleteFrom('rule_match').where('mention_id', '=', mentionId).execute();
    for (const [position, { name, then }] of (outcome?.fitting ?? []).entries()) {
      await trx
        .insertInto('rule_match')
        .values({
          mention_id: mentionId,
          rule: name,
          position,
          template: then.template ?? null,
          alert: then.alert ? 1 : 0,
          at: now,
        })
        .execute();
    }
    for (const tag of outcome?.tags ?? []) {
      await trx
        .insertInto('tag')
        .values({ mention_id: mentionId, tag })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    }
  }
}

/** What is put aside needs no reply, unless the rules say that it does. */
function needsReplyOf({ needsReply, ignore }: RuleOutcome): 0 | 1 | null {
  if (needsReply !== null) return needsReply ? 1 : 0;
  return ignore ? 0 : null;
}
