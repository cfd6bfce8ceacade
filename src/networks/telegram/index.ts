import type { StreamName } from '../../core/stream.js';
import { type Watch, watchesFor } from '../../core/watch.js';
import type { Network, NetworkDeps } from '../network.js';
import { createApi } from './api.js';
import { CAPABILITIES, TEXT_LIMIT } from './capabilities.js';
import { checkAccount } from './check.js';
import { openFacts } from './facts.js';
import { placeOf } from './ids.js';
import { findReply, like, remove, sendReply } from './replies.js';
import { askBot, identityOf } from './self.js';
import { fetchUpdates } from './updates.js';

/** One Telegram bot over the Bot API. Limits and quirks: README.md beside this file. */
export function create(deps: NetworkDeps): Network {
  const facts = openFacts(deps.memory);
  const api = createApi(deps, facts);
  const wants = (name: string): boolean => deps.account.streams?.includes(name) ?? true;
  const takes = { groups: wants('mentions'), private: wants('messages') };
  let watches: readonly Watch[] = [];

  return {
    capabilities: CAPABILITIES,
    streams(configured) {
      watches = watchesFor(configured, deps.account.id);
      return streamsOf(takes);
    },
    verify: async (signal) => identityOf(await askBot(api, facts, deps, signal)),
    check: (signal) => checkAccount(api, facts, deps, signal),
    estimate: ({ stream }) => ({ stream, charges: [], note: 'Telegram bots are free.' }),
    fetch: (request) => fetchUpdates({ api, facts, deps, watches, takes }, request),
    measure: (text) => ({ length: text.length, limit: TEXT_LIMIT }),
    price: () => [],
    hasOpenedChat: (authorNativeId) => facts.hasStarted(Number(authorNativeId)),
    placeOf: (nativeId) => String(placeOf(nativeId).chatId),
    reply: (reply, signal) => sendReply(api, facts, reply, signal),
    findReply,
    like: (to, liked, signal) => like(api, facts, to, liked, signal),
    delete: (nativeId, signal) => remove(api, facts, nativeId, signal),
  };
}

/** Telegram has one queue for a bot: groups and private chats come in on one stream, named after what is wanted. */
function streamsOf(takes: { groups: boolean; private: boolean }): StreamName[] {
  if (takes.groups) return ['mentions'];
  return takes.private ? ['messages'] : [];
}
