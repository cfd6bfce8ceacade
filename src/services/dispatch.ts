import { priced } from '../core/budget.js';
import { SECOND, sleep } from '../core/clock.js';
import { EarshotError, type FailureKind, NetworkError } from '../core/errors.js';
import type { OutboxEntry } from '../core/outbox-entry.js';
import { pauseWithin } from '../core/pace.js';
import type { StoredMention } from '../core/stored-mention.js';
import type { MentionRef, Network, OutgoingReply, SentReply } from '../networks/network.js';
import { type Desk, newAct, requireAccount, SEND_LOCK_WAIT } from './desk.js';
import { requireMention } from './triage.js';

/** A post just made may not be listed at once: only after this long is a missing one surely missing. */
const LISTED_AFTER = 30 * SECOND;

/**
 * Runs something that sends, as the only process that does. First of all, replies that a killed run left in
 * `sending` become `unknown`: nobody sends those again before it is known what became of them.
 */
export function whileSending<T>(desk: Desk, run: () => Promise<T>): Promise<T> {
  return desk.exclusively('send', SEND_LOCK_WAIT, async () => {
    await desk.store.outbox.abandonOrphans(newAct(desk));
    return run();
  });
}

/** A reply after an attempt to send it, and why it is not sent where it is not. */
export interface Dispatched {
  /** The part at which it ended: the last one, or the first that is not sent. */
  entry: OutboxEntry;
  failure: FailureKind | null;
  /** What the network said instead of taking it; null where it is sent. */
  cause: NetworkError | null;
}

/**
 * Sends an approved reply, and the parts that follow it, each once the one before it has arrived. Where one does not,
 * those after it wait. Never throws for what the network says; what is returned tells how it ended.
 */
export async function dispatch(desk: Desk, id: number): Promise<Dispatched> {
  let dispatched = await sendOne(desk, id);
  const answer = dispatched.entry.parts > 1 ? await desk.store.outbox.answerOf(id) : [];
  for (const { id: next, part, state } of answer) {
    if (part <= dispatched.entry.part || state === 'cancelled') continue;
    if (dispatched.entry.state !== 'sent') break;
    await pauseBefore(desk, dispatched.entry);
    if (desk.signal.aborted)
      return { ...dispatched, entry: await current(desk, next), failure: 'interrupted' };
    if (state === 'failed') await desk.store.outbox.move(next, 'approved', null, newAct(desk));
    dispatched = await sendOne(desk, next);
  }
  return dispatched;
}

/** Networks that take one message at a time in a conversation are given it. */
async function pauseBefore(desk: Desk, entry: OutboxEntry): Promise<void> {
  const { capabilities } = await desk.network(requireAccount(desk, entry.account));
  await sleep(pauseWithin(capabilities.pace, entry.private), desk.signal);
}

/** Sends one message: the claim is on disk before the network is called, and the call is outside any transaction. */
async function sendOne(desk: Desk, id: number): Promise<Dispatched> {
  await desk.store.outbox.claim(id, newAct(desk));
  const { entry, network, outgoing } = await load(desk, id);
  let sent: SentReply;
  try {
    sent = await network.reply(outgoing, desk.signal);
  } catch (error) {
    if (error instanceof NetworkError) return recordFailure(desk, entry, error);
    await desk.store.outbox.move(id, 'unknown', 'earshot failed while it was being sent', newAct(desk));
    throw error;
  }
  // Should this fail, the row stays in `sending`, and the next run that sends looks for the reply.
  await recordSent(desk, entry, sent);
  return { entry: await current(desk, id), failure: null, cause: null };
}

async function recordFailure(desk: Desk, entry: OutboxEntry, error: NetworkError): Promise<Dispatched> {
  const state = endState(error, entry);
  const words = state === 'unknown' ? await wordsForUnknown(desk, entry, error) : error.message;
  await desk.store.outbox.move(entry.id, state, words, newAct(desk));
  const after = state === 'unknown' ? await settle(desk, entry.id) : await current(desk, entry.id);
  const isSent = after.state === 'sent';
  return { entry: after, failure: isSent ? null : error.kind, cause: isSent ? null : error };
}

/** Where earshot cannot look, the owner must: nothing else tells. */
async function wordsForUnknown(desk: Desk, entry: OutboxEntry, error: NetworkError): Promise<string> {
  const { capabilities } = await desk.network(requireAccount(desk, entry.account));
  if (capabilities.idempotency !== 'none') return error.message;
  const name = desk.networkName(entry.network);
  return `${error.message} ${name} cannot tell whether it arrived: look there, then say so with --sent or --not-sent to earshot outbox settle ${entry.id}.`;
}

