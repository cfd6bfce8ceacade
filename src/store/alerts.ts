import { type Kysely, sql } from 'kysely';
import type { Alert, AlertKind, MentionAlarm, SpikeAlarm } from '../core/alerts.js';
import type { Window, WindowCount } from '../core/spikes.js';
import type { StoredMention } from '../core/stored-mention.js';
import { oneQuery } from './mention-query.js';
import { type MentionRow, toMention } from './mention-rows.js';
import type { Database } from './schema.js';
import { field, inList, jsonRows } from './sqlite.js';
import { COUNTED } from './statistics.js';

/** An alarm before it is kept; `mentionId` is null for a spike. */
export interface AlertToRaise {
  mentionId: number | null;
  alarm: MentionAlarm | SpikeAlarm;
}

/** Mentions looked at together. */
const BATCH = 500;

/** What alarmed, and how far the mentions have been looked at. Times are ms UTC. */
export function alertsRepository(db: Kysely<Database>) {
  const hasAlertRule = sql`EXISTS (SELECT 1 FROM rule_match
    WHERE rule_match.mention_id = mention.id AND rule_match.alert = 1)`;
  const unanswered = sql`mention.deleted_at IS NULL AND triage.answered_at IS NULL`;

  const mentionsOf = async (ids: readonly number[]): Promise<Map<number, StoredMention>> => {
    const { rows } = await sql<MentionRow>`${oneQuery(sql`mention.id IN ${inList(ids)}`)}`.execute(db);
    return new Map(rows.map((row) => [row.id, toMention(row)]));
  };

  const alertsWhere = async (
    condition: ReturnType<typeof sql>,
    limit: number,
  ): Promise<(Alert & { batch: string | null })[]> => {
    const { rows } = await sql<{
      id: number;
      mentionId: number | null;
      detail: string;
      raisedAt: number;
      toldAt: number | null;
      batch: string | null;
    }>`SELECT id, mention_id AS mentionId, detail, raised_at AS raisedAt, told_at AS toldAt, batch FROM alert
      WHERE ${condition} ORDER BY id DESC LIMIT ${limit}`.execute(db);
    const mentions = await mentionsOf(rows.flatMap(({ mentionId }) => mentionId ?? []));
    return rows.map(({ mentionId, detail, ...row }) => ({
      ...row,
      alarm: JSON.parse(detail) as Alert['alarm'],
      mention: mentionId === null ? null : (mentions.get(mentionId) ?? null),
    }));
  };

  return {
    /** The number of the newest mention that was looked at; null before the first time. */
    async lookedTo(): Promise<number | null> {
      const row = await db
        .selectFrom('alert_mark')
        .select('value')
        .where('name', '=', 'mention')
        .executeTakeFirst();
      return row?.value ?? null;
    },

    /** Mentions that came in after that one, written since then, that nobody has dealt with; with their alerting rules. */
    async *fresh(
      after: number,
      since: number,
    ): AsyncGenerator<{ mention: StoredMention; rules: string[] }[]> {
      for (let from = after; ; ) {
        const { rows } = await sql<MentionRow>`${oneQuery(sql`mention.id > ${from}
          AND mention.created_at >= ${since} AND ${unanswered}
          AND (${hasAlertRule} OR (mention.intent <> 'noise' AND triage.status IN ('new', 'open')))`)}
          ORDER BY mention.id LIMIT ${BATCH}`.execute(db);
        const last = rows.at(-1);
        if (!last) return;
        const matches = await db
          .selectFrom('rule_match')
          .select(['mention_id as id', 'rule'])
          .where('alert', '=', 1)
          .where(sql<boolean>`mention_id IN ${inList(rows.map(({ id }) => id))}`)
          .orderBy('position')
          .execute();
        yield rows.map((row) => ({
          mention: toMention(row),
          rules: matches.filter(({ id }) => id === row.id).map(({ rule }) => rule),
        }));
        from = last.id;
      }
    },

    async newestMention(): Promise<number> {
      const { rows } = await sql<{ id: number | null }>`SELECT max(id) AS id FROM mention`.execute(db);
      return rows[0]?.id ?? 0;
    },

    /** Mentions written in [from, to) that want an answer, have none, and have not alarmed by waiting yet. */
    async waiting(from: number, to: number): Promise<{ id: number; since: number }[]> {
      const { rows } = await sql<{ id: number; since: number }>`
        SELECT triage.mention_id AS id, triage.created_at AS since FROM triage
        JOIN mention ON mention.id = triage.mention_id
        WHERE triage.created_at >= ${from} AND triage.created_at < ${to} AND triage.needs_reply = 1
          AND triage.status IN ('new', 'open') AND ${unanswered}
          AND NOT EXISTS (SELECT 1 FROM alert WHERE alert.mention_id = mention.id AND alert.kind = 'waiting')
        ORDER BY triage.created_at`.execute(db);
      return rows;
    },

    /** Keeps alarms, each kind once for a mention, and how far was looked, together. */
    async raise(alerts: readonly AlertToRaise[], lookedTo: number, now: number): Promise<void> {
      await db.transaction().execute(async (trx) => {
        for (const { mentionId, alarm } of alerts) {
          await trx
            .insertInto('alert')
            .values({
              kind: alarm.kind,
              mention_id: mentionId,
              detail: JSON.stringify(alarm),
              raised_at: now,
            })
            .onConflict((conflict) => conflict.doNothing())
            .execute();
        }
        await trx
          .insertInto('alert_mark')
          .values({ name: 'mention', value: lookedTo })
          .onConflict((conflict) => conflict.column('name').doUpdateSet({ value: lookedTo }))
          .execute();
      });
    },

    async lastRaised(kind: AlertKind): Promise<number | null> {
      const row = await db
        .selectFrom('alert')
        .select('raised_at')
        .where('kind', '=', kind)
        .orderBy('raised_at', 'desc')
        .limit(1)
        .executeTakeFirst();
      return row?.raised_at ?? null;
    },

    /** Puts everything untold into one message. */
    async gather(batch: string): Promise<void> {
      await db
        .updateTable('alert')
        .set({ batch })
        .where('told_at', 'is', null)
        .where('batch', 'is', null)
        .execute();
    },

    /** What is in messages that are not through yet, oldest message first. */
    async underway(): Promise<{ batch: string; alerts: Alert[] }[]> {
      const rows = await alertsWhere(sql`told_at IS NULL AND batch IS NOT NULL`, -1);
      const batches = new Map<string, Alert[]>();
      for (const { batch, ...alert } of rows.reverse()) {
        if (batch !== null) batches.set(batch, [...(batches.get(batch) ?? []), alert]);
      }
      return [...batches].map(([batch, alerts]) => ({ batch, alerts }));
    },

    async tell(batch: string, now: number): Promise<void> {
      await db.updateTable('alert').set({ told_at: now }).where('batch', '=', batch).execute();
    },

    /** The latest alarms, newest first. */
    async latest(limit: number): Promise<Alert[]> {
      const rows = await alertsWhere(sql`TRUE`, limit);
      return rows.map(({ batch: _, ...alert }) => alert);
    },

    /** Since when the desk listens: its first poll, or the oldest mention where none was recorded; null: not yet. */
    async listeningSince(): Promise<number | null> {
      const { rows } = await sql<{ since: number | null }>`
        SELECT coalesce((SELECT min(started_at) FROM run WHERE command = 'poll'),
          (SELECT min(created_at) FROM mention)) AS since`.execute(db);
      return rows[0]?.since ?? null;
    },

    /**
     * What windows of time held: noise, reposts, deleted mentions left out, and talk about competitors alone.
     *
     * @param competitors names of watches
     * @returns in the order of the windows
     */
    async countIn(windows: readonly Window[], competitors: readonly string[]): Promise<WindowCount[]> {
      const ours =
        competitors.length === 0
          ? sql`TRUE`
          : sql`(mention.kind <> 'post' OR EXISTS (SELECT 1 FROM mention_watch JOIN watch ON watch.id = mention_watch.watch_id
              WHERE mention_watch.mention_id = mention.id AND watch.name NOT IN ${inList(competitors)}))`;
      const { rows } = await sql<WindowCount & { place: number }>`
        SELECT asked.place, count(mention.id) AS mentions, coalesce(sum(mention.sentiment = 'negative'), 0) AS negative
        FROM (SELECT key AS place, ${field('from')} AS begins, ${field('to')} AS ends FROM ${jsonRows(windows)}) AS asked
        LEFT JOIN mention ON mention.created_at >= asked.begins AND mention.created_at < asked.ends
          AND ${COUNTED} AND ${ours}
        GROUP BY asked.place ORDER BY asked.place`.execute(db);
      return rows.map(({ mentions, negative }) => ({ mentions, negative }));
    },
  };
}
