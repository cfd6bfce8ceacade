import { EarshotError } from '../core/errors.js';
import type { OutboxState } from '../core/outbox.js';
import type { OutboxEntry } from '../core/outbox-entry.js';
import { type Desk, newAct } from './desk.js';
import { type Dispatched, dispatch, recordSeen, settle, whileSending } from './dispatch.js';
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
  const { mentionId, text, partOf } = entry;
  // The part before it is an answer already: that is no reason to keep the rest back.
  const again = entry.again || partOf !== null;
  try {
    await checkReply(desk, { mentionId, text, private: entry.private, again });
    return null;
  } catch (error) {
    if (error instanceof EarshotError && error.kind === 'failed') return error.message;
    throw error;
  }
}

/**
 * Sends failed replies once more, and approved ones that a killed run never took up, oldest first; of an answer in
 * parts, what is still missing. One whose outcome is unknown is looked for first, and goes out again only if it
 * surely did not arrive; one that was answered elsewhere meanwhile stays where it is.
 *
 * @returns each reply as it is now, and why it is not sent where it is not
 * @throws EarshotError (budget) where the rest would cost too much; what was not reached stays approved
 */
export function retryReplies(desk: Desk, ids: readonly number[]): Promise<Dispatched[]> {
  return whileSending(desk, async () => {
    const results: Dispatched[] = [];
    const done = new Set<number>();
    for (const id of await choose(desk, ids, 'approved', 'failed')) {
      if (desk.signal.aborted) break;
      const answer = await desk.store.outbox.answerOf(id);
      const [first] = answer;
      if (done.has(first?.id ?? id)) continue;
      done.add(first?.id ?? id);
      results.push(await goOn(desk, await missing(desk, answer, id)));
    }
    return results;
  });
}

/** The part of an answer that is to be sent next, or the reply asked for where nothing of it is missing. */
async function missing(desk: Desk, answer: readonly OutboxEntry[], id: number): Promise<OutboxEntry> {
  for (const part of answer) {
    const now = await settle(desk, part.id);
    if (now.state !== 'sent' && now.state !== 'cancelled') return now;
  }
  return settle(desk, id);
}

/** Sends one reply and what follows it, where that may be. */
async function goOn(desk: Desk, before: OutboxEntry): Promise<Dispatched> {
  const { id, state, mentionId } = before;
  if (state === 'cancelled') {
    const error = `it was cancelled; \`earshot reply ${mentionId}\` writes it anew`;
    return { entry: { ...before, error }, failure: 'failed', cause: null };
  }
  if (state !== 'failed' && state !== 'approved') {
    return { entry: before, failure: state === 'sent' ? null : 'failed', cause: null };
  }
  const refusal = await refusalOf(desk, before);
  if (refusal !== null) {
    if (state === 'approved') await desk.store.outbox.move(id, 'failed', refusal, newAct(desk));
    return { entry: { ...before, state: 'failed', error: refusal }, failure: 'failed', cause: null };
  }
  if (state === 'failed') await desk.store.outbox.move(id, 'approved', null, newAct(desk));
  return dispatch(desk, id);
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
      if (seen === 'sent') await recordSeen(desk, id);
      else if (seen === 'failed') {
        await desk.store.outbox.move(id, 'failed', 'a person looked: it is not there', newAct(desk));
      }
      results.push(await settle(desk, id));
    }
    return results;
  });
}

/** Gives up replies that were not sent, and the parts that would follow them. @returns all that are given up */
export async function cancelReplies(desk: Desk, ids: readonly number[]): Promise<number[]> {
  const cancelled = new Set<number>();
  for (const id of ids) {
    if (cancelled.has(id)) continue;
    for (const each of await desk.store.outbox.cancel(id, newAct(desk))) cancelled.add(each);
  }
  return [...cancelled];
}
