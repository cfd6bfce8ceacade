import { type Clock, SECOND } from '../../core/clock.js';
import { clockSkew } from '../../http/clock-skew.js';
import { unreadable } from '../../http/failures.js';
import type { OutgoingReply, SentReply } from '../network.js';
import type { Client } from './client.js';
import { conversationUrl, messageId } from './map.js';
import { askConversation, BLUESKY } from './messages.js';
import { facetsFor } from './replies.js';
import { convoForMembersSchema, messageSchema, type WireMessage } from './schema.js';
import type { Facts } from './session.js';

/** Sends a private message once: in the conversation it answers, or in the one with the author of a post. */
export async function sendMessage(
  client: Client,
  reply: OutgoingReply,
  signal: AbortSignal,
): Promise<SentReply> {
  const convoId = await conversationFor(client, reply, signal);
  const facets = await facetsFor(client, reply.text, signal);
  const message = { text: reply.text, ...(facets.length === 0 ? {} : { facets }) };
  const call = {
    nsid: 'chat.bsky.convo.sendMessage',
    input: { convoId, message },
    purpose: 'send the private message',
  };
  const { data } = await client.call(call, messageSchema, signal);
  return toSent(convoId, data);
}

/** How much earlier than the first attempt a message may seem to be: clocks differ by a little, times are rounded. */
const LEEWAY = 2 * SECOND;

/**
 * Looks for a private message among ours in its conversation, back to the message it answers or to the first attempt.
 *
 * @returns null when all of ours since then were read and it is not among them
 * @throws NetworkError; `server` also where it may be a message that cannot be read
 */
export async function findMessage(
  client: Client,
  us: Facts,
  reply: OutgoingReply,
  clock: Clock,
  signal: AbortSignal,
): Promise<SentReply | null> {
  const convoId = await conversationFor(client, reply, signal);
  let token: string | undefined;
  let unread = 0;
  do {
    const {
      said,
      odd,
      headers,
      token: next,
    } = await askConversation({ client, request: { signal } }, convoId, token);
    const messages = said.map(({ message }) => message);
    unread += odd;
    const oldest = reply.firstAttemptAt - (clockSkew(headers.get('date'), clock()) ?? 0) - LEEWAY;
    const ours = messages.filter(({ sender, sentAt }) => sender.did === us.did && sentAt >= oldest);
    const found = ours.find(({ text }) => text === reply.text);
    if (found !== undefined) return toSent(convoId, found);
    const reached = messages.some(
      ({ id, sentAt }) => messageId(convoId, id) === reply.to.nativeId || sentAt < oldest,
    );
    token = reached ? undefined : next;
  } while (token !== undefined);
  if (unread > 0) throw unreadable(BLUESKY, 'look for the reply', unread);
  return null;
}

async function conversationFor(client: Client, { to }: OutgoingReply, signal: AbortSignal): Promise<string> {
  // A private message is answered where it was said; its conversation is its thread.
  if (to.nativeId.startsWith(`${to.threadNativeId}/`) && !to.nativeId.startsWith('at:'))
    return to.threadNativeId;
  const call = {
    nsid: 'chat.bsky.convo.getConvoForMembers',
    params: { members: [to.authorNativeId] },
    purpose: `open a conversation with @${to.authorHandle}`,
  };
  return (await client.call(call, convoForMembersSchema, signal)).data.convo.id;
}

function toSent(convoId: string, { id, sentAt }: WireMessage): SentReply {
  return {
    nativeId: messageId(convoId, id),
    url: conversationUrl(convoId),
    createdAt: sentAt,
    charges: [],
  };
}
