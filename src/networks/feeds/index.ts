import { NetworkError } from '../../core/errors.js';
import type { Network, NetworkDeps } from '../network.js';
import { CAPABILITIES, READ_ONLY } from './capabilities.js';
import { checkAccount } from './check.js';
import { createReader } from './reader.js';
import { fetchFeed, streamsOf } from './streams.js';

/** One feed: RSS, Atom or JSON Feed, a Google Alert's too. What is read and what is refused: README.md beside this file. */
export function create(deps: NetworkDeps): Network {
  const reader = createReader(deps);
  return {
    capabilities: CAPABILITIES,
    streams: (watches) => streamsOf(deps.account.id, watches),
    async verify(signal) {
      const { address, feed } = await reader.read({}, signal);
      const identity = { nativeId: address.id, handle: address.url.hostname, name: feed?.title || null };
      deps.onIdentity(identity);
      return identity;
    },
    check: (signal) => checkAccount(reader, signal),
    estimate: ({ stream }) => ({ stream, charges: [] }),
    fetch: (request) => fetchFeed(reader, deps, request),
    measure: (text) => ({ length: text.length, limit: 0 }),
    price: () => [],
    reply: async () => {
      throw new NetworkError(`${READ_ONLY}.`, {
        network: 'feeds',
        kind: 'forbidden',
        hint: 'Nothing was sent.',
      });
    },
    findReply: async () => null,
  };
}
