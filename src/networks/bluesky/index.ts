import { type StreamName, searchStreams } from '../../core/stream.js';
import type { Watch } from '../../core/watch.js';
import type { FetchRequest, Network, NetworkDeps, Page } from '../network.js';
import { capabilitiesOf } from './capabilities.js';
import { checkAccount } from './check.js';
import { createClient, mayChat } from './client.js';
import { findMessage, sendMessage } from './conversations.js';
import { measure } from './length.js';
import { fetchMessages } from './messages.js';
import { hide, like, remove } from './moderate.js';
import { lookUpPosts, Profiles } from './profiles.js';
import { findReply, sendReply } from './replies.js';
import { fetchSearch } from './search.js';
import { fetchNotifications, fetchOwn } from './streams.js';
import { parseUri } from './uris.js';

/** One Bluesky account over XRPC, with an app password. Limits and quirks: README.md beside this file. */
export function create(deps: NetworkDeps): Network {
  const client = createClient(deps);
  const { clock, memory } = deps;

  async function* fetch(request: FetchRequest): AsyncGenerator<Page> {
    const us = await client.self(request.signal);
    const poll = { client, profiles: new Profiles(client), us, request };
    const { stream, watch } = request;
    if (stream === 'mentions') yield* fetchNotifications(poll);
    else if (stream === 'messages') yield* fetchMessages(poll, deps);
    else if (stream === 'own') yield* fetchOwn(poll);
    else if (watch !== undefined) yield* fetchSearch(poll, watch);
    else throw new TypeError(`the stream ${stream} was asked for without its watch`);
  }

  return {
    get capabilities() {
      return capabilitiesOf(mayChat(memory));
    },
    streams: (watches) => streamsOf(deps, watches),
    verify: async (signal) => {
      const { did, handle } = (await client.who(signal)).data;
      return { nativeId: did, handle, name: null };
    },
    check: (signal) => checkAccount(client, deps, signal),
    estimate: ({ stream }) => ({ stream, charges: [] }),
    fetch,
    measure,
    price: () => [],
    reply: async (reply, signal) =>
      reply.private
        ? sendMessage(client, reply, signal)
        : sendReply(client, await client.self(signal), reply, clock, signal),
    findReply: async (reply, signal) => {
      const us = await client.self(signal);
      return reply.private
        ? findMessage(client, us, reply, clock, signal)
        : findReply(client, us, reply, signal);
    },
    present: async (nativeIds, { signal }) => {
      const uris = nativeIds.filter((id) => parseUri(id) !== null);
      const posts = await lookUpPosts(client, uris, signal);
      return { missing: uris.filter((uri) => !posts.has(uri)), charges: [] };
    },
    like: async ({ nativeId }, liked, signal) =>
      like(client, await client.self(signal), nativeId, liked, clock, signal),
    hide: async (nativeId, hidden, signal) =>
      hide(client, await client.self(signal), nativeId, hidden, clock, signal),
    delete: async (nativeId, signal) => remove(client, await client.self(signal), nativeId, signal),
  };
}

/** Without private messages where the credentials do not allow them: the account's check says so, not every poll. */
function streamsOf({ account, memory }: NetworkDeps, watches: readonly Watch[]): StreamName[] {
  const polls = (name: string): boolean => account.streams?.includes(name) ?? true;
  const own = (['mentions', 'messages', 'own'] as const).filter(
    (name) => polls(name) && (name !== 'messages' || mayChat(memory) !== false),
  );
  return [...own, ...(polls('search') ? searchStreams(watches, account.id) : [])];
}
