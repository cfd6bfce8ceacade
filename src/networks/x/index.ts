import { type StreamName, searchStreams } from '../../core/stream.js';
import type { Watch } from '../../core/watch.js';
import type { Estimate, FetchRequest, Network, NetworkDeps, Page } from '../network.js';
import { CAPABILITIES } from './capabilities.js';
import { checkAccount } from './check.js';
import { type Client, createClient } from './client.js';
import { estimatePoll } from './estimate.js';
import { createSelf } from './identity.js';
import { measure } from './length.js';
import { fetchMessages } from './messages.js';
import { findMissing } from './presence.js';
import { charge, Meter } from './prices.js';
import { lookForReply, priceOfReply, sendReply } from './replies.js';
import { deletedSchema, hiddenSchema } from './schema.js';
import { fetchPosts, type StreamContext } from './streams.js';

export { authorisation } from './oauth2.js';

/** One X account over X API v2, through twitter-api-v2. Limits, prices and quirks: README.md beside this file. */
export function create(deps: NetworkDeps): Network {
  const client = createClient(deps);
  const self = createSelf(client, deps);
  const polls = (name: string): boolean => deps.account.streams?.includes(name) ?? true;
  const context: StreamContext = { client, deps, meter: new Meter(), readsMentions: polls('mentions') };

  async function* fetch(request: FetchRequest): AsyncGenerator<Page> {
    let extra = self.isKnown() ? [] : charge('ownedRead', 1);
    if (extra.length > 0 && !request.maySpend(extra)) return;
    const us = await self.us(request.signal);
    const pages = request.stream === 'messages' ? fetchMessages : fetchPosts;
    for await (const page of pages(context, us, request)) {
      yield { ...page, charges: [...page.charges, ...extra] };
      extra = [];
    }
  }

  return {
    capabilities: CAPABILITIES,
    streams: (watches) => streamsOf(deps, watches, polls),
    verify: self.verify,
    check: (signal) => checkAccount(client, deps, signal),
    estimate: (request): Estimate => estimatePoll(request),
    fetch,
    measure,
    price: priceOfReply,
    reply: async (reply, signal) => sendReply(client, await self.us(signal), reply, deps.clock, signal),
    findReply: async (reply, signal) => lookForReply(client, await self.us(signal), reply, signal),
    present: (nativeIds, options) => findMissing(client, nativeIds, options),
    hide: (nativeId, hidden, signal) => hide(client, nativeId, hidden, signal),
    delete: (nativeId, signal) => remove(client, nativeId, signal),
  };
}

/** Cheapest and most urgent first: what stops at a budget should have read mentions and messages by then. */
function streamsOf(
  deps: NetworkDeps,
  watches: readonly Watch[],
  polls: (name: string) => boolean,
): StreamName[] {
  const own = (['mentions', 'messages', 'own', 'replies'] as const).filter(polls);
  return [...own, ...(polls('search') ? searchStreams(watches, deps.account.id) : [])];
}

async function hide(client: Client, nativeId: string, hidden: boolean, signal: AbortSignal): Promise<void> {
  const call = {
    method: 'PUT' as const,
    path: 'tweets/:tweet_id/hidden',
    params: { tweet_id: nativeId },
    body: { hidden },
    purpose: hidden ? 'hide the reply' : 'show the reply again',
  };
  await client.call(call, hiddenSchema, signal);
}

async function remove(client: Client, nativeId: string, signal: AbortSignal): Promise<void> {
  const call = {
    method: 'DELETE' as const,
    path: 'tweets/:id',
    params: { id: nativeId },
    purpose: 'delete the post',
  };
  await client.call(call, deletedSchema, signal);
}
