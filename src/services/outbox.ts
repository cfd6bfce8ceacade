import { EarshotError } from '../core/errors.js';
import type { OutboxState } from '../core/outbox.js';
import type { OutboxEntry } from '../core/outbox-entry.js';
import { type Desk, newAct } from './desk.js';
import { type Dispatched, dispatch, settle, whileSending } from './dispatch.js';
import { checkReply } from './reply.js';

/** The replies named, or every one in the given states that is not on hold where none is named. */
async function choose(desk: Desk, ids: readonly number[], ...states: OutboxState[]): Promise<number[]> {
  if (ids.length > 0) return [...ids];
  // What an inbox holds is that inbox's to send, until its time is over.
  return (await desk.store.outbox.list(states)).flatMap(({ id, heldUntil }) =>
    heldUntil !== null && heldUntil > desk.clock() ? [] : id,
  );
}

/** What may have changed since a reply was written: why it cannot be sent any more, or null. */
async function refusalOf(desk: Desk, entry: OutboxEntry): Promise<string | null> {
  const { mentionId, text, again } = entry;
  try {
    await checkReply(desk, { mentionId, text, private: entry.private, again });
    return null;
  } catch (error) {
    if (error instanceof EarshotError && error.kind === 'failed') return error.message;
    throw error;
  }
}

/**
 * Sends failed replies once more, and approved ones that a killed run never took up, oldest first. One whose
 * outcome is unknown is looked for first, and goes out again only if it surely did not arrive; one that was
 * answered elsewhere meanwhile stays where it is.
 *
 * @returns each reply as it is now, and why it is not sent where it is not
 * @throws EarshotError (budget) where the rest would cost too much; what was not reached stays approved
 */
export function retryReplies(desk: Desk, ids: readonly number[]): Promise<Dispatched[]> {
  return whileSending(desk, async () => {
    const results: Dispatched[] = [];
    for (const id of await choose(desk, ids, 'approved', 'failed')) {
      if (desk.signal.aborted) break;
      const before = await settle(desk, id);
      if (before.state !== 'failed' && before.state !== 'approved') {
        results.push({ entry: before, failure: before.state === 'sent' ? null : 'failed', cause: null });
        continue;
      }
      const refusal = await refusalOf(desk, before);
      if (refusal !== null) {
        if (before.state === 'approved') await desk.store.outbox.move(id, 'failed', refusal, newAct(desk));
        results.push({
          entry: { ...before, state: 'failed', error: refusal },
          failure: 'failed',
          cause: null,
        });
        continue;
      }
      if (before.state === 'failed') await desk.store.outbox.move(id, 'approved', null, newAct(desk));
      results.push(await dispatch(desk, id));
    }
    return results;
  });
}

/**
 * Finds out what became of replies whose outcome is unknown.
 *
 * @param seen what a person saw on the network: `sent`, `failed`, or null to let earshot look
 */
export function settleReplies(
  desk: Desk,
  ids: readonly number[],
  seen: 'sent' | 'failed' | null,
): Promise<OutboxEntry[]> {
  return whileSending(desk, async () => {
    const results: OutboxEntry[] = [];
    for (const id of await choose(desk, ids, 'unknown')) {
      if (seen === 'sent') await desk.store.outbox.seen(id, newAct(desk));
      else if (seen === 'failed') {
        await desk.store.outbox.move(id, 'failed', 'a person looked: it is not there', newAct(desk));
      }
      results.push(await settle(desk, id));
    }
    return results;
  });
}

/** Gives up replies that were not sent. */
export async function cancelReplies(desk: Desk, ids: readonly number[]): Promise<void> {
  for (const id of ids) await desk.store.outbox.move(id, 'cancelled', null, newAct(desk));
}
