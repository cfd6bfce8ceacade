import { type Charge, priceOf } from '../core/budget.js';
import { EarshotError } from '../core/errors.js';
import { splitText } from '../core/split.js';
import type { StoredMention } from '../core/stored-mention.js';
import type { Network, TextLength } from '../networks/network.js';
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
  /** Send a text that is too long as several messages, where the network takes those. */
  split?: boolean;
  origin?: ReplyOrigin;
}

/** A reply that was checked and may be sent: nothing has happened yet. */
export interface CheckedReply {
  mention: StoredMention;
  account: DeskAccount;
  text: string;
  /** What leaves, in this order: the text, or its parts with their marks. */
  parts: readonly [string, ...string[]];
  private: boolean;
  again: boolean;
  origin: ReplyOrigin;
  /** Of the whole text. */
  length: number;
  limit: number;
  charges: Charge[];
  costMicros: number;
  /** Of the cost, what the words make it dearer: links do, on X. */
  linkMicros: number;
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
  const ability = request.private ? await privateAbility(desk, mention, network) : network.capabilities.reply;
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

/** Whether an author can be answered in private: on some networks only who has written so before. */
export async function privateAbility(
  desk: Desk,
  mention: StoredMention,
  network: Network,
): Promise<{ can: boolean; note?: string }> {
  const { privateReply } = network.capabilities;
  const { author } = mention;
  if (!privateReply.can || privateReply.onlyAfterTheirs === undefined || mention.private) return privateReply;
  const known =
    network.hasOpenedChat?.(author.nativeId) || (await desk.store.mentions.hasWrittenPrivately(author.id));
  return known ? privateReply : { can: false, note: privateReply.onlyAfterTheirs };
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
  const measure = (part: string) =>
    network.measure(part, { private: isPrivate, to: { authorHandle: mention.author.handle } });
  const { length, limit } = measure(text);
  const parts = partsOf(text, network, measure);
  if (parts === null || (parts.length > 1 && !request.split)) {
    throw tooLong(desk.networkName(account.network), { length, limit }, parts);
  }
  const charges = parts.flatMap((part) => network.price({ text: part, private: isPrivate }));
  const plain = parts.flatMap(() => network.price({ text: '', private: isPrivate }));
  const prices = desk.settings.prices[account.network] ?? {};
  const costMicros = priceOf(charges, prices);
  await requireBudget(desk, account.network, charges);
  return {
    mention,
    account,
    text,
    parts,
    private: isPrivate,
    again: request.again,
    origin: request.origin ?? {},
    length,
    limit,
    charges,
    costMicros,
    linkMicros: costMicros - priceOf(plain, prices),
  };
}

/** What leaves of a text: itself where it fits, else its parts; null where the network takes neither. */
export function partsOf(
  text: string,
  { capabilities }: Network,
  measure: (part: string) => TextLength,
): [string, ...string[]] | null {
  const fits = (part: string) => {
    const { length, limit } = measure(part);
    return length <= limit;
  };
  if (fits(text)) return [text];
  const [first, ...rest] = (capabilities.split.can ? splitText(text, fits) : null) ?? [];
  return first === undefined ? null : [first, ...rest];
}

function tooLong(
  network: string,
  { length, limit }: TextLength,
  parts: readonly string[] | null,
): EarshotError {
  return new EarshotError(`the reply is ${length - limit} too long for ${network} (${length} of ${limit}).`, {
    code: 'reply-too-long',
    kind: 'usage',
    hint:
      parts === null
        ? 'Shorten it; nothing was sent.'
        : `Shorten it, or send it in ${parts.length} parts with --split; nothing was sent.`,
  });
}

/** Writes a checked reply into the outbox, approved: all its parts, or none. @returns the number of the first */
export async function enqueueReply(desk: Desk, reply: CheckedReply): Promise<number> {
  const account = await desk.store.accounts.ensure(accountKey(reply.account));
  const [first, ...rest] = reply.parts;
  return desk.store.outbox.create(
    {
      mentionId: reply.mention.id,
      accountId: account.id,
      private: reply.private,
      again: reply.again,
      text: first,
      idempotencyKey: desk.newId(),
      rest: rest.map((text) => ({ text, idempotencyKey: desk.newId() })),
      origin: reply.origin,
    },
    newAct(desk),
  );
}
