import { type Kysely, sql } from 'kysely';
import type { AuthorHistory, MentionFilter, StoredMention } from '../core/stored-mention.js';
import { byAPerson } from './answers.js';
import { isSameCustomer } from './customers.js';
import { WAITING } from './mention-filter.js';
import { listQuery, oneQuery } from './mention-query.js';
import { resolveReferences } from './mention-references.js';
import { type MentionRow, toMention } from './mention-rows.js';
import type { Database } from './schema.js';

/** Reading mentions. Nothing here writes. */
export function mentionsRepository(db: Kysely<Database>) {
  const one = async (condition: Parameters<typeof oneQuery>[0]) => {
    const row: MentionRow | undefined = (await oneQuery(condition).execute(db)).rows[0];
    return row ? toMention(row) : null;
  };
  return {
    async list(filter: MentionFilter): Promise<StoredMention[]> {
      const query = await listQuery(db, filter);
      return query ? (await query.execute(db)).rows.map(toMention) : [];
    },

    get(id: number): Promise<StoredMention | null> {
      return one(sql`mention.id = ${id}`);
    },

    /** The mentions that words of a file name, by word: local numbers, ids of the networks, addresses. */
    resolve: (words: readonly string[]) => resolveReferences(db, words),

    getByNativeId(network: string, nativeId: string): Promise<StoredMention | null> {
      return one(sql`mention.network = ${network} AND mention.native_id = ${nativeId}`);
    },

    /** The mentions of a thread, oldest first; the newest `limit` of them. */
    async byThread(threadId: number, limit: number): Promise<StoredMention[]> {
      const { rows } =
        await sql<MentionRow>`${oneQuery(sql`mention.thread_id = ${threadId}`)} ORDER BY mention.created_at DESC LIMIT ${limit}`.execute(
          db,
        );
      return rows.reverse().map(toMention);
    },

    /** The newest mentions of the customer an author belongs to, newest first. */
    async byCustomer(authorId: number, limit: number): Promise<StoredMention[]> {
      // Found and put in order by narrow rows first: an author may have written thousands.
      const newest = sql`mention.id IN (SELECT id FROM mention
        WHERE author_id IN (SELECT id FROM author WHERE ${isSameCustomer(authorId)})
        ORDER BY created_at DESC LIMIT ${limit})`;
      const { rows } = await sql<MentionRow>`${oneQuery(newest)} ORDER BY +mention.created_at DESC`.execute(
        db,
      );
      return rows.map(toMention);
    },

    /** Our own posts of a thread as the network showed them, oldest first. */
    async ownPostsOfThread(threadId: number) {
      return db
        .selectFrom('own_post')
        .select(['text', 'created_at as at', 'private', 'url', 'native_id as nativeId'])
        .where('thread_id', '=', threadId)
        .orderBy('created_at')
        .execute();
    },

    /** A person's public answer to a mention, as it was seen on the network. */
    async ownAnswerTo(network: string, nativeId: string): Promise<{ at: number; url: string | null } | null> {
      const row = await db
        .selectFrom('own_post as post')
        .select(['created_at as at', 'url'])
        .where(byAPerson)
        .where('network', '=', network)
        .where('reply_to_native_id', '=', nativeId)
        .where('private', '=', 0)
        .orderBy('created_at')
        .executeTakeFirst();
      return row ?? null;
    },

    /** Whether an author ever wrote in private, as far as that is still here. */
    async hasWrittenPrivately(authorId: number): Promise<boolean> {
      const row = await db
        .selectFrom('mention')
        .select('id')
        .where('author_id', '=', authorId)
        .where('private', '=', 1)
        .limit(1)
        .executeTakeFirst();
      return row !== undefined;
    },

    /** Whether the conversation began with a post of ours, as far as our posts were read. */
    async startedByUs(threadId: number): Promise<boolean> {
      const row = await db
        .selectFrom('thread')
        .innerJoin('own_post', (join) =>
          join
            .onRef('own_post.network', '=', 'thread.network')
            .onRef('own_post.native_id', '=', 'thread.native_id'),
        )
        .select('own_post.id')
        .where('thread.id', '=', threadId)
        .executeTakeFirst();
      return row !== undefined;
    },

    /** What is known of the customer an author belongs to, over all their authors. */
    async authorHistory(authorId: number): Promise<AuthorHistory> {
      return db
        .selectFrom('mention')
        .innerJoin('triage', 'triage.mention_id', 'mention.id')
        .select((eb) => [
          eb.fn.countAll<number>().as('mentions'),
          sql<number>`coalesce(sum(sentiment = 'positive'), 0)`.as('positive'),
          sql<number>`coalesce(sum(sentiment = 'negative'), 0)`.as('negative'),
          eb.fn.count<number>('answered_at').as('answered'),
          eb.fn.min<number | null>('mention.created_at').as('firstAt'),
          eb.fn.max<number | null>('answered_at').as('lastAnsweredAt'),
        ])
        .innerJoin('author', 'author.id', 'mention.author_id')
        .where(isSameCustomer(authorId))
        .executeTakeFirstOrThrow();
    },

    /** How many wait for an answer, how many of them are urgent, and since when the oldest does. */
    async waiting(urgentFrom: number): Promise<{ count: number; urgent: number; oldestAt: number | null }> {
      return db
        .selectFrom('triage')
        .select((eb) => [
          eb.fn.countAll<number>().as('count'),
          sql<number>`coalesce(sum(priority >= ${urgentFrom}), 0)`.as('urgent'),
          eb.fn.min<number | null>('created_at').as('oldestAt'),
        ])
        .where(WAITING)
        .executeTakeFirstOrThrow();
    },

    /** The newest public mentions of an account that wait for an answer, to ask which of them are gone. */
    async waitingNativeIds(accountId: number, since: number, limit: number): Promise<string[]> {
      const rows = await db
        .selectFrom('triage')
        .innerJoin('mention', 'mention.id', 'triage.mention_id')
        .select('mention.native_id as nativeId')
        .where(WAITING)
        .where('triage.created_at', '>=', since)
        .where('mention.account_id', '=', accountId)
        .where('mention.deleted_at', 'is', null)
        .where('mention.private', '=', 0)
        .orderBy('triage.created_at', 'desc')
        .limit(limit)
        .execute();
      return rows.map((row) => row.nativeId);
    },

    /** Stored texts, newest first: to try a watch on, or to score again. */
    async *texts(limit: number): AsyncIterable<{ id: number; text: string; language: string }> {
      let before = Number.MAX_SAFE_INTEGER;
      for (let left = limit; left > 0; ) {
        const rows = await db
          .selectFrom('mention')
          .select(['id', 'text', 'language', 'search_key'])
          .where('search_key', '<', before)
          .orderBy('search_key', 'desc')
          .limit(Math.min(left, 1000))
          .execute();
        yield* rows;
        const last = rows.at(-1);
        if (!last) return;
        before = last.search_key;
        left -= rows.length;
      }
    },
  };
}
