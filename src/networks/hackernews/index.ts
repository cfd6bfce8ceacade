import { NetworkError } from '../../core/errors.js';
import { type StreamName, searchStreams } from '../../core/stream.js';
import type { Watch } from '../../core/watch.js';
import type { Network, NetworkDeps } from '../network.js';
import { CAPABILITIES, READ_ONLY } from './capabilities.js';
import { checkAccount } from './check.js';
import { createClient } from './client.js';
import { askIdentity, nameOf } from './identity.js';
import { replyPage } from './map.js';
import { findMissing } from './presence.js';
import { canSearch } from './query.js';
import { fetchStream } from './streams.js';

/** Hacker News, read through Algolia's search and the official API. Limits and quirks: README.md beside this file. */
export function create(deps: NetworkDeps): Network {
  const client = createClient(deps);
  const handle = nameOf(deps.account);
  return {
    capabilities: CAPABILITIES,
    streams: (watches) => streamsOf(deps.account.id, handle, watches),
    async verify(signal) {
      const identity = await askIdentity(client, deps, signal);
      deps.onIdentity(identity);
      return identity;
    },
    check: (signal) => checkAccount(client, deps, signal),
    estimate: ({ stream }) => ({ stream, charges: [] }),
    fetch: (request) => fetchStream({ client, deps, handle }, request),
    measure: (text) => ({ length: text.length, limit: 0 }),
    price: () => [],
    reply: async () => {
      throw new NetworkError(`${READ_ONLY}.`, {
        network: 'hackernews',
        kind: 'forbidden',
        hint: 'Nothing was sent.',
      });
    },
    findReply: async () => null,
    answerPage: replyPage,
    present: (nativeIds, options) => findMissing(client, nativeIds, options),
  };
}

function streamsOf(id: string, handle: string | null, watches: readonly Watch[]): StreamName[] {
  const searches = searchStreams(watches.filter(canSearch), id);
  return handle === null ? searches : ['replies', 'own', ...searches];
}
