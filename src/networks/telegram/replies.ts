import { SECOND } from '../../core/clock.js';
import { NetworkError } from '../../core/errors.js';
import type { MentionRef, OutgoingReply, SentReply } from '../network.js';
import type { Api } from './api.js';
import { SETTLE_HINT } from './errors.js';
import type { FactBook } from './facts.js';
import { isPrivateChat, messageUrl, nativeIdOf, placeOf } from './ids.js';
import { doneSchema, sentSchema } from './schema.js';

/** Where a reply goes, and the message it hangs on. */
interface Target {
  chatId: number;
  messageId: number | null;
}

/**
 * Sends a reply once. A group that has meanwhile become a supergroup refuses it for certain and names its new id:
 * then, and only then, it is sent once more, there. The old message cannot be answered from there; a message of
 * the same number is another one.
 *
 * @throws NetworkError
 */
export async function sendReply(
  api: Api,
  facts: FactBook,
  reply: OutgoingReply,
  signal: AbortSignal,
): Promise<SentReply> {
  const target = targetOf(facts, reply);
  const sent = await send(api, target, reply, signal).catch((error: unknown) => {
    const chatId = facts.currentId(target.chatId);
    const moved = error instanceof NetworkError && !error.outcomeUnknown && chatId !== target.chatId;
    if (!moved) throw error;
    return send(api, { chatId, messageId: null }, reply, signal);
  });
  const nativeId = nativeIdOf({ chatId: sent.chat.id, messageId: sent.message_id });
  if (!isPrivateChat(sent.chat.id)) facts.setThread(nativeId, reply.to.threadNativeId);
  return {
    nativeId,
    url: messageUrl(sent.chat, sent.message_id),
    createdAt: sent.date * SECOND,
    charges: [],
  };
}

function targetOf(facts: FactBook, { to, private: inPrivate, after }: OutgoingReply): Target {
  const { chatId, messageId } = placeOf(inPrivate ? to.nativeId : (after ?? to.nativeId));
  if (inPrivate && !isPrivateChat(chatId)) return { chatId: personOf(to), messageId: null };
  // In a chat of two it is plain what is answered.
  if (isPrivateChat(chatId)) return { chatId, messageId: null };
  const current = facts.currentId(chatId);
  return { chatId: current, messageId: current === chatId ? messageId : null };
}

/** Who writes in the name of a group or channel has its number, and a message to that would be read by everybody. */
function personOf({ authorNativeId }: MentionRef): number {
  const id = Number(authorNativeId);
  if (isPrivateChat(id)) return id;
  throw new NetworkError(
    'Telegram cannot send the private message: it was written in the name of a group or channel.',
    {
      network: 'telegram',
      kind: 'forbidden',
      hint: 'Answer in the group.',
    },
  );
}

function send(api: Api, { chatId, messageId }: Target, reply: OutgoingReply, signal: AbortSignal) {
  const body = {
    chat_id: chatId,
    text: reply.text,
    link_preview_options: { is_disabled: true },
    ...(messageId === null ? {} : { reply_parameters: { message_id: messageId } }),
  };
  const purpose = reply.private ? 'send the private message' : 'send the reply';
  return api.call({ method: 'sendMessage', body, purpose, bucket: `chat ${chatId}` }, sentSchema, signal);
}

/** A bot is told nothing of what it sent: nothing can be looked for. @throws NetworkError, always */
export async function findReply(): Promise<never> {
  throw new NetworkError('Telegram does not let a bot look for what it sent.', {
    network: 'telegram',
    kind: 'forbidden',
    hint: SETTLE_HINT,
  });
}

const THUMBS_UP = [{ type: 'emoji', emoji: '👍' }];

/** Sets the bot's one reaction to a message, or takes it away. @throws NetworkError */
export async function like(api: Api, facts: FactBook, to: MentionRef, liked: boolean, signal: AbortSignal) {
  const { chatId, messageId } = placeOf(to.nativeId);
  await api.call(
    {
      method: 'setMessageReaction',
      body: { chat_id: reachable(facts, chatId), message_id: messageId, reaction: liked ? THUMBS_UP : [] },
      purpose: liked ? 'react to the message' : 'take the reaction back',
      bucket: `chat ${chatId}`,
    },
    doneSchema,
    signal,
  );
}

/** Deletes a message of the bot's own. @throws NetworkError */
export async function remove(
  api: Api,
  facts: FactBook,
  nativeId: string,
  signal: AbortSignal,
): Promise<void> {
  const { chatId, messageId } = placeOf(nativeId);
  const body = { chat_id: reachable(facts, chatId), message_id: messageId };
  const call = { method: 'deleteMessage', body, purpose: 'delete the message', bucket: `chat ${chatId}` };
  await api.call(call, doneSchema, signal);
}

/** Messages of before a move keep their number in a chat that is closed: none of the new one may be touched. */
function reachable(facts: FactBook, chatId: number): number {
  if (facts.currentId(chatId) === chatId) return chatId;
  throw new NetworkError(
    'The group has become a supergroup: Telegram lets no bot touch its older messages.',
    {
      network: 'telegram',
      kind: 'not-found',
      hint: 'Do it in the app.',
    },
  );
}
