import * as z from 'zod';
import { NetworkError } from '../../core/errors.js';
import { waitForReadable } from '../../core/unreadable.js';
import { unreadable } from '../../http/failures.js';
import type { NetworkDeps, Page } from '../network.js';
import { mayChat } from './client.js';
import { messageId, toOwnMessage, toPrivateMention } from './map.js';
import {
  convoPageSchema,
  convoSchema,
  logCreateSchema,
  logDeleteSchema,
  logPageSchema,
  messagePageSchema,
  messageSchema,
  type WireMessage,
} from './schema.js';
import { emptyPage, PAGE_SIZE, type Poll } from './streams.js';

/**
 * Where the private messages stand. The log tells what happens from the moment it is first asked, so what was there
 * before is read from the conversations, once, and the log from its first position afterwards.
 */
const positionSchema = z.object({
  log: z.string(),
  /** Conversations still to be read, while that lasts. */
  before: z
    .object({
      since: z.number().int().nullable(),
      done: z.array(z.string()),
      /** The conversation being read, and where in it. */
      at: z.object({ convo: z.string(), token: z.string() }).optional(),
    })
    .optional(),
});
type Position = z.infer<typeof positionSchema>;

export const BLUESKY = { network: 'bluesky', name: 'Bluesky' };
const PURPOSE = 'read your private messages';
/** Empty pages in a row after which a log that always has a further position is left until the next poll. */
const MOST_IDLE = 20;

const positionOf = (request: Poll['request']) => {
  const parsed = positionSchema.safeParse(request.cursor);
  return parsed.success ? parsed.data : null;
};

/** A private message and where it was said. */
interface Said {
  convoId: string;
  message: WireMessage;
}

/**
 * Walks the private messages; one that cannot be read is waited for, and then left out with a gap. Ends quietly where
 * the app password does not allow them: the account's check says so.
 */
export async function* fetchMessages(
  poll: Poll,
  { memory, clock }: Pick<NetworkDeps, 'memory' | 'clock'>,
): AsyncGenerator<Page> {
  const { stream } = poll.request;
  const wait = waitForReadable(memory, stream, clock());
  try {
    for await (const { odd, ...page } of readMessages(poll)) {
      if (odd > 0 && wait.meet()) throw unreadable(BLUESKY, PURPOSE, odd);
      const gap = { stream, from: null, to: clock(), code: 'unreadable' as const, count: odd };
      yield odd === 0 ? page : { ...page, gaps: [...page.gaps, gap] };
    }
    wait.done();
  } catch (error) {
    if (mayChat(memory) === false && error instanceof NetworkError) return;
    throw error;
  }
}

/** @returns pages, with how many of their messages cannot be read */
async function* readMessages(poll: Poll): AsyncGenerator<Page & { odd: number }> {
  const { request } = poll;
  let taken = 0;
  const goOn = () => !request.signal.aborted && (request.maxItems === null || taken < request.maxItems);
  let position = positionOf(request) ?? {
    log: (await askLog(poll, undefined)).cursor,
    before: { since: request.since, done: [] },
  };
  for await (const { said, odd, ...step } of readBefore(poll, position, goOn)) {
    position = step.position;
    taken += said.length;
    yield { ...emptyPage(position), ...(await sort(poll, said)), odd };
  }
  if (position.before !== undefined) return;
  for (let idle = 0; idle < MOST_IDLE && goOn(); ) {
    const { said, odd, deleted, cursor, isEmpty } = await askLog(poll, position.log);
    if (cursor === position.log) return;
    idle = isEmpty ? idle + 1 : 0;
    position = { log: cursor };
    taken += said.length;
    yield { ...emptyPage(position), ...(await sort(poll, said)), deletedNativeIds: deleted, odd };
  }
}

/** One page of the log, and where it goes on: at the same place once there is no more. */
async function askLog({ client, request }: Poll, cursor: string | undefined) {
  const call = { nsid: 'chat.bsky.convo.getLog', params: { cursor }, purpose: PURPOSE };
  const { data } = await client.call(call, logPageSchema, request.signal);
  const { logs } = data;
  const told = logs.filter(isOf('logCreateMessage'));
  const created = client.readItems(told, logCreateSchema, 'a message');
  const removed = client.readItems(logs.filter(isOf('logDeleteMessage')), logDeleteSchema, 'a deletion');
  return {
    said: created.map(({ convoId, message }) => ({ convoId, message })),
    odd: told.length - created.length,
    deleted: removed.map(({ convoId, message }) => messageId(convoId, message.id)),
    cursor: data.cursor ?? cursor ?? '',
    isEmpty: logs.length === 0,
  };
}

