import { type Charge, priceOf } from '../core/budget.js';
import { EarshotError } from '../core/errors.js';
import type { StoredMention } from '../core/stored-mention.js';
import type { ReplyOrigin } from '../store/index.js';
import { accountKey, type Desk, type DeskAccount, newAct, requireAccount } from './desk.js';
import { requireBudget } from './spending.js';
import { requireMention } from './triage.js';

export interface ReplyRequest {
  mentionId: number;
  text: string;
  private: boolean;
  /** Send a further reply where there is one of that kind already. */
  again: boolean;
  origin?: ReplyOrigin;
}

/** A reply that was checked and may be sent: nothing has happened yet. */
export interface CheckedReply {
  mention: StoredMention;
  account: DeskAccount;
  text: string;
  private: boolean;
  again: boolean;
  origin: ReplyOrigin;
  length: number;
  limit: number;
  charges: Charge[];
  costMicros: number;
}

/** A mention that cannot be answered from here, though perhaps by hand. */
export class ReplyRefused extends EarshotError {
  /** Where a person answers it, or null. */
  readonly page: string | null;

  /** @param reason with or without a full stop */
  constructor(
    mentionId: number,
    reason: string,
    { page, network }: { page: string | null; network: string },
  ) {
    super(`mention ${mentionId} cannot be answered from here: ${reason.replace(/\.$/, '')}.`, {
      code: 'reply-refused',
      hint: page === null ? `Answer it on ${network} itself.` : `Answer it there: ${page}`,
    });
    this.page = page;
  }
}

/**
 * Checks what can be checked before the words are known: the mention is there, the network takes an answer to it, and
 * none was seen on the network yet.
 *
 * @throws ReplyRefused where it cannot be answered from here; EarshotError where it was answered
 */
export async function requireAnswerable(desk: Desk, request: Omit<ReplyRequest, 'text' | 'origin'>) {
  const mention = await requireMention(desk, request.mentionId);
  const account = requireAccount(desk, mention.account);
  const network = await desk.network(account);
  const name = desk.networkName(account.network);
  const page = network.answerPage?.(mention.nativeId) ?? mention.url;
  const refuse = (reason: string) => new ReplyRefused(mention.id, reason, { page, network: name });
  if (mention.deletedAt !== null) throw refuse('its author deleted it');
  const ability = request.private ? network.capabilities.privateReply : network.capabilities.reply;
  if (!ability.can) throw refuse(ability.note ?? `${name} has no way to`);
  const isPrivate = request.private || mention.private;
  if (!isPrivate && !mention.reply.allowed) throw refuse(mention.reply.reason);

  const answer = isPrivate ? null : await desk.store.mentions.ownAnswerTo(mention.network, mention.nativeId);
  if (answer && !request.again) {
    throw new EarshotError(`mention ${mention.id} was answered on ${name} already.`, {
      code: 'already-replied',
      hint: `${answer.url ? `See ${answer.url}. ` : ''}Add --again to send a further reply.`,
    });
  }
  return { mention, account, network, isPrivate };
}

/**
 * Checks that a reply can be sent: the mention is there, the network will take it, it fits, it was not
 * answered from here already, and the budget allows it.
 *
 * @throws EarshotError saying which of these does not hold, and what to do
 */
export async function checkReply(desk: Desk, request: ReplyRequest): Promise<CheckedReply> {
  const text = request.text.normalize('NFC').trim();
  if (text === '') {
    throw new EarshotError('the reply is empty.', {
      code: 'reply-empty',
      kind: 'usage',
      hint: 'Write some text.',
    });
  }
  const { mention, account, network, isPrivate } = await requireAnswerable(desk, request);
  const name = desk.networkName(account.network);

  const { length, limit } = network.measure(text, {
    private: isPrivate,
    to: { authorHandle: mention.author.handle },
  });
  if (length > limit) {
    throw new EarshotError(`the reply is ${length - limit} too long for ${name} (${length} of ${limit}).`, {
      code: 'reply-too-long',
      kind: 'usage',
      hint: 'Shorten it; nothing was sent.',
    });
  }
  const charges = network.price({ text, private: isPrivate });
  await requireBudget(desk, account.network, charges);
  return {
    mention,
    account,
    text,
    private: isPrivate,
    again: request.again,
    origin: request.origin ?? {},
    length,
    limit,
    charges,
    costMicros: priceOf(charges, desk.settings.prices[account.network] ?? {}),
  };
}

/** Writes a checked reply into the outbox, approved. */
export async function enqueueReply(desk: Desk, reply: CheckedReply): Promise<number> {
  const account = await desk.store.accounts.ensure(accountKey(reply.account));
  return desk.store.outbox.create(
    {
      mentionId: reply.mention.id,
      accountId: account.id,
      private: reply.private,
      again: reply.again,
      text: reply.text,
      idempotencyKey: desk.newId(),
      origin: reply.origin,
    },
    newAct(desk),
  );
}
