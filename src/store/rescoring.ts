import { type Kysely, sql } from 'kysely';
import type { MentionKind } from '../core/mention.js';
import type { Intent, SentimentLabel, Understanding } from '../core/sentiment.js';
import type { Database } from './schema.js';
import { reindex } from './search-index.js';
import { field, inList, jsonRows } from './sqlite.js';

/** A stored mention as it is read to be scored again. */
export interface Rescorable {
  id: number;
  account: string;
  text: string;
  kind: MentionKind;
  private: boolean;
  networkLanguage: string | null;
  language: string;
  sentiment: SentimentLabel;
  intent: Intent;
  needsReply: boolean;
  sentimentFixed: boolean;
  intentFixed: boolean;
}

export interface RescoreScope {
  /** Mentions scored by this version already are left out; null: none are. */
  exceptVersion: string | null;
  /** Written from then on, ms UTC; null for all. */
  since: number | null;
}

/** Which of what a person did not set by hand came out otherwise. */
export interface RescoreChange {
  sentiment: { from: SentimentLabel; to: SentimentLabel } | null;
  intent: { from: Intent; to: Intent } | null;
  needsReply: { from: boolean; to: boolean } | null;
}

interface Row extends Omit<Rescorable, 'private' | 'needsReply' | 'sentimentFixed' | 'intentFixed'> {
  private: number;
  needsReply: number;
  sentimentFixed: number;
  intentFixed: number;
}

/** Scoring again what is stored. */
export function rescoringRepository(db: Kysely<Database>) {
  return {
    /** How many mentions a rescore would look at. */
    async count(scope: RescoreScope): Promise<number> {
      const { rows } = await sql<{ n: number }>`
        SELECT count(*) AS n FROM mention WHERE ${wanted(scope)}`.execute(db);
      return rows[0]?.n ?? 0;
    },

    /**
     * Scores the next mentions again, in one transaction, so that nobody can mark one in between. What a person set
     * by hand stays, and so does the triage status; the priority is made due.
     *
     * @param after the last mention of the batch before; 0 to begin
     * @param write false to find out what would change, and change nothing
     * @param understand called for each mention, inside the transaction
     * @returns what changed of each mention, and where to go on; null when none are left
     */
    async batch(
      scope: RescoreScope,
      { after, limit, version, now, write }: RescoreBatch,
      understand: (mention: Rescorable) => Understanding,
    ): Promise<{ last: number; changes: RescoreChange[] } | null> {
      return db.transaction().execute(async (trx) => {
        const { rows } = await sql<Row>`
          SELECT mention.id, account.key AS account, text, kind, private, network_language AS networkLanguage, language,
            sentiment, intent, triage.needs_reply AS needsReply, sentiment_fixed AS sentimentFixed,
            intent_fixed AS intentFixed
          FROM mention JOIN triage ON triage.mention_id = mention.id JOIN account ON account.id = account_id
          WHERE mention.id > ${after} AND ${wanted(scope)} ORDER BY mention.id LIMIT ${limit}`.execute(trx);
        const last = rows.at(-1)?.id;
        if (last === undefined) return null;
        const scored = rows.map(toRescorable).map((mention) => ({ mention, new: understand(mention) }));
        if (write) await save(trx, scored, version, now);
        return { last, changes: scored.map(({ mention, new: fresh }) => changeOf(mention, fresh)) };
      });
    },
  };
}

export interface RescoreBatch {
  after: number;
  limit: number;
  version: string;
  now: number;
  write: boolean;
}

function wanted({ exceptVersion, since }: RescoreScope) {
  return sql<boolean>`(${exceptVersion} IS NULL OR mention.scorer_version <> ${exceptVersion})
    AND mention.created_at >= ${since ?? 0} AND mention.deleted_at IS NULL`;
}

function toRescorable(row: Row): Rescorable {
  return {
    ...row,
    private: row.private === 1,
    needsReply: row.needsReply === 1,
    sentimentFixed: row.sentimentFixed === 1,
    intentFixed: row.intentFixed === 1,
  };
}

function changeOf(mention: Rescorable, fresh: Understanding): RescoreChange {
  const { sentiment, intent, needsReply } = mention;
  const moved = <T>(fixed: boolean, from: T, to: T) => (fixed || from === to ? null : { from, to });
  return {
    sentiment: moved(mention.sentimentFixed, sentiment, fresh.sentiment.label),
    intent: moved(mention.intentFixed, intent, fresh.intent),
    needsReply: moved(mention.intentFixed, needsReply, fresh.needsReply),
  };
}

async function save(
  db: Kysely<Database>,
  scored: readonly { mention: Rescorable; new: Understanding }[],
  version: string,
  now: number,
): Promise<void> {
  const rows = scored.map(({ mention: { id }, new: fresh }) => ({
    id,
    label: fresh.sentiment.label,
    score: fresh.sentiment.score,
    confidence: fresh.sentiment.confidence,
    intent: fresh.intent,
    language: fresh.language,
    reasons: JSON.stringify(fresh.reasons),
    urgency: JSON.stringify(fresh.urgency),
    needsReply: fresh.needsReply ? 1 : 0,
  }));
  await sql`
    UPDATE mention SET language = fresh.language, reasons = fresh.reasons, urgency = fresh.urgency,
      sentiment = iif(sentiment_fixed, sentiment, fresh.label), score = iif(sentiment_fixed, mention.score, fresh.score),
      confidence = iif(sentiment_fixed, mention.confidence, fresh.confidence),
      intent = iif(intent_fixed, mention.intent, fresh.intent), scorer_version = ${version}
    FROM (SELECT ${field('id')} AS id, ${field('label')} AS label, ${field('score')} AS score,
      ${field('confidence')} AS confidence, ${field('intent')} AS intent, ${field('language')} AS language,
      ${field('reasons')} AS reasons, ${field('urgency')} AS urgency FROM ${jsonRows(rows)}) AS fresh
    WHERE mention.id = fresh.id`.execute(db);
  await sql`
    UPDATE triage SET priority_due_at = ${now}, needs_reply = iif(
      (SELECT intent_fixed FROM mention WHERE id = mention_id), needs_reply,
      coalesce(rule_needs_reply, fresh.needs))
    FROM (SELECT ${field('id')} AS id, ${field('needsReply')} AS needs FROM ${jsonRows(rows)}) AS fresh
    WHERE mention_id = fresh.id`.execute(db);
  const elsewhere = scored.filter(({ mention, new: fresh }) => mention.language !== fresh.language);
  if (elsewhere.length > 0) await reindex(db, inList(elsewhere.map(({ mention }) => mention.id)));
}