/** The log tells of much else; and of messages that are gone already. */
function isOf(name: string): (entry: unknown) => boolean {
  const schema = z.object({
    $type: z.literal(`chat.bsky.convo.defs#${name}`),
    message: z.object({ $type: z.string().optional() }),
  });
  return (entry) => {
    const { success, data } = schema.safeParse(entry);
    return success && (name === 'logDeleteMessage' || !data.message.$type?.endsWith('#deletedMessageView'));
  };
}

/** What was said before the log began, conversation by conversation, back to where the first poll began. */
async function* readBefore(poll: Poll, start: Position, goOn: () => boolean) {
  const { log, before } = start;
  if (before === undefined) return;
  const { since } = before;
  let { done, at } = before;
  for await (const convo of conversations(poll, since)) {
    if (done.includes(convo)) continue;
    let token = at?.convo === convo ? at.token : undefined;
    do {
      if (!goOn()) return;
      const page = await askConversation(poll, convo, token);
      const said = page.said.filter(({ message }) => since === null || message.sentAt >= since);
      token = said.length < page.said.length ? undefined : page.token;
      if (token === undefined) done = [...done, convo];
      at = token === undefined ? undefined : { convo, token };
      yield { said, odd: page.odd, position: { log, before: { since, done, ...(at && { at }) } } };
    } while (token !== undefined);
  }
  yield { said: [], odd: 0, position: { log } };
}

/** The conversations with anything in them since a time, the liveliest first. */
async function* conversations({ client, request }: Poll, since: number | null): AsyncGenerator<string> {
  let cursor: string | undefined;
  do {
    const call = {
      nsid: 'chat.bsky.convo.listConvos',
      params: { limit: PAGE_SIZE, cursor },
      purpose: PURPOSE,
    };
    const { data } = await client.call(call, convoPageSchema, request.signal);
    const convos = client.readItems(data.convos, convoSchema, 'a conversation');
    for (const { id, lastMessage } of convos) {
      if (lastMessage === undefined || since === null || lastMessage.sentAt >= since) yield id;
    }
    cursor = convos.length === 0 ? undefined : data.cursor;
  } while (cursor !== undefined);
}

/** One page of a conversation, newest first. @throws NetworkError */
export async function askConversation(
  { client, request }: Pick<Poll, 'client'> & { request: Pick<Poll['request'], 'signal'> },
  convoId: string,
  cursor: string | undefined,
): Promise<{ said: Said[]; odd: number; token: string | undefined; headers: Headers }> {
  const call = {
    nsid: 'chat.bsky.convo.getMessages',
    params: { convoId, limit: PAGE_SIZE, cursor },
    purpose: PURPOSE,
  };
  const { data, headers } = await client.call(call, messagePageSchema, request.signal);
  const readable = data.messages.filter(isMessage);
  const messages = client.readItems(readable, messageSchema, 'a message');
  return {
    said: messages.map((message) => ({ convoId, message })),
    odd: readable.length - messages.length,
    token: data.messages.length === 0 ? undefined : data.cursor,
    headers,
  };
}

/** Deleted messages and the conversation's own remarks have no text, and types of their own. */
function isMessage(view: unknown): boolean {
  const { data } = z.object({ $type: z.string().optional(), text: z.unknown() }).safeParse(view);
  return typeof data?.text === 'string' || data?.$type === 'chat.bsky.convo.defs#messageView';
}

async function sort({ profiles, us, request }: Poll, said: readonly Said[]) {
  const others = said.filter(({ message }) => message.sender.did !== us.did);
  const authors = await profiles.of(
    others.map(({ message }) => message.sender.did),
    request.signal,
  );
  return {
    mentions: others.map(({ convoId, message }) =>
      toPrivateMention(convoId, message, authors.get(message.sender.did)),
    ),
    ownPosts: said
      .filter(({ message }) => message.sender.did === us.did)
      .map(({ convoId, message }) => toOwnMessage(convoId, message)),
  };
}
