import { type Kysely, sql, type Transaction } from 'kysely';
import type { Plan } from '../core/plan.js';
import type { ForgetTally } from '../core/removal.js';
import { naming, withoutNamed } from '../core/scrub.js';
import { type Act, eventWriter } from './events.js';
import { blankAudit, removeEmptyThreads, removeMentions, removeOwnPosts } from './removal.js';
import type { Database } from './schema.js';
import { inList } from './sqlite.js';
import { bury, buryPeople, type Hasher, openHasher, threadAlias } from './tombstones.js';
import { compactLater } from './upkeep.js';

/** Forgetting people. */
export function forgetRepository(db: Kysely<Database>) {
  return {
    /** What forgetting these authors would take. */
    async tally(authorIds: readonly number[]): Promise<ForgetTally> {
      const { mentionIds, ownPostIds, handles } = await findTraces(db, authorIds);
      const ids = inList(mentionIds);
      const named = handles.length === 0 ? sql`FALSE` : sql.join(handles.map(namesHandle), sql` OR `);
      const { rows } = await sql<Omit<ForgetTally, 'mentions' | 'ownPosts'>>`
        SELECT (SELECT count(*) FROM outbox WHERE mention_id IN ${ids}) AS replies,
          (SELECT count(*) FROM customer_note WHERE author_id IN ${inList(authorIds)}) AS notes,
          (SELECT count(*) FROM mention WHERE author_id NOT IN ${inList(authorIds)} AND (${named})) AS namedByOthers
      `.execute(db);
      const { replies = 0, notes = 0, namedByOthers = 0 } = rows[0] ?? {};
      return { mentions: mentionIds.length, replies, ownPosts: ownPostIds.length, notes, namedByOthers };
    },

    /**
     * Removes everything of these authors in one transaction, and sees to it that what they wrote until now does
     * not come in again. The audit keeps that somebody was forgotten, and when.
     */
    async forget(authorIds: readonly number[], act: Act): Promise<void> {
      await db.transaction().execute(async (trx) => {
        const hasher = await openHasher(trx);
        const traces = await findTraces(trx, authorIds);
        const people = traces.authors.map(({ network, nativeId }) =>
          hasher.hash(['author', network, nativeId]),
        );
        await buryPeople(trx, [...people, ...(await privateThreads(trx, traces, hasher))], act.now);
        await scrubPlans(trx, traces, act.now);
        await removeMentions(trx, traces.mentionIds, hasher, act.now);
        await removeOwnPosts(trx, traces.ownPostIds, hasher);
        await blankRecipients(trx, traces, act.now);
        await removeEmptyThreads(trx);
        await cutReferences(trx, traces, hasher);
        await scrubMemories(trx, traces);
        await sql`DELETE FROM learnt`.execute(trx);
        await removeAuthors(trx, authorIds);
        await compactLater(trx, act.now);
        await eventWriter(trx, act).write('forget', null, null, {
          people,
          mentions: traces.mentionIds.length,
        });
      });
    },
  };
}

interface Traces {
  authors: { id: number; network: string; nativeId: string; handle: string; url: string | null }[];
  mentionIds: number[];
  /** Ids of their messages on the network. */
  messages: { network: string; nativeId: string; url: string | null }[];
  ownPostIds: number[];
  /** In small letters. */
  handles: string[];
}

