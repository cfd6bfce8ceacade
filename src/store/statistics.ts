import { type Kysely, type RawBuilder, sql } from 'kysely';
import { DAY } from '../core/clock.js';
import type { LeftOut, NotableAuthor, Volume } from '../core/digest.js';
import type { FirstAnswerWait } from '../core/response-metrics.js';
import { type Tally, WINDOWS } from '../core/tally.js';
import { WAITING } from './mention-filter.js';
import type { Database } from './schema.js';

/** What mentions are counted by. `quarter` is the quarter of an hour since 1970, for the clock on the wall. */
export type CountedBy = 'network' | 'account' | 'watch' | 'language' | 'quarter';

/** What a first answer is counted under. */
export interface Origin {
  network: string;
  account: string;
  language: string;
  /** One row for each watch where watches were asked for; null for none, and where they were not. */
  watch: string | null;
}

/** Which mentions count: everything but noise, reposts and what its author deleted. */
export const COUNTED = sql<boolean>`mention.intent <> 'noise' AND mention.kind <> 'repost' AND mention.deleted_at IS NULL`;
export const inPeriod = (from: number, to: number) =>
  sql<boolean>`mention.created_at >= ${from} AND mention.created_at < ${to}`;
const VOLUME = sql`count(*) AS mentions, coalesce(sum(sentiment = 'positive'), 0) AS positive,
  coalesce(sum(sentiment = 'neutral'), 0) AS neutral, coalesce(sum(sentiment = 'negative'), 0) AS negative`;
const WITH_TRIAGE = sql`mention JOIN triage ON triage.mention_id = mention.id`;
const WITH_ACCOUNT = sql`JOIN account ON account.id = mention.account_id`;
const WITH_WATCH = sql`JOIN mention_watch ON mention_watch.mention_id = mention.id
  JOIN watch ON watch.id = mention_watch.watch_id AND watch.active = 1`;
const FOUND_BY = sql`LEFT JOIN (mention_watch JOIN watch ON watch.id = mention_watch.watch_id AND watch.active = 1)
  AS found ON found.mention_id = mention.id`;
const count = (condition: RawBuilder<unknown>) => sql`coalesce(sum(${condition}), 0)`;

const KEYS = {
  network: { key: sql`mention.network`, join: sql`` },
  account: { key: sql`account.key`, join: WITH_ACCOUNT },
  watch: { key: sql`watch.name`, join: WITH_WATCH },
  language: { key: sql`mention.language`, join: sql`` },
  quarter: { key: sql`mention.created_at / 900000`, join: sql`` },
} as const;

/** A row of counts: those of the windows have the window's place in their name. */
type TallyRow = Omit<Tally, 'windows'> &
  Record<`elapsed${number}` | `within${number}`, number> &
  Partial<Record<CountedBy, string | number>>;

/** A part of the mentions, and what it is a part by, in the order that was asked for. */
export interface PartTally extends Tally {
  keys: readonly string[];
}

/**
 * Blocks of messages by one author in one thread that one answer ended, or that none has ended yet: those that
 * began in the period and hold a message that needed a reply.
 *
 * @param among which of these mentions are looked at
 */
export function blocksOf(from: number, to: number, among: RawBuilder<boolean>): RawBuilder<unknown> {
  return sql`
    SELECT min(mention.created_at) AS receivedAt, answered_at AS answeredAt, mention.id AS firstId,
      count(*) AS messages
    FROM ${WITH_TRIAGE}
    WHERE (thread_id, author_id) IN (
        SELECT thread_id, author_id FROM ${WITH_TRIAGE} WHERE ${inPeriod(from, to)} AND ${among})
      AND ${among} AND ${COUNTED}
    GROUP BY thread_id, author_id, answered_at
    HAVING max(needs_reply) = 1 AND receivedAt >= ${from} AND receivedAt < ${to}`;
}

/**
 * The counts behind the digest and `stats`, read from raw timestamps. A period is [from, to). Noise, reposts and
 * deleted mentions are left out everywhere, and counted by `leftOut`.
 */
