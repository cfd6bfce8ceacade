import { SECOND } from '../../core/clock.js';
import { NetworkError } from '../../core/errors.js';
import type { Gap } from '../../core/gap.js';
import type { InboundMention, OwnPost } from '../../core/mention.js';
import type { Watch } from '../../core/watch.js';
import type { FetchRequest, NetworkDeps, Page } from '../network.js';
import type { Api } from './api.js';
import { concernOf, isStartButton } from './concern.js';
import { textOf } from './content.js';
import type { FactBook } from './facts.js';
import { knownGroup } from './groups.js';
import { isPrivateChat } from './ids.js';
import { senderId, toMention, toOwnPost } from './map.js';
import { gapsOf, offsetFor, type Position, readPosition, timeOf, waitsFor } from './position.js';
import { readUpdate } from './readable.js';
import { updatesSchema, type WireMessage, type WireUpdate } from './schema.js';
import { type Bot, knownBot } from './self.js';

/** The most updates one request brings. */
const PAGE_SIZE = 100;
const WANTED = ['message', 'edited_message', 'my_chat_member'];

/** What a walk needs of the adapter. */
export interface Listening {
  api: Api;
  facts: FactBook;
  deps: NetworkDeps;
  watches: readonly Watch[];
  /** Which chats are wanted. */
  takes: { groups: boolean; private: boolean };
}

/**
 * Walks the bot's queue. Telegram forgets what lies below the offset of a request, so an offset is sent only when
 * the pages before it have been committed: a generator goes on only when its page was taken.
 *
 * A message that cannot be read may be readable the next time: for a while its update is not confirmed, and the walk
 * ends at it. What is read behind it on the page comes once more. After that it is left out, with a gap.
 *
 * @throws NetworkError
 */
export async function* fetchUpdates(listening: Listening, request: FetchRequest): AsyncGenerator<Page> {
  const { api, facts, deps } = listening;
  let position = readPosition(request.cursor);
  const since = position.since ?? request.since ?? undefined;
  let gaps = gapsOf(position, request.stream, deps.clock());
  let left = request.maxItems ?? Number.POSITIVE_INFINITY;
  const bot = await knownBot(api, facts, deps, request.signal);
  for (;;) {
    const askedAt = deps.clock();
    const offset = offsetFor(position, askedAt);
    const updates = await ask(api, offset, Math.min(PAGE_SIZE, Math.max(1, left)), request.signal);
    const read = await readUpdates(listening, bot, updates, since, request.signal);
    const held = waitsFor(position, read.odd, askedAt);
    if (held === null && read.odd.length > 0) gaps = [...gaps, unreadable(read, request.stream, askedAt)];
    position =
      held === null
        ? positionAfter(position, updates, { askedAt, since, readTo: read.readTo })
        : { ...position, offset: held.id, offsetAt: askedAt, held };
    yield {
      mentions: read.mentions,
      ownPosts: read.ownPosts,
      deletedNativeIds: [],
      cursor: position,
      gaps,
      charges: [],
    };
    gaps = [];
    left -= updates.length;
    if (updates.length === 0 || left <= 0 || held !== null) return;
  }
}

function unreadable({ odd, readTo }: Read, stream: string, now: number): Gap {
  return { stream, from: null, to: readTo ?? now, code: 'unreadable', count: odd.length };
}

async function ask(
  api: Api,
  offset: number | undefined,
  limit: number,
  signal: AbortSignal,
): Promise<WireUpdate[]> {
  const body = { ...(offset === undefined ? {} : { offset }), limit, timeout: 0, allowed_updates: WANTED };
  const call = {
    method: 'getUpdates',
    body,
    purpose: "fetch the bot's messages",
    safe: true,
    bucket: 'updates',
  };
  const updates = await api.call(call, updatesSchema, signal);
  if (offset !== undefined && updates.some(({ update_id: id }) => id < offset)) {
    throw new NetworkError('Telegram sent messages again that earshot has confirmed.', {
      network: 'telegram',
      kind: 'server',
      hint: 'Try again in a few minutes; if a baseUrl is configured, look at that server.',
    });
  }
  return updates;
}

function positionAfter(
  before: Position,
  updates: readonly WireUpdate[],
  { askedAt, since, readTo }: { askedAt: number; since: number | undefined; readTo: number | null },
): Position {
  const kept = since === undefined ? {} : { since };
  // Only an empty page says that everything was read.
  if (updates.length === 0) return { ...before, ...kept, readTo: askedAt };
  const newest = updates.reduce((most, { update_id: id }) => Math.max(most, id), 0);
  return {
    ...kept,
    offset: newest + 1,
    offsetAt: askedAt,
    readTo: Math.min(askedAt, Math.max(readTo ?? askedAt, before.readTo ?? 0)),
  };
}

interface Read {
  mentions: InboundMention[];
  ownPosts: OwnPost[];
  /** The time of the newest update, ms UTC. */
  readTo: number | null;
  /** Updates that hold a message which cannot be read. */
  odd: number[];
}

async function readUpdates(
  listening: Listening,
  bot: Bot,
  updates: readonly WireUpdate[],
  since: number | undefined,
  signal: AbortSignal,
): Promise<Read> {
  const read: Read = { mentions: [], ownPosts: [], readTo: null, odd: [] };
  for (const raw of updates) {
    const seen = readUpdate(raw);
    if (seen.is !== 'update') {
      listening.deps.debug(`telegram: update ${raw.update_id} is not as documented`);
      if (seen.is === 'odd') read.odd.push(raw.update_id);
      continue;
    }
    const { update } = seen;
    const at = timeOf(update);
    if (at !== null) read.readTo = Math.max(read.readTo ?? 0, at);
    if (update.my_chat_member !== undefined) listening.facts.forgetGroup(update.my_chat_member.chat.id);
    const message = update.message ?? update.edited_message;
    if (message === undefined || (since !== undefined && message.date * SECOND < since)) continue;
    await readMessage(listening, bot, message, read, signal);
  }
  return read;
}

async function readMessage(
  listening: Listening,
  bot: Bot,
  message: WireMessage,
  into: Pick<Read, 'mentions' | 'ownPosts'>,
  signal: AbortSignal,
): Promise<void> {
  const { api, facts, deps, watches, takes } = listening;
  const { chat, migrate_to_chat_id: movedTo } = message;
  if (movedTo !== undefined) facts.setMoved(chat.id, movedTo);
  const text = textOf(message);
  if (isStartButton(message)) facts.setStarted(chat.id);
  if (text === null || String(senderId(message)) === bot.nativeId || isStartButton(message)) return;
  const add = (kind: InboundMention['kind'] | null) => {
    const mention = kind === null ? null : toMention(message, kind, text, facts.threadOf);
    if (mention !== null) into.mentions.push(mention);
  };
  if (isPrivateChat(chat.id)) {
    if (takes.private) add('message');
    return;
  }
  if (!takes.groups) return;
  const group = await knownGroup(api, facts, deps, chat.id, signal);
  if (group.staff.includes(senderId(message) ?? 0)) {
    into.ownPosts.push(toOwnPost(message, text, facts.threadOf));
    return;
  }
  add(concernOf(message, { us: bot, watches, hearsAll: bot.readsAll || group.administered }));
}
