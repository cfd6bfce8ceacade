import { EarshotError } from '../core/errors.js';
import type { StoredMention } from '../core/stored-mention.js';
import { accountKey, type Desk } from './desk.js';
import { type CheckedReply, checkReply, type ReplyRequest } from './reply.js';

/** What of a mention's state is the plan's own doing. */
export interface OwnTraces {
  /** Whether the answer a mention has is one of the same plan: two rows may belong to one conversation. */
  answered(threadId: number, at: number): Promise<boolean>;
  /** Whether the row's reply is in the outbox already, waiting: it stands in nobody's way but its own. */
  standing: boolean;
}

export const NO_TRACES: OwnTraces = { answered: () => Promise.resolve(false), standing: false };

/**
 * Everything that could stop one reply of a plan, when it is planned and again right before it is sent: what
 * `checkReply` looks at, an answer from anywhere, and a reply that stands in the outbox.
 *
 * @throws EarshotError saying what stops it
 */
export async function checkBulkReply(
  desk: Desk,
  mention: StoredMention,
  request: ReplyRequest,
  own: OwnTraces,
): Promise<CheckedReply> {
  const { answeredAt, threadId } = mention;
  if (answeredAt !== null && !request.again && !(await own.answered(threadId, answeredAt))) {
    throw new EarshotError(`mention ${mention.id} was answered already.`, {
      code: 'already-replied',
      hint: 'Put yes under `again` to send a further reply.',
    });
  }
  const checked = await checkReply(desk, request);
  if (!request.again && !own.standing) {
    const { id } = await desk.store.accounts.ensure(accountKey(checked.account));
    await desk.store.outbox.requireFree({
      mentionId: mention.id,
      accountId: id,
      private: checked.private,
    });
  }
  return checked;
}

/** Why a row cannot be sent, as a row keeps it; what stops the whole run is thrown on. */
export function refusalFrom(error: unknown): { code: string; reason: string } {
  const ofTheRow = error instanceof EarshotError && (error.kind === 'failed' || error.kind === 'usage');
  if (!ofTheRow) throw error;
  return { code: error.code, reason: error.message };
}