export function statisticsRepository(db: Kysely<Database>) {
  return {
    /**
     * The mentions of the period, together or by one thing or more; where it is by watch, a mention of two watches
     * counts for each, and one of none for nothing.
     *
     * @param now ms UTC: which windows have elapsed
     * @param windows ms
     */
    async tallies(
      by: readonly CountedBy[],
      from: number,
      to: number,
      now: number,
      windows: readonly number[] = WINDOWS,
    ): Promise<PartTally[]> {
      const keys = by.map((name) => sql`${KEYS[name].key} AS ${sql.id(name)}, `);
      const counts = windows.map(
        (window, place) => sql`,
          ${count(sql`needs_reply = 1 AND mention.created_at <= ${now - window}`)} AS ${sql.id(`elapsed${place}`)},
          ${count(sql`needs_reply = 1 AND mention.created_at <= ${now - window}
            AND answered_at - mention.created_at <= ${window}`)} AS ${sql.id(`within${place}`)}`,
      );
      const { rows } = await sql<TallyRow>`
        SELECT ${sql.join(keys, sql``)} ${VOLUME}, ${count(sql`answered_at IS NOT NULL`)} AS answered,
          ${count(sql`needs_reply = 1`)} AS needReply,
          ${count(sql`needs_reply = 1 AND answered_at IS NOT NULL`)} AS needAnswered ${sql.join(counts, sql``)}
        FROM ${WITH_TRIAGE} ${sql.join(
          by.map((name) => KEYS[name].join),
          sql` `,
        )}
        WHERE ${inPeriod(from, to)} AND ${COUNTED}
        ${by.length === 0 ? sql`` : sql`GROUP BY ${sql.join(by.map((name) => KEYS[name].key))}`}`.execute(db);
      return rows.map((row) => toTally(row, by, windows.length));
    },

    /** Volumes of equal slices of `step` ms; slices without mentions are absent. */
    async series(from: number, to: number, step: number): Promise<Map<number, Volume>> {
      const { rows } = await sql<Volume & { slice: number }>`
        SELECT CAST((created_at - ${from}) / ${step} AS INTEGER) AS slice, ${VOLUME}
        FROM mention WHERE ${inPeriod(from, to)} AND ${COUNTED} GROUP BY slice`.execute(db);
      return new Map(rows.map(({ slice, ...volume }) => [slice, volume]));
    },

    async leftOut(from: number, to: number): Promise<LeftOut> {
      const { rows } = await sql<LeftOut>`
        SELECT coalesce(sum(deleted_at IS NULL AND kind = 'repost'), 0) AS reposts,
          coalesce(sum(deleted_at IS NULL AND kind <> 'repost' AND intent = 'noise'), 0) AS noise,
          coalesce(sum(deleted_at IS NOT NULL), 0) AS deleted,
          (SELECT coalesce(sum(mentions), 0) FROM removed_day
            WHERE day BETWEEN ${Math.floor(from / DAY)} AND ${Math.floor((to - 1) / DAY)}) AS removed
        FROM mention WHERE ${inPeriod(from, to)}`.execute(db);
      return rows[0] ?? { noise: 0, reposts: 0, deleted: 0, removed: 0 };
    },

    async unansweredPraise(from: number, to: number): Promise<number> {
      const { rows } = await sql<{ count: number }>`
        SELECT count(*) AS count FROM ${WITH_TRIAGE}
        WHERE ${inPeriod(from, to)} AND ${COUNTED} AND intent = 'praise' AND answered_at IS NULL
          AND status IN ('new', 'open')`.execute(db);
      return rows[0]?.count ?? 0;
    },

    /**
     * First responses: one for each block of messages by one author in one thread that one answer ended,
     * where the block began in the period and holds a message that needed a reply. A block is counted under
     * what its first message is counted under.
     *
     * @param watches gives a block that several watches found once for each: `firstId` tells them from one another
     */
    async waits(
      from: number,
      to: number,
      watches = false,
    ): Promise<(FirstAnswerWait & Origin & { firstId: number })[]> {
      const { rows } = await sql<FirstAnswerWait & Origin & { firstId: number }>`
        SELECT receivedAt, answeredAt, firstId, mention.network, account.key AS account, mention.language,
          ${watches ? sql`found.name` : sql`NULL`} AS watch
        FROM (${blocksOf(from, to, sql`answered_at IS NOT NULL`)}) AS block
        JOIN mention ON mention.id = block.firstId ${WITH_ACCOUNT} ${watches ? FOUND_BY : sql``}`.execute(db);
      return rows;
    },

    /** Mentions that need a reply, by network. */
    async arrivals(from: number, to: number): Promise<Map<string, number>> {
      const { rows } = await sql<{ network: string; count: number }>`
        SELECT network, count(*) AS count FROM triage JOIN mention ON mention.id = triage.mention_id
        WHERE triage.created_at >= ${from} AND triage.created_at < ${to} AND needs_reply = 1 AND ${COUNTED}
        GROUP BY network`.execute(db);
      return new Map(rows.map(({ network, count }) => [network, count]));
    },

    /** Who waits now, whenever they wrote. */
    async waitingNow(): Promise<
      { network: string; account: string; language: string; count: number; oldestAt: number }[]
    > {
      const { rows } = await sql<{
        network: string;
        account: string;
        language: string;
        count: number;
        oldestAt: number;
      }>`
        SELECT account.network, account.key AS account, mention_language AS language, count(*) AS count,
          min(triage.created_at) AS oldestAt
        FROM triage JOIN account ON account.id = triage.mention_account_id
        WHERE ${WAITING} GROUP BY account.id, mention_language`.execute(db);
      return rows;
    },

    /** Authors of the period with an audience of at least `reach`, or at least `often` mentions; the largest first. */
    async notableAuthors(
      from: number,
      to: number,
      { reach, often, limit }: { reach: number; often: number; limit: number },
    ): Promise<NotableAuthor[]> {
      // Where max() is asked for alone, SQLite takes the other columns from the row that has it.
      const { rows } = await sql<Omit<NotableAuthor, 'volume' | 'why'> & Volume>`
        SELECT author.network, handle, name, followers, ${VOLUME}, mention.id AS mentionId, max(priority)
        FROM ${WITH_TRIAGE} JOIN author ON author.id = mention.author_id
        WHERE ${inPeriod(from, to)} AND ${COUNTED} GROUP BY author.id
        HAVING coalesce(followers, 0) >= ${reach} OR count(*) >= ${often}
        ORDER BY coalesce(followers, 0) >= ${reach} DESC, coalesce(followers, 0) DESC, count(*) DESC, author.id
        LIMIT ${limit}`.execute(db);
      return rows.map(
        ({ network, handle, name, followers, mentionId, mentions, positive, neutral, negative }) => ({
          network,
          handle,
          name,
          followers,
          volume: { mentions, positive, neutral, negative },
          why: (followers ?? 0) >= reach ? 'reach' : 'often',
          mentionId,
        }),
      );
    },

    /** When the first mention was written; null where there is none. */
    async firstMentionAt(): Promise<number | null> {
      const { rows } = await sql<{ at: number | null }>`SELECT min(created_at) AS at FROM mention`.execute(
        db,
      );
      return rows[0]?.at ?? null;
    },

    /**
     * Times from one answer written here by a person to the next by the same person, by network of the later
     * one, where less than `sitting` ms lay between: what answering took. Bulk plans and automatic answers are
     * left out.
     */
    async handlingTimes(
      from: number,
      to: number,
      sitting: number,
    ): Promise<{ network: string; ms: number }[]> {
      const { rows } = await sql<{ network: string; ms: number }>`
        SELECT network, ms FROM (
          SELECT mention.network, outbox.created_at - lag(outbox.created_at)
            OVER (PARTITION BY outbox.author ORDER BY outbox.created_at, outbox.id) AS ms
          FROM outbox JOIN mention ON mention.id = outbox.mention_id
          WHERE automatic = 0 AND plan IS NULL AND state <> 'cancelled'
            AND outbox.created_at >= ${from} AND outbox.created_at < ${to})
        WHERE ms > 0 AND ms < ${sitting}`.execute(db);
      return rows;
    },
  };
}

function toTally(row: TallyRow, by: readonly CountedBy[], windows: number): PartTally {
  const { mentions, positive, neutral, negative, answered, needReply, needAnswered } = row;
  return {
    keys: by.map((name) => String(row[name])),
    ...{ mentions, positive, neutral, negative, answered, needReply, needAnswered },
    windows: Array.from({ length: windows }, (_, place) => ({
      elapsed: row[`elapsed${place}`] ?? 0,
      within: row[`within${place}`] ?? 0,
    })),
  };
}