async function findTraces(db: Kysely<Database>, authorIds: readonly number[]): Promise<Traces> {
  const authors = await db
    .selectFrom('author')
    .select(['id', 'network', 'native_id as nativeId', 'handle', 'url'])
    .where(sql<boolean>`id IN ${inList(authorIds)}`)
    .execute();
  const mentions = await db
    .selectFrom('mention')
    .select(['id', 'network', 'native_id as nativeId', 'url'])
    .where(sql<boolean>`author_id IN ${inList(authorIds)}`)
    .execute();
  const handles = [...new Set(authors.map(({ handle }) => handle.toLowerCase()))];
  const mentionIds = mentions.map(({ id }) => id);
  const named = handles.length === 0 ? sql`FALSE` : sql.join(handles.map(namesHandle), sql` OR `);
  // Ours to them: in answer to what they wrote, in a thread that is private to them, or naming them.
  const { rows } = await sql<{ id: number }>`
    SELECT id FROM own_post WHERE (network, reply_to_native_id) IN (
        SELECT network, native_id FROM mention WHERE id IN ${inList(mentionIds)})
      OR thread_id IN (SELECT thread_id FROM mention WHERE private = 1 AND id IN ${inList(mentionIds)})
      OR (${named})`.execute(db);
  return { authors, mentionIds, messages: mentions, ownPostIds: rows.map(({ id }) => id), handles };
}

/** Whether the text at hand has `@handle` in it, and not as the beginning of a longer one. */
function namesHandle(handle: string) {
  const at = sql`instr(lower(text), ${`@${handle}`})`;
  return sql`(${at} > 0 AND substr(lower(text), ${at} + ${[...handle].length + 1}, 1) NOT GLOB '[a-z0-9_]')`;
}

async function privateThreads(trx: Transaction<Database>, { mentionIds }: Traces, { hash }: Hasher) {
  const threads = await trx
    .selectFrom('thread')
    .select(['network', 'native_id as nativeId'])
    .where(
      sql<boolean>`id IN (SELECT thread_id FROM mention WHERE private = 1 AND id IN ${inList(mentionIds)})`,
    )
    .execute();
  return threads.map(({ network, nativeId }) => hash(['thread', network, nativeId]));
}

/** Bulk plans keep their rows, without what is about these people; those rows count as refused. */
async function scrubPlans(trx: Transaction<Database>, traces: Traces, now: number): Promise<void> {
  const about = new Set(traces.mentionIds);
  const names = naming(namesOf(traces));
  const plans = await trx.selectFrom('plan').select(['hash', 'document']).execute();
  for (const { hash, document } of plans) {
    const plan = JSON.parse(document) as Plan;
    const theirs = plan.rows.filter(({ mentionId }) => about.has(mentionId));
    const lines = new Set(theirs.map(({ line }) => line));
    const scrubbed: Plan = {
      ...plan,
      rows: plan.rows.map((row) =>
        about.has(row.mentionId) ? { ...row, nativeId: '', versionId: '', to: '', text: '' } : row,
      ),
      refused: plan.refused.filter(
        ({ mention, reason }) => !refersTo(mention, about) && !names(`${mention} ${reason}`),
      ),
      warnings: plan.warnings.filter(({ line, message }) => !lines.has(line) && !names(message)),
    };
    await trx
      .updateTable('plan')
      .set({ document: JSON.stringify(scrubbed) })
      .where('hash', '=', hash)
      .execute();
    for (const { row } of theirs) {
      const refusal = { code: 'forgotten', reason: 'the person it was for was forgotten', at: now };
      await trx
        .insertInto('plan_refusal')
        .values({ plan: hash, row, ...refusal })
        .onConflict((conflict) => conflict.columns(['plan', 'row']).doUpdateSet(refusal))
        .execute();
    }
  }
}

