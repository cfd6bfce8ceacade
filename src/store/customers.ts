import { type Kysely, sql, type Transaction } from 'kysely';
import {
  type CustomerAuthor,
  type CustomerNote,
  type CustomerSuggestion,
  handleStem,
  likeness,
  type NoteKind,
} from '../core/customer.js';
import { type Act, eventWriter } from './events.js';
import type { Database } from './schema.js';
import { atAddress, inList } from './sqlite.js';

/** Which customer each of some authors belonged to: what a merge or a split can be taken back to. */
type Belonging = { authorId: number; customerId: number | null }[];

const AUTHOR = ['id', 'network', 'handle', 'name', 'followers', 'url'] as const;
/** The same as `handleStem`, for looking at all authors at once. */
const STEM = sql<string>`iif(instr(handle_key, '@') > 0, substr(handle_key, 1, instr(handle_key, '@') - 1),
  iif(instr(handle_key, '.') > 0, substr(handle_key, 1, instr(handle_key, '.') - 1), handle_key))`;

/** Authors, and the customers a person made of them. */
export function customersRepository(db: Kysely<Database>) {
  const authors = () => db.selectFrom('author').select(AUTHOR);
  return {
    /** Authors with a handle (no leading @), on one network or on any. */
    async byHandle(handle: string, network: string | null): Promise<CustomerAuthor[]> {
      const found = authors().where('handle_key', '=', handle.toLowerCase()).orderBy('id');
      return (network === null ? found : found.where('network', '=', network)).execute();
    },

    /** Authors whose profile, or who wrote a message, at that address. */
    async byUrl(url: string): Promise<CustomerAuthor[]> {
      return authors()
        .where(
          sql<boolean>`url = ${url} OR id IN (SELECT author_id FROM mention WHERE ${atAddress(sql`${url}`)})`,
        )
        .orderBy('id')
        .execute();
    },

    /** All authors of the customer an author belongs to, the author first. */
    async authorsOf(authorId: number): Promise<CustomerAuthor[]> {
      return authors()
        .where(isSameCustomer(authorId))
        .orderBy(sql`id <> ${authorId}`)
        .orderBy('id')
        .execute();
    },

    /** What was written down about the customer an author belongs to, oldest first. */
    async notesOf(authorId: number): Promise<CustomerNote[]> {
      return db
        .selectFrom('customer_note as note')
        .innerJoin('author', 'author.id', 'note.author_id')
        .select(['note.id', 'note.kind', 'note.text', 'note.created_at as at', 'note.written_by as by'])
        .where(isSameCustomer(authorId))
        .orderBy('note.id')
        .execute();
    },

    async addNote(authorId: number, note: { kind: NoteKind; text: string }, act: Act): Promise<void> {
      await db
        .insertInto('customer_note')
        .values({ author_id: authorId, ...note, created_at: act.now, written_by: act.author })
        .execute();
    },

    /** @returns whether the customer of that author had such a note */
    async removeNote(authorId: number, noteId: number): Promise<boolean> {
      const own = db.selectFrom('author').select('id').where(isSameCustomer(authorId));
      const { numDeletedRows } = await db
        .deleteFrom('customer_note')
        .where('id', '=', noteId)
        .where('author_id', 'in', own)
        .executeTakeFirst();
      return numDeletedRows > 0n;
    },

    /** Makes one customer of all the customers that some authors belong to; `undo` takes it back. */
    async merge(authorIds: readonly number[], act: Act): Promise<void> {
      await db.transaction().execute(async (trx) => {
        const members = await membersOf(trx, authorIds);
        const kept = members.find(({ customerId }) => customerId !== null)?.customerId;
        const customerId = kept ?? (await newCustomer(trx, act.now));
        await assign(
          trx,
          members.map(({ authorId }) => ({ authorId, customerId })),
        );
        await eventWriter(trx, act).write('customer', null, members, customerId);
      });
    },

    /** Takes one author out of their customer again; `undo` takes it back. */
    async split(authorId: number, act: Act): Promise<void> {
      await db.transaction().execute(async (trx) => {
        const before = (await membersOf(trx, [authorId])).filter((member) => member.authorId === authorId);
        await assign(trx, [{ authorId, customerId: null }]);
        await eventWriter(trx, act).write('customer', null, before, null);
      });
    },

    /**
     * Takes back the latest merge or split that has not been taken back.
     *
     * @returns the authors it touched, or null where there is none
     */
    async undo(act: Act): Promise<CustomerAuthor[] | null> {
      return db.transaction().execute(async (trx) => {
        const last = await trx
          .selectFrom('event')
          .select(['id', 'before'])
          .where('kind', '=', 'customer')
          .where('undone_at', 'is', null)
          .orderBy('id', 'desc')
          .limit(1)
          .executeTakeFirst();
        if (!last) return null;
        const before = JSON.parse(last.before ?? '[]') as Belonging;
        await assign(trx, before);
        await trx.updateTable('event').set({ undone_at: act.now }).where('id', '=', last.id).execute();
        const ids = before.map(({ authorId }) => authorId);
        await eventWriter(trx, act).write('undo', null, null, before);
        return trx.selectFrom('author').select(AUTHOR).where('id', 'in', ids).orderBy('id').execute();
      });
    },

    /** Authors on other networks who may be the person an author is. */
    async suggestionsFor(author: CustomerAuthor): Promise<CustomerSuggestion[]> {
      const stem = handleStem(author.handle);
      // One question an index; OR-ed, SQLite would read every author. Whatever begins with the stem and a dot or an @
      // counts: the next sign of each ends the range.
      const alike = sql<boolean>`id IN (
        SELECT id FROM author WHERE handle_key = ${stem}
        UNION ALL SELECT id FROM author WHERE handle_key >= ${`${stem}.`} AND handle_key < ${`${stem}/`}
        UNION ALL SELECT id FROM author WHERE handle_key >= ${`${stem}@`} AND handle_key < ${`${stem}A`}
        UNION ALL SELECT id FROM author WHERE name = ${author.name ?? ''} COLLATE NOCASE)`;
      const found = await authors()
        .where(alike)
        .where('network', '<>', author.network)
        .where('id', 'not in', db.selectFrom('author').select('id').where(isSameCustomer(author.id)))
        .orderBy('id')
        .limit(MOST_SUGGESTIONS)
        .execute();
      return suggestionsOf(found.map((other) => [author, other] as const));
    },

    /** Pairs of authors who may be one person, the likeliest first. */
    async suggestions(): Promise<CustomerSuggestion[]> {
      const { rows } = await sql<{ one: number; other: number }>`
        WITH named AS (SELECT id, network, nullif(lower(trim(name)), '') AS name, ${STEM} AS stem,
          ifnull(customer_id, -id) AS customer FROM author)
        SELECT a.id AS one, b.id AS other FROM named AS a JOIN named AS b
          ON a.stem = b.stem AND a.network < b.network AND a.customer <> b.customer
        WHERE length(a.stem) >= 3
        UNION SELECT a.id, b.id FROM named AS a JOIN named AS b
          ON a.name = b.name AND a.network < b.network AND a.customer <> b.customer
        WHERE instr(a.name, ' ') > 0
        LIMIT ${MOST_SUGGESTIONS}`.execute(db);
      const ids = rows.flatMap(({ one, other }) => [one, other]);
      const all = await authors()
        .where(sql<boolean>`id IN ${inList(ids)}`)
        .execute();
      const byId = new Map(all.map((author) => [author.id, author]));
      return suggestionsOf(
        rows.flatMap(({ one, other }) => {
          const [a, b] = [byId.get(one), byId.get(other)];
          return a && b ? [[a, b] as const] : [];
        }),
      );
    },
  };
}

