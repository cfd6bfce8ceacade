import { createHash } from 'node:crypto';
import { type Kysely, sql } from 'kysely';
import type { PageToCommit, PreparedMention } from './page.js';
import type { Database } from './schema.js';
import { inList } from './sqlite.js';

/** Bytes of a hash that are kept: two of a million alike would be a one in 10^26 chance. */
const KEPT = 16;

/** What a hash stands for: a message (theirs or ours), an author, a thread. */
export type Buried = readonly [kind: 'message' | 'author' | 'thread', network: string, nativeId: string];

/** Hashes ids so that nobody can tell from the file alone, without the file's salt, whose they were. */
export interface Hasher {
  /** Hex. */
  hash(thing: Buried): string;
}

export async function openHasher(db: Kysely<Database>): Promise<Hasher> {
  const { value } = await db.selectFrom('salt').select('value').executeTakeFirstOrThrow();
  return {
    hash: (thing) =>
      createHash('sha256')
        .update(value)
        .update(JSON.stringify(thing))
        .digest('hex')
        .slice(0, 2 * KEPT),
  };
}

/** Sees to it that messages which are being removed do not come in again. */
export async function bury(trx: Kysely<Database>, hashes: readonly string[]): Promise<void> {
  await sql`INSERT INTO tombstone (hash) SELECT unhex(value) FROM json_each(${JSON.stringify(hashes)})
    WHERE TRUE ON CONFLICT DO NOTHING`.execute(trx);
}

/** Sees to it that nothing these people wrote, or that was said in these threads, until now comes in again. */
export async function buryPeople(
  trx: Kysely<Database>,
  hashes: readonly string[],
  until: number,
): Promise<void> {
  await sql`INSERT INTO forgotten (hash, until)
    SELECT unhex(value), ${until} FROM json_each(${JSON.stringify(hashes)})
    WHERE TRUE ON CONFLICT (hash) DO UPDATE SET until = max(until, excluded.until)`.execute(trx);
}

/** How a thread is called from now on whose own id names somebody who was forgotten. */
export function threadAlias(hash: string): string {
  return `forgotten:${hash}`;
}

/**
 * A page without what was removed here before: pruned messages, and what forgotten people wrote until then. Answers to
 * those, by others, come without saying what they answer, and in a thread under its other name.
 */
export async function withoutRemoved(trx: Kysely<Database>, page: PageToCommit): Promise<PageToCommit> {
  const { network, mentions, ownPosts } = page;
  if (mentions.length + ownPosts.length === 0 || !(await anythingRemoved(trx))) return page;
  const { hash } = await openHasher(trx);
  const message = (nativeId: string) => hash(['message', network, nativeId]);
  const person = (nativeId: string) => hash(['author', network, nativeId]);
  const thread = (nativeId: string) => hash(['thread', network, nativeId]);
  const theirs = mentions.map((mention) => ({
    mention,
    message: message(mention.inbound.nativeId),
    author: person(mention.inbound.author.nativeId),
    thread: thread(mention.inbound.threadNativeId),
    answers: mention.inbound.replyToNativeId === null ? '' : message(mention.inbound.replyToNativeId),
  }));
  const ours = ownPosts.map((post) => ({
    post,
    messages: [post.nativeId, post.replyToNativeId ?? post.nativeId].map(message),
    thread: thread(post.threadNativeId),
  }));
  const buried = await buriedAmong(trx, [
    ...theirs.flatMap((each) => [each.message, each.thread, each.answers]),
    ...ours.flatMap((each) => [...each.messages, each.thread]),
  ]);
  const forgotten = await forgottenAmong(trx, [
    ...theirs.map(({ author }) => author),
    ...ours.map((each) => each.thread),
  ]);
  const isForgotten = (by: string, at: number) => at <= (forgotten.get(by) ?? Number.NEGATIVE_INFINITY);
  return {
    ...page,
    mentions: theirs
      .filter((each) => !buried.has(each.message))
      .filter(({ mention, author }) => !isForgotten(author, mention.inbound.createdAt))
      .map((each) => anonymous(each, buried)),
    ownPosts: ours
      .filter(({ messages }) => !messages.some((each) => buried.has(each)))
      .filter((each) => !isForgotten(each.thread, each.post.createdAt))
      .map(({ post, thread }) =>
        buried.has(thread) ? { ...post, threadNativeId: threadAlias(thread) } : post,
      ),
  };
}

interface Hashed {
  mention: PreparedMention;
  thread: string;
  /** Empty where it answers nothing. */
  answers: string;
}

function anonymous({ mention, thread, answers }: Hashed, buried: ReadonlySet<string>): PreparedMention {
  if (!buried.has(thread) && !buried.has(answers)) return mention;
  const { inbound } = mention;
  return {
    ...mention,
    inbound: {
      ...inbound,
      threadNativeId: buried.has(thread) ? threadAlias(thread) : inbound.threadNativeId,
      replyToNativeId: buried.has(answers) ? null : inbound.replyToNativeId,
    },
  };
}

async function anythingRemoved(trx: Kysely<Database>): Promise<boolean> {
  const { rows } = await sql<{ any: 0 | 1 }>`
    SELECT EXISTS (SELECT 1 FROM tombstone) OR EXISTS (SELECT 1 FROM forgotten) AS "any"`.execute(trx);
  return rows[0]?.any === 1;
}

async function buriedAmong(trx: Kysely<Database>, hashes: readonly string[]): Promise<Set<string>> {
  const { rows } = await sql<{ hash: string }>`
    SELECT lower(hex(hash)) AS hash FROM tombstone
    WHERE hash IN (SELECT unhex(value) FROM ${inList(hashes)})`.execute(trx);
  return new Set(rows.map(({ hash }) => hash));
}

async function forgottenAmong(
  trx: Kysely<Database>,
  hashes: readonly string[],
): Promise<Map<string, number>> {
  const { rows } = await sql<{ hash: string; until: number }>`
    SELECT lower(hex(hash)) AS hash, until FROM forgotten
    WHERE hash IN (SELECT unhex(value) FROM ${inList(hashes)})`.execute(trx);
  return new Map(rows.map(({ hash, until }) => [hash, until]));
}
