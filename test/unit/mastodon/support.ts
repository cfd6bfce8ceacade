import type { Clock } from '../../../src/core/clock.js';
import { create } from '../../../src/networks/mastodon/index.js';
import type {
  FetchRequest,
  Network,
  NetworkDeps,
  OutgoingReply,
  Page,
} from '../../../src/networks/network.js';
import { type MastodonFake, startMastodonFake } from '../../fakes/mastodon/index.js';
import type { Kind } from '../../fakes/mastodon/world.js';
import { MemorySecrets, memoryOf } from '../../helpers/account-facts.js';

/** A server of some kind, and the adapter on it. */
export interface Stage {
  fake: MastodonFake;
  network: Network;
  deps: NetworkDeps;
  debugged: string[];
}

export async function onServer(
  options: { kind?: Partial<Kind>; clock?: Clock; pageSize?: number } = {},
): Promise<Stage> {
  const fake = await startMastodonFake(options);
  const debugged: string[] = [];
  const deps: NetworkDeps = {
    account: {
      id: 'nar',
      handle: 'cafenar@mastodon.example',
      nativeId: null,
      auth: 'token',
      baseUrl: null,
      server: fake.url,
      url: null,
      clientId: null,
      streams: null,
      ...fake.account,
    },
    secrets: new MemorySecrets(fake.secrets),
    memory: memoryOf(),
    fetch,
    clock: options.clock ?? Date.now,
    timeoutMs: 2_000,
    maxWaitMs: 1_000,
    onIdentity: () => {},
    debug: (message) => debugged.push(message),
    redact: (text) => text,
  };
  return { fake, network: create(deps), deps, debugged };
}

/** GoToSocial as far as it differs. */
export const GOTOSOCIAL: Partial<Kind> = {
  version: '0.20.1+git-1234567',
  sourceUrl: 'https://codeberg.org/superseriousbusiness/gotosocial',
  apiVersion: null,
  keepsKeys: false,
  fullText: false,
  challenges: false,
  maxCharacters: 5_000,
};

/** Akkoma, and Mastodon before 4.0, as far as they differ. */
export const AKKOMA: Partial<Kind> = {
  version: '2.7.2 (compatible; Akkoma 3.15.1)',
  sourceUrl: '',
  apiVersion: null,
  instanceV2: false,
  challenges: false,
  maxCharacters: 5_000,
};

export const never = new AbortController().signal;

/** All pages of one poll, put together. */
export async function poll(
  network: Network,
  stream: FetchRequest['stream'],
  more: Partial<FetchRequest> = {},
) {
  const pages: Page[] = [];
  const request = {
    stream,
    cursor: null,
    since: null,
    maxItems: null,
    maySpend: () => true,
    signal: never,
    ...more,
  };
  for await (const page of network.fetch(request)) pages.push(page);
  return {
    mentions: pages.flatMap((page) => page.mentions),
    ownPosts: pages.flatMap((page) => page.ownPosts),
    cursor: pages.at(-1)?.cursor ?? request.cursor,
  };
}

/** A reply to a mention, as the outbox hands it over. */
export function replyTo(
  mention: Page['mentions'][number],
  text: string,
  more: Partial<OutgoingReply> = {},
): OutgoingReply {
  return {
    idempotencyKey: crypto.randomUUID(),
    text,
    private: mention.private,
    to: {
      nativeId: mention.nativeId,
      versionId: mention.versionId,
      authorNativeId: mention.author.nativeId,
      authorHandle: mention.author.handle,
      threadNativeId: mention.threadNativeId,
    },
    firstAttemptAt: Date.now(),
    ...more,
  };
}
