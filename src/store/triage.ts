import { type Kysely, sql } from 'kysely';
import type { PriorityFacts } from '../core/priority.js';
import { type Act, eventWriter } from './events.js';
import { UNHAPPY_MESSAGES, UNHAPPY_PEOPLE } from './mention-rows.js';
import type { Database } from './schema.js';
import { field, jsonRows } from './sqlite.js';
import {
  changed,
  readState,
  recordCorrections,
  type TriageChange,
  type TriageState,
  takenBack,
  writeState,
} from './triage-state.js';

/** The facts a priority is computed from, for a mention whose waiting has reached its next step. */
export interface DuePriority {
  mentionId: number;
  facts: Omit<PriorityFacts, 'reach'>;
}

/** Marks, corrections, tags, snoozes: what a person decides, kept apart from what networks say. */
export function triageRepository(db: Kysely<Database>) {
  return {
    /**
     * Applies one change to many mentions, all or none, and records it for `undo`.
     *
     * @returns the ids that do not exist; when there are any, nothing was changed
     */
    async apply(ids: readonly number[], change: TriageChange, act: Act): Promise<{ missing: number[] }> {
      return db.transaction().execute(async (trx) => {
        const events = eventWriter(trx, act);
        const missing: number[] = [];
        const before = new Map<number, TriageState>();
        for (const id of ids) {
          const state = await readState(trx, id);
          if (state) before.set(id, state);
          else missing.push(id);
        }
        if (missing.length > 0) return { missing };
        for (const [id, state] of before) {
          const after = changed(state, change);
          await writeState(trx, id, after, act.now);
          await recordCorrections(trx, id, state, after, act);
          await events.write('triage', id, state, after);
        }
        return { missing };
      });
    },

    /**
     * Takes back the owner's latest act that has not been taken back.
     *
     * @returns the mentions it touched, or null where there is nothing to undo
     */
    async undo(act: Act): Promise<number[] | null> {
      return db.transaction().execute(async (trx) => {
        const last = await trx
          .selectFrom('event')
          .select('batch')
          .where('kind', '=', 'triage')
          .where('undone_at', 'is', null)
          .orderBy('id', 'desc')
          .limit(1)
          .executeTakeFirst();
        if (!last) return null;
        const rows = await trx
          .selectFrom('event')
          .select(['id', 'mention_id as mentionId', 'before', 'after'])
          .where('batch', '=', last.batch)
          .where('kind', '=', 'triage')
          .orderBy('id', 'desc')
          .execute();
        const events = eventWriter(trx, act);
        const touched: number[] = [];
        for (const row of rows) {
          if (row.mentionId === null || row.before === null || row.after === null) continue;
          const current = await readState(trx, row.mentionId);
          if (current === null) continue;
          const [before, after] = [row.before, row.after].map((state) => JSON.parse(state) as TriageState);
          const previous = before && after ? takenBack(current, before, after) : current;
          await writeState(trx, row.mentionId, previous, act.now);
          await trx
            .updateTable('correction')
            .set({ undone_at: act.now })
            .where('mention_id', '=', row.mentionId)
            .where('batch', '=', last.batch)
            .where('undone_at', 'is', null)
            .execute();
          await trx.updateTable('event').set({ undone_at: act.now }).where('id', '=', row.id).execute();
          await events.write('undo', row.mentionId, current, previous);
          touched.push(row.mentionId);
        }
        return touched.toReversed();
      });
    },

    /** Wakes what was snoozed until now; it is open again. */
    async wake(now: number): Promise<number> {
      const answer = await db
        .updateTable('triage')
        .set({ status: 'open', status_at: now, snoozed_until: null })
        .where('status', '=', 'snoozed')
        .where('snoozed_until', '<=', now)
        .executeTakeFirst();
      return Number(answer.numUpdatedRows);
    },

    /** The waiting mentions whose priority changes with age about now. */
    async duePriorities(now: number, limit: number): Promise<DuePriority[]> {
      const rows = await db
        .selectFrom('triage')
        .innerJoin('mention', 'mention.id', 'triage.mention_id')
        .innerJoin('author', 'author.id', 'mention.author_id')
        .select([
          'mention.id',
          'mention.kind',
          'mention.private',
          'mention.reposts',
          'mention.quotes',
          'mention.created_at',
          'mention.sentiment',
          'mention.score',
          'mention.confidence',
          'mention.intent',
          'mention.urgency',
          'triage.needs_reply',
          'triage.rule_raise',
          'triage.rule_priority',
          'author.followers',
          UNHAPPY_MESSAGES.as('unhappyMessages'),
          UNHAPPY_PEOPLE.as('unhappyPeople'),
        ])
        .where('triage.priority_due_at', '<=', now)
        .limit(limit)
        .execute();
      return rows.map((row) => ({
        mentionId: row.id,
        facts: {
          understanding: {
            sentiment: { label: row.sentiment, score: row.score, confidence: row.confidence },
            intent: row.intent,
            needsReply: row.needs_reply === 1,
            urgency: JSON.parse(row.urgency) as string[],
          },
          kind: row.kind,
          private: row.private === 1,
          followers: row.followers,
          reposts: row.reposts,
          quotes: row.quotes,
          createdAt: row.created_at,
          anger: { messages: row.unhappyMessages, people: row.unhappyPeople },
          rules: { raise: row.rule_raise, priority: row.rule_priority },
        },
      }));
    },

    async setPriorities(
      rows: readonly { mentionId: number; value: number; dueAt: number | null }[],
    ): Promise<void> {
      if (rows.length === 0) return;
      await sql`
        UPDATE triage SET priority = due.priority, priority_due_at = due.due_at
        FROM (SELECT ${field('mentionId')} AS id, ${field('value')} AS priority, ${field('dueAt')} AS due_at
          FROM ${jsonRows(rows)}) AS due
        WHERE triage.mention_id = due.id`.execute(db);
    },
  };
}
