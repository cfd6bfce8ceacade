import * as z from 'zod';
import { NetworkError } from '../../core/errors.js';
import type { AccountMemory, Page } from '../network.js';
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

const positionOf = (request: Poll['request']) => {
  const parsed = positionSchema.safeParse(request.cursor);
  return parsed.success ? parsed.data : null;
};

/** A private message and where it was said. */
interface Said {
  convoId: string;
  message: WireMessage;
}

/** Walks the private messages. Ends quietly where the app password does not allow them: the account's check says so. */
export async function* fetchMessages(poll: Poll, memory: AccountMemory): AsyncGenerator<Page> {
  try {
    yield* readMessages(poll);
  } catch (error) {
    if (mayChat(memory) === false && error instanceof NetworkError) return;
    throw error;
  }
}

async function* readMessages(poll: Poll): AsyncGenerator<Page> {
  const { request } = poll;
  let taken = 0;
  const goOn = () => !request.signal.aborted && (request.maxItems === null || taken < request.maxItems);
  let position = positionOf(request) ?? {
    log: (await askLog(poll, undefined)).cursor,
    before: { since: request.since, done: [] },
  };
  for await (const { said, ...step } of readBefore(poll, position, goOn)) {
    position = step.position;
    taken += said.length;
    yield { ...emptyPage(position), ...(await sort(poll, said)) };
  }
  if (position.before !== undefined) return;
  while (goOn()) {
    const { said, deleted, cursor } = await askLog(poll, position.log);
    if (cursor === position.log) return;
    position = { log: cursor };
    taken += said.length;
    yield { ...emptyPage(position), ...(await sort(poll, said)), deletedNativeIds: deleted };
  }
}

/** One page of the log, and where it goes on: at the same place once there is no more. */
async function askLog({ client, request }: Poll, cursor: string | undefined) {
  const call = { nsid: 'chat.bsky.convo.getLog', params: { cursor }, purpose: 'read your private messages' };
  const { data } = await client.call(call, logPageSchema, request.signal);
  const { logs } = data;
  const created = client.readItems(logs.filter(isOf('logCreateMessage')), logCreateSchema, 'a message');
  const removed = client.readItems(logs.filter(isOf('logDeleteMessage')), logDeleteSchema, 'a deletion');
  return {
    said: created.map(({ convoId, message }) => ({ convoId, message })),
    deleted: removed.map(({ convoId, message }) => messageId(convoId, message.id)),
    cursor: data.cursor ?? cursor ?? '',
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
      yield { said, position: { log, before: { since, done, ...(at && { at }) } } };
    } while (token !== undefined);
  }
  yield { said: [], position: { log } };
}

/** The conversations with anything in them since a time, the liveliest first. */
async function* conversations({ client, request }: Poll, since: number | null): AsyncGenerator<string> {
  let cursor: string | undefined;
  do {
    const call = {
      nsid: 'chat.bsky.convo.listConvos',
      params: { limit: PAGE_SIZE, cursor },
      purpose: 'read your private messages',
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
): Promise<{ said: Said[]; token: string | undefined; headers: Headers }> {
  const call = {
    nsid: 'chat.bsky.convo.getMessages',
    params: { convoId, limit: PAGE_SIZE, cursor },
    purpose: 'read your private messages',
  };
  const { data, headers } = await client.call(call, messagePageSchema, request.signal);
  const readable = data.messages.filter(hasText);
  const messages = client.readItems(readable, messageSchema, 'a message');
  return {
    said: messages.map((message) => ({ convoId, message })),
    token: data.messages.length === 0 ? undefined : data.cursor,
    headers,
  };
}

/** Deleted messages and the conversation's own remarks have no text. */
function hasText(message: unknown): boolean {
  return z.object({ text: z.string() }).safeParse(message).success;
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
