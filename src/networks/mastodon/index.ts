import { type StreamName, searchStreams } from '../../core/stream.js';
import type { Watch } from '../../core/watch.js';
import type { Network, NetworkDeps, Page } from '../network.js';
import { capabilitiesOf } from './capabilities.js';
import { checkAccount } from './check.js';
import { type Client, createClient } from './client.js';
import { withHandles } from './compose.js';
import { createSelf } from './identity.js';
import { toLocalId } from './ids.js';
import { countCharacters } from './length.js';
import { findMissing } from './presence.js';
import { findReply, sendReply } from './replies.js';
import { anythingSchema } from './schema.js';
import { fetchWatch } from './search.js';
import { CHARACTERS_PER_URL, createServer } from './server.js';
import { fetchMentions, fetchOwn, type StreamContext } from './streams.js';

export { authorisation } from './authorise.js';

/**
 * One account on a Mastodon server, or one compatible with it. Limits and quirks: README.md beside this file.
 *
 * @throws EarshotError `config` for an account without a server
 */
export function create(deps: NetworkDeps): Network {
  const client = createClient(deps);
  const server = createServer(client, deps);
  const self = createSelf(client, server, deps);
  const context = async (signal: AbortSignal): Promise<StreamContext> => ({
    client,
    server,
    deps,
    us: await self.us(signal),
  });

  async function* fetch(request: Parameters<Network['fetch']>[0]): AsyncGenerator<Page> {
    const known = await context(request.signal);
    if (request.stream === 'mentions') yield* fetchMentions(known, request);
    else if (request.stream === 'own') yield* fetchOwn(known, request);
    else yield* fetchWatch(known, request);
  }

  return {
    get capabilities() {
      return capabilitiesOf(server);
    },
    streams: (watches) => streamsOf(deps, watches),
    async verify(signal) {
      const { nativeId, handle, name } = await self.verify(signal);
      return { nativeId, handle, name };
    },
    check: (signal) => checkAccount({ client, server, self, deps }, signal),
    estimate: ({ stream }) => ({ stream, charges: [] }),
    fetch,
    measure(text, { to }) {
      const { length } = capabilitiesOf(server);
      const { charactersPerUrl = CHARACTERS_PER_URL, domain = client.host } = server.known() ?? {};
      const addressed = withHandles(text, [to?.authorHandle ?? LONGEST_NAME], { domain });
      return { length: countCharacters(addressed, { charactersPerUrl }), limit: length.limit };
    },
    price: () => [],
    reply: async (reply, signal) => sendReply(await context(signal), reply, signal),
    findReply: async (reply, signal) => findReply(await context(signal), reply, signal),
    present: async (nativeIds, { signal }) => ({
      missing: await findMissing(await context(signal), nativeIds, signal),
      charges: [],
    }),
    like: (to, liked, signal) =>
      write(
        client,
        'POST',
        to.nativeId,
        liked ? '/favourite' : '/unfavourite',
        liked ? 'like the post' : 'take the like back',
        signal,
      ),
    delete: (nativeId, signal) => write(client, 'DELETE', nativeId, '', 'delete the post', signal),
  };
}

/** Stands for a name that is not known yet: servers give names of 30 characters at most. */
const LONGEST_NAME = 'x'.repeat(30);

function streamsOf({ account }: NetworkDeps, watches: readonly Watch[]): StreamName[] {
  const polls = (name: string): boolean => account.streams?.includes(name) ?? true;
  const own = (['mentions', 'own'] as const).filter(polls);
  return [...own, ...(polls('search') ? searchStreams(watches, account.id) : [])];
}

async function write(
  client: Client,
  method: 'POST' | 'DELETE',
  nativeId: string,
  action: string,
  purpose: string,
  signal: AbortSignal,
): Promise<void> {
  const id = encodeURIComponent(toLocalId(nativeId, client.host));
  const call = { method, path: `/api/v1/statuses/${id}${action}`, bucket: method, purpose };
  await client.json(call, anythingSchema, signal);
}
