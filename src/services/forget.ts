import { existsSync } from 'node:fs';
import type { CustomerAuthor } from '../core/customer.js';
import type { Compaction, ForgetTally } from '../core/removal.js';
import { findAuthor } from './customers.js';
import { type Desk, newAct, SEND_LOCK_WAIT } from './desk.js';
import { compact } from './upkeep.js';

/** Somebody who is to be forgotten: all their authors, and what is known of them. */
export interface Person {
  authors: CustomerAuthor[];
  tally: ForgetTally;
  /** Copies made by `earshot backup` that are still there: those hold them, and are out of reach. */
  copies: { path: string; at: number }[];
}

/**
 * Whom forgetting would take, and what of them.
 *
 * @param who as `findAuthor` takes it; every author of the same customer is meant
 * @throws EarshotError as `findAuthor` does
 */
export async function findPerson(desk: Desk, who: string): Promise<Person> {
  const author = await findAuthor(desk, who);
  const authors = await desk.store.customers.authorsOf(author.id);
  const tally = await desk.store.forget.tally(authors.map(({ id }) => id));
  return { authors, tally, copies: await copiesThere(desk) };
}

/**
 * Forgets a person: removes every row about them, keeps what they wrote until now from coming in again, and
 * overwrites what that left in the file. Nothing is sent meanwhile.
 *
 * @returns how the file was compacted; null where it could not be yet
 */
export async function forgetPerson(desk: Desk, { authors }: Person): Promise<Compaction | null> {
  await desk.exclusively('send', SEND_LOCK_WAIT, async () => {
    // An import holds this lock too: what lies there is of one that was killed, and may hold them.
    await desk.store.dropScratch();
    await desk.store.forget.forget(
      authors.map(({ id }) => id),
      newAct(desk),
    );
  });
  return compact(desk);
}

async function copiesThere({ store }: Desk): Promise<Person['copies']> {
  const known = await store.upkeep.backups();
  const there = known.filter(({ path }) => existsSync(path));
  const gone = known.filter((copy) => !there.includes(copy));
  await store.upkeep.dropBackups(gone.map(({ path }) => path));
  return there;
}
