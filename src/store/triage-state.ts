import type { Kysely } from 'kysely';
import type { Intent, Sentiment } from '../core/sentiment.js';
import type { TriageStatus } from '../core/triage.js';
import type { Act } from './events.js';
import type { Database } from './schema.js';

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
export interface TriageState {
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

/** @returns null where there is no such mention */
export async function readState(db: Kysely<Database>, id: number): Promise<TriageState | null> {
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

/** The state after a change; pure. */
export function changed(state: TriageState, change: TriageChange): TriageState {
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

/** The state once an act is taken back: only what it changed, since a mention may have been scored again after it. */
export function takenBack(current: TriageState, before: TriageState, after: TriageState): TriageState {
  const changed = Object.entries(before).filter(
    ([name, value]) => JSON.stringify(value) !== JSON.stringify(after[name as keyof TriageState]),
  );
  return { ...current, ...Object.fromEntries(changed) };
}

/** Writes a whole state; whatever changed may change the priority, so that is made due. */
export async function writeState(
  db: Kysely<Database>,
  id: number,
  state: TriageState,
  now: number,
): Promise<void> {
  await db
    .updateTable('triage')
    .set({
      status: state.status,
      status_at: now,
      snoozed_until: state.snoozedUntil,
      needs_reply: state.needsReply === 1 ? 1 : 0,
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

/** Keeps what a person set by hand, for the scorer to learn from. */
export async function recordCorrections(
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
        batch: act.batch,
        author: act.author,
      })
      .execute();
  }
}
