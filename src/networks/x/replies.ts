import type { Charge } from '../../core/budget.js';
import type { Clock } from '../../core/clock.js';
import type { OutgoingReply, SentReply } from '../network.js';
import type { Client } from './client.js';
import { isNewer } from './ids.js';
import { postUrl, referenced, type Us } from './map.js';
import { MESSAGE_FIELDS } from './messages.js';
import { PAGE_SIZE } from './page-size.js';
import { charge } from './prices.js';
import { isMessage, messagePageSchema, messageSentSchema, postedSchema, tweetPageSchema } from './schema.js';
import { plainText } from './text.js';
import { findLinks } from './urls.js';

/** What sending a reply costs: answers to who mentioned us are cheap, a link makes any post dear. */
export function priceOfReply(reply: Pick<OutgoingReply, 'text' | 'private'>): Charge[] {
  if (reply.private) return charge('messageSend', 1);
  return charge(findLinks(reply.text).length > 0 ? 'postWithUrl' : 'reply', 1);
}

/** Sends a reply once. @throws NetworkError */
export async function sendReply(
  client: Client,
  us: Us,
  reply: OutgoingReply,
  clock: Clock,
  signal: AbortSignal,
): Promise<SentReply> {
  const charges = priceOfReply(reply);
  if (reply.private) {
    const { data } = await client.call(
      {
        method: 'POST',
        path: 'dm_conversations/with/:participant_id/messages',
        params: { participant_id: reply.to.authorNativeId },
        body: { text: reply.text },
        purpose: 'send the private message',
      },
      messageSentSchema,
      signal,
    );
    return { nativeId: data.data.dm_event_id, url: null, createdAt: clock(), charges };
  }
  const { data } = await client.call(
    {
      method: 'POST',
      path: 'tweets',
      body: { text: reply.text, reply: { in_reply_to_tweet_id: reply.to.versionId } },
      purpose: 'send the reply',
    },
    postedSchema,
    signal,
  );
  return { nativeId: data.data.id, url: postUrl(us.handle, data.data.id), createdAt: clock(), charges };
}

/**
 * Looks for a reply among our own posts or in the conversation with its addressee.
 *
 * An answer's id is greater than that of what it answers, so the search ends there: ids grow with X's own time,
 * and need no clock of ours.
 *
 * @returns null when all of ours since the message answered were read and it is not among them
 */
export function lookForReply(
  client: Client,
  us: Us,
  reply: OutgoingReply,
  signal: AbortSignal,
): Promise<SentReply | null> {
  return reply.private
    ? lookInConversation(client, us, reply, signal)
    : lookInTimeline(client, us, reply, signal);
}

async function lookInTimeline(
  client: Client,
  us: Us,
  reply: OutgoingReply,
  signal: AbortSignal,
): Promise<SentReply | null> {
  const answered = new Set([reply.to.nativeId, reply.to.versionId]);
  let token: string | undefined;
  let reads = 0;
  do {
    const query = {
      max_results: PAGE_SIZE,
      since_id: reply.to.versionId,
      pagination_token: token,
      'tweet.fields': 'author_id,created_at,entities,note_tweet,referenced_tweets',
    };
    const call = { method: 'GET' as const, path: 'users/:id/tweets', params: { id: us.nativeId }, query };
    const { data } = await client.call({ ...call, purpose: 'look for the reply' }, tweetPageSchema, signal);
    const posts = data.data ?? [];
    reads += posts.length;
    const found = posts.find(
      (post) => answered.has(referenced(post, 'replied_to') ?? '') && sameText(plainText(post), reply.text),
    );
    if (found !== undefined) {
      const charges = [...priceOfReply(reply), ...charge('ownedRead', reads)];
      return { nativeId: found.id, url: postUrl(us.handle, found.id), createdAt: found.created_at, charges };
    }
    token = data.meta?.next_token;
  } while (token !== undefined);
  return null;
}

async function lookInConversation(
  client: Client,
  us: Us,
  reply: OutgoingReply,
  signal: AbortSignal,
): Promise<SentReply | null> {
  let token: string | undefined;
  let reads = 0;
  do {
    const call = {
      method: 'GET' as const,
      path: 'dm_conversations/with/:participant_id/dm_events',
      params: { participant_id: reply.to.authorNativeId },
      query: { max_results: PAGE_SIZE, pagination_token: token, ...MESSAGE_FIELDS },
      purpose: 'look for the private message',
    };
    const { data } = await client.call(call, messagePageSchema, signal);
    const messages = (data.data ?? []).filter(isMessage);
    reads += data.data?.length ?? 0;
    const recent = messages.filter((message) => isNewer(message.id, reply.to.nativeId));
    const found = recent.find(
      (message) => message.sender_id === us.nativeId && sameText(plainText(message), reply.text),
    );
    if (found !== undefined) {
      const charges = [...priceOfReply(reply), ...charge('messageRead', reads)];
      return { nativeId: found.id, url: null, createdAt: found.created_at, charges };
    }
    token = recent.length < messages.length ? undefined : data.meta?.next_token;
  } while (token !== undefined);
  return null;
}

/** Whether X shows `text` as what we sent: it adds names in front and rewrites links. */
export function sameText(shown: string, sent: string): boolean {
  return essence(shown) === essence(sent);
}

function essence(text: string): string {
  const normal = text.normalize('NFC');
  let masked = '';
  let at = 0;
  for (const { start, end } of findLinks(normal)) {
    masked += `${normal.slice(at, start)}\u0000`;
    at = end;
  }
  masked += normal.slice(at);
  return masked
    .replace(/^(?:\s*@\w+)+/, '')
    .replace(/\s+/g, ' ')
    .trim();
}