const MOST_SUGGESTIONS = 200;

/** Whether the author at hand is one of those who are the same person as another. */
export function isSameCustomer(authorId: number) {
  return sql<boolean>`(author.id = ${authorId}
    OR author.customer_id = (SELECT customer_id FROM author AS asked WHERE asked.id = ${authorId}))`;
}

async function membersOf(trx: Transaction<Database>, authorIds: readonly number[]): Promise<Belonging> {
  const asked = inList(authorIds);
  return trx
    .selectFrom('author')
    .select(['id as authorId', 'customer_id as customerId'])
    .where(
      sql<boolean>`id IN ${asked} OR customer_id IN (SELECT customer_id FROM author WHERE id IN ${asked})`,
    )
    .orderBy('id')
    .execute();
}

async function newCustomer(trx: Transaction<Database>, now: number): Promise<number> {
  const { id } = await trx
    .insertInto('customer')
    .values({ created_at: now })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

async function assign(trx: Transaction<Database>, belonging: Belonging): Promise<void> {
  for (const { authorId, customerId } of belonging) {
    await trx.updateTable('author').set({ customer_id: customerId }).where('id', '=', authorId).execute();
  }
}

function suggestionsOf(pairs: readonly (readonly [CustomerAuthor, CustomerAuthor])[]): CustomerSuggestion[] {
  return pairs
    .map(([one, other]) => ({ authors: [one, other] as const, reasons: likeness(one, other) }))
    .filter(({ reasons }) => reasons.length > 0)
    .sort((a, b) => b.reasons.length - a.reasons.length);
}
