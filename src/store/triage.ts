import { type Kysely, sql } from 'kysely';
import type { PriorityFacts } from '../core/priority.js';
import type { Intent, Sentiment } from '../core/sentiment.js';
import type { TriageStatus } from '../core/triage.js';
import { eventWriter } from './events.js';
import type { Database } from './schema.js';
import { field, jsonRows } from './sqlite.js';

/** What a person wants changed on some mentions; what is absent stays. */
export interface TriageChange {
  status?: TriageStatus;
  snoozedUntil?: number;
  addTags?: string[];
  removeTags?: string[];
  sentiment?: Sentiment['label'];
  intent?: Intent;
  needsReply?: boolean;
}

/** The state of one mention that an undo can bring back. */
interface TriageState {
  status: TriageStatus;
  snoozedUntil: number | null;
  needsReply: number;
  sentiment: Sentiment['label'];
  score: number;
  confidence: number;
  intent: Intent;
  sentimentFixed: number;
  intentFixed: number;
  tags: string[];
}

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
          .select(['id', 'mention_id as mentionId', 'before'])
          .where('batch', '=', last.batch)
          .where('kind', '=', 'triage')
          .orderBy('id', 'desc')
          .execute();
        const events = eventWriter(trx, act);
        const touched: number[] = [];
        for (const row of rows) {
          if (row.mentionId === null || row.before === null) continue;
          const current = await readState(trx, row.mentionId);
          const previous = JSON.parse(row.before) as TriageState;
          await writeState(trx, row.mentionId, previous, act.now);
          await trx
            .updateTable('correction')
            .set({ undone_at: act.now })
            .where('mention_id', '=', row.mentionId)
            .where('at', '>=', await atOf(trx, row.id))
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
          'author.followers',
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

export type TriageRepository = ReturnType<typeof triageRepository>;

/** Who does something, when, and as part of which act. */
export interface Act {
  author: string;
  now: number;
  batch: string;
}

async function atOf(db: Kysely<Database>, eventId: number): Promise<number> {
  const row = await db.selectFrom('event').select('at').where('id', '=', eventId).executeTakeFirstOrThrow();
  return row.at;
}

async function readState(db: Kysely<Database>, id: number): Promise<TriageState | null> {
  const row = await db
    .selectFrom('triage')
    .innerJoin('mention', 'mention.id', 'triage.mention_id')
    .select([
      'triage.status',
      'triage.snoozed_until as snoozedUntil',
      'triage.needs_reply as needsReply',
      'mention.sentiment',
      'mention.score',
      'mention.confidence',
      'mention.intent',
      'mention.sentiment_fixed as sentimentFixed',
      'mention.intent_fixed as intentFixed',
    ])
    .where('mention.id', '=', id)
    .executeTakeFirst();
  if (!row) return null;
  const tags = await db.selectFrom('tag').select('tag').where('mention_id', '=', id).orderBy('tag').execute();
  return { ...row, tags: tags.map(({ tag }) => tag) };
}

const SCORE_OF: Record<Sentiment['label'], number> = { negative: -1, neutral: 0, positive: 1 };

function changed(state: TriageState, change: TriageChange): TriageState {
  const after = { ...state };
  if (change.snoozedUntil !== undefined) {
    after.status = 'snoozed';
    after.snoozedUntil = change.snoozedUntil;
  }
  if (change.status !== undefined) {
    after.status = change.status;
    if (change.status !== 'snoozed') after.snoozedUntil = null;
  }
  if (change.sentiment !== undefined) {
    after.sentiment = change.sentiment;
    after.score = SCORE_OF[change.sentiment];
    after.confidence = 1;
    after.sentimentFixed = 1;
  }
  if (change.intent !== undefined) {
    after.intent = change.intent;
    after.intentFixed = 1;
    after.needsReply = change.intent === 'noise' || change.intent === 'other' ? 0 : 1;
  }
  if (change.needsReply !== undefined) after.needsReply = change.needsReply ? 1 : 0;
  const removed = new Set(change.removeTags ?? []);
  after.tags = [...new Set([...state.tags, ...(change.addTags ?? [])])]
    .filter((tag) => !removed.has(tag))
    .sort();
  return after;
}

async function writeState(db: Kysely<Database>, id: number, state: TriageState, now: number): Promise<void> {
  await db
    .updateTable('triage')
    .set({
      status: state.status,
      status_at: now,
      snoozed_until: state.snoozedUntil,
      needs_reply: state.needsReply === 1 ? 1 : 0,
      // Whatever changed may change the priority: have it computed anew.
      priority_due_at: now,
    })
    .where('mention_id', '=', id)
    .execute();
  await db
    .updateTable('mention')
    .set({
      sentiment: state.sentiment,
      score: state.score,
      confidence: state.confidence,
      intent: state.intent,
      sentiment_fixed: state.sentimentFixed === 1 ? 1 : 0,
      intent_fixed: state.intentFixed === 1 ? 1 : 0,
    })
    .where('id', '=', id)
    .execute();
  await db.deleteFrom('tag').where('mention_id', '=', id).execute();
  for (const tag of state.tags) await db.insertInto('tag').values({ mention_id: id, tag }).execute();
}

async function recordCorrections(
  db: Kysely<Database>,
  id: number,
  before: TriageState,
  after: TriageState,
  act: Act,
): Promise<void> {
  for (const name of ['sentiment', 'intent'] as const) {
    if (before[name] === after[name]) continue;
    await db
      .insertInto('correction')
      .values({
        mention_id: id,
        field: name,
        before: before[name],
        after: after[name],
        at: act.now,
        author: act.author,
      })
      .execute();
  }
}