/**
 * Finds out what became of a reply whose outcome is unknown, by looking for it among our own posts.
 * Found: it is sent. Surely not there: it failed, and may be sent again. Otherwise it stays unknown.
 */
export async function settle(desk: Desk, id: number): Promise<OutboxEntry> {
  const { entry, network, outgoing } = await load(desk, id);
  if (entry.state !== 'unknown') return entry;
  if (network.capabilities.idempotency === 'none') return entry;
  try {
    const found = await network.findReply(outgoing, desk.signal);
    if (found) {
      await recordSent(desk, entry, found);
    } else if (desk.clock() - (entry.lastAttemptAt ?? 0) >= LISTED_AFTER) {
      const reason = 'it did not arrive: it is not among the posts of the account';
      await desk.store.outbox.move(id, 'failed', reason, newAct(desk));
    }
  } catch (error) {
    if (!(error instanceof NetworkError)) throw error;
    desk.debug(`reply ${id} could not be looked for: ${error.message}`);
  }
  return current(desk, id);
}

/**
 * A refusal is final; a lost answer is not known to be one. A repeated text refused as `duplicate` may mean
 * that an earlier attempt arrived: only looking tells.
 */
function endState(error: NetworkError, entry: OutboxEntry): 'failed' | 'unknown' {
  const mayHaveArrived = error.networkKind === 'duplicate' && entry.attempts > 1;
  return error.outcomeUnknown || mayHaveArrived ? 'unknown' : 'failed';
}

/**
 * A person saw a reply on the network. What follows it hangs on it, so its id there is looked for; where the network
 * does not tell, the person's word is enough.
 */
export async function recordSeen(desk: Desk, id: number): Promise<void> {
  const { entry, network, outgoing } = await load(desk, id);
  if (entry.part < entry.parts && network.capabilities.idempotency !== 'none') {
    const found = await network.findReply(outgoing, desk.signal).catch((error: unknown) => {
      if (error instanceof NetworkError) return null;
      throw error;
    });
    if (found) return recordSent(desk, entry, found);
  }
  await desk.store.outbox.seen(id, newAct(desk));
}

async function recordSent(desk: Desk, entry: OutboxEntry, sent: SentReply): Promise<void> {
  await desk.store.outbox.sent(
    entry.id,
    { nativeId: sent.nativeId, url: sent.url, sentAt: sent.createdAt },
    newAct(desk),
  );
  const prices = desk.settings.prices[entry.network] ?? {};
  const account = await desk.store.accounts.byKey(entry.account);
  if (!account) return;
  await desk.store.accounts.recordSpending(account.id, desk.clock(), priced(sent.charges, prices));
}

async function load(
  desk: Desk,
  id: number,
): Promise<{ entry: OutboxEntry; network: Network; outgoing: OutgoingReply }> {
  const entry = await current(desk, id);
  const account = requireAccount(desk, entry.account);
  const mention = await requireMention(desk, entry.mentionId);
  const outgoing: OutgoingReply = {
    idempotencyKey: entry.idempotencyKey,
    text: entry.text,
    private: entry.private,
    to: refOf(mention),
    firstAttemptAt: entry.firstAttemptAt ?? desk.clock(),
    ...(await placeOf(desk, entry)),
  };
  return { entry, network: await desk.network(account), outgoing };
}

/**
 * What a later part hangs on: the part before it whose id is known. That changes no more once a part is sent, so a
 * part is looked for where it was put.
 */
async function placeOf(desk: Desk, { id, part, partOf }: OutboxEntry): Promise<Pick<OutgoingReply, 'after'>> {
  if (partOf === null) return {};
  const before = (await desk.store.outbox.answerOf(id)).findLast(
    (each) => each.part < part && each.nativeId !== null,
  );
  return before?.nativeId ? { after: before.nativeId } : {};
}

async function current(desk: Desk, id: number): Promise<OutboxEntry> {
  const entry = await desk.store.outbox.get(id);
  if (entry) return entry;
  throw new EarshotError(`there is no reply ${id} in the outbox.`, {
    code: 'outbox-not-found',
    hint: 'See `earshot outbox list --all`.',
  });
}

/** A stored mention as its network knows it. */
export function refOf({ nativeId, versionId, author, threadNativeId }: StoredMention): MentionRef {
  return {
    nativeId,
    versionId,
    authorNativeId: author.nativeId,
    authorHandle: author.handle,
    threadNativeId,
  };
}