function refersTo(word: string, ids: ReadonlySet<number>): boolean {
  return ids.has(Number(word.replace(/^#/, '')));
}

/** What names them beyond doubt: handles, ids, addresses. */
function namesOf({ authors, messages }: Traces): string[] {
  return [
    ...authors.flatMap(({ handle, nativeId, url }) => [handle, nativeId, url ?? '']),
    ...messages.map(({ url }) => url ?? ''),
  ];
}

/** Rows of the audit whose replies are no longer in the outbox name the recipient still. */
async function blankRecipients(trx: Transaction<Database>, { authors }: Traces, now: number): Promise<void> {
  for (const { network, handle } of authors) {
    await blankAudit(trx, sql`network = ${network} AND recipient = ${handle} COLLATE NOCASE`, now);
  }
}

/** Other people's messages and threads name them by an id: answers to what they wrote, threads they began. */
async function cutReferences(trx: Transaction<Database>, traces: Traces, { hash }: Hasher): Promise<void> {
  const networks = [...new Set(traces.authors.map(({ network }) => network))];
  for (const network of networks) {
    const people = traces.authors.filter((author) => author.network === network);
    const written = traces.messages.filter((message) => message.network === network);
    const names = naming(people.map(({ nativeId }) => nativeId));
    const messages = new Set(written.map(({ nativeId }) => nativeId));
    const theirs = (id: string) => messages.has(id) || names(id);
    // Whatever may name them; looked at more closely below.
    const candidates = (column: string) => sql<boolean>`network = ${network} AND (
      ${sql.ref(column)} IN ${inList([...messages])} OR ${sql.join(
        people.map(({ nativeId }) => sql`instr(${sql.ref(column)}, ${nativeId})`),
        sql` OR `,
      )})`;
    const threads = await trx
      .selectFrom('thread')
      .select(['id', 'native_id as nativeId'])
      .where(candidates('native_id'))
      .execute();
    for (const { id, nativeId } of threads.filter((thread) => theirs(thread.nativeId))) {
      const buried = hash(['thread', network, nativeId]);
      await bury(trx, [buried]);
      await trx
        .updateTable('thread')
        .set({ native_id: threadAlias(buried) })
        .where('id', '=', id)
        .execute();
    }
    const answers = await trx
      .selectFrom('mention')
      .select(['id', 'reply_to_native_id as to'])
      .where(candidates('reply_to_native_id'))
      .execute();
    const cut = answers.filter(({ to }) => to !== null && theirs(to)).map(({ id }) => id);
    await sql`UPDATE mention SET reply_to_native_id = NULL WHERE id IN ${inList(cut)}`.execute(trx);
  }
}

/**
 * What adapters keep between runs: positions in streams, facts of an account. There only ids and addresses name
 * anybody: a handle may be a word that a position itself is written with.
 */
async function scrubMemories(trx: Transaction<Database>, traces: Traces): Promise<void> {
  const names = naming(namesOf(traces).filter((name) => /[\d:/]/.test(name)));
  const scrubbed = (text: string): string => JSON.stringify(withoutNamed(JSON.parse(text), names));
  for (const { account_id, stream, position } of await trx.selectFrom('cursor').selectAll().execute()) {
    await trx
      .updateTable('cursor')
      .set({ position: scrubbed(position) })
      .where('account_id', '=', account_id)
      .where('stream', '=', stream)
      .execute();
  }
  for (const { id, memory } of await trx.selectFrom('account').select(['id', 'memory']).execute()) {
    await trx
      .updateTable('account')
      .set({ memory: scrubbed(memory) })
      .where('id', '=', id)
      .execute();
  }
}

/** The authors, their notes, and the customer they were; merges and splits of them cannot be taken back any more. */
async function removeAuthors(trx: Transaction<Database>, authorIds: readonly number[]): Promise<void> {
  const ids = inList(authorIds);
  const customers = sql`(SELECT customer_id FROM author WHERE id IN ${ids} AND customer_id IS NOT NULL)`;
  await sql`DELETE FROM event WHERE kind IN ('customer', 'undo') AND mention_id IS NULL AND EXISTS (
    SELECT 1 FROM json_each(coalesce(nullif(event.before, 'null'), event.after)) AS member
    WHERE member.value ->> 'authorId' IN ${ids} OR member.value ->> 'customerId' IN ${customers})`.execute(
    trx,
  );
  const { rows } = await sql<{ id: number }>`SELECT DISTINCT customer_id AS id FROM author
    WHERE id IN ${ids} AND customer_id IS NOT NULL`.execute(trx);
  await sql`DELETE FROM author WHERE id IN ${ids}`.execute(trx);
  await sql`DELETE FROM customer WHERE id IN ${inList(rows.map(({ id }) => id))}
    AND NOT EXISTS (SELECT 1 FROM author WHERE customer_id = customer.id)`.execute(trx);
}
