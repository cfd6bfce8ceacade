import type { CustomerAuthor } from '../core/customer.js';
import { type Desk, newAct } from './desk.js';
import { undoMark } from './triage.js';

/** What an undo took back. */
export interface Undone {
  /** Numbers of the mentions whose marks were taken back. */
  mentions: number[];
  /** The authors whose merge or split was taken back. */
  customers: CustomerAuthor[];
}

/**
 * Takes back the owner's latest act that has not been taken back: a mark, a merge or a split.
 *
 * @returns null where there is nothing to undo
 */
export async function undoLast(desk: Desk): Promise<Undone | null> {
  const { customers, lastUndoable } = desk.store;
  if ((await lastUndoable()) === 'customer') {
    return { mentions: [], customers: (await customers.undo(newAct(desk))) ?? [] };
  }
  const mentions = await undoMark(desk);
  return mentions && { mentions, customers: [] };
}
