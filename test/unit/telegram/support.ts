import { onTestFinished } from 'vitest';
import type {
  FetchRequest,
  Network,
  NetworkDeps,
  OutgoingReply,
  Page,
} from '../../../src/networks/network.js';
import { create } from '../../../src/networks/telegram/index.js';
import { startTelegramFake, type TelegramFakeOptions } from '../../fakes/telegram/index.js';
import { MemorySecrets, memoryOf } from '../../helpers/account-facts.js';

export const never = new AbortController().signal;

/** A Telegram and the adapter on it. */
export async function onTelegram(
  options: TelegramFakeOptions = {},
  own: Partial<Omit<NetworkDeps, 'account'>> & { streams?: string[] } = {},
) {
  const fake = await startTelegramFake(options);
  onTestFinished(() => fake.stop());
  const { streams = null, ...overrides } = own;
  const debugged: string[] = [];
  const deps: NetworkDeps = {
    account: {
      id: 'cafe',
      handle: '',
      nativeId: null,
      auth: 'token',
      baseUrl: null,
      server: null,
      url: null,
      clientId: null,
      ...fake.account,
      streams,
    },
    secrets: new MemorySecrets(fake.secrets),
    memory: memoryOf(),
    fetch,
    clock: options.clock ?? Date.now,
    timeoutMs: 2_000,
    maxWaitMs: 1_500,
    onIdentity: () => {},
    debug: (line) => debugged.push(line),
    redact: (text) => text,
    ...overrides,
  };
  return { fake, world: fake.world, deps, debugged, network: create(deps), restart: () => create(deps) };
}

/** A request with nothing known yet. */
export function request(overrides: Partial<FetchRequest> = {}): FetchRequest {
  return {
    stream: 'mentions',
    cursor: null,
    since: null,
    maxItems: null,
    maySpend: () => true,
    signal: never,
    ...overrides,
  };
}

/** One poll to its end, put together; `cursor` is the last one, through JSON as it is stored. */
export async function poll(network: Network, overrides: Partial<FetchRequest> = {}) {
  const pages: Page[] = [];
  for await (const page of network.fetch(request(overrides))) pages.push(page);
  return {
    pages,
    mentions: pages.flatMap((page) => page.mentions),
    ownPosts: pages.flatMap((page) => page.ownPosts),
    gaps: pages.flatMap((page) => page.gaps),
    cursor: stored(pages.at(-1)?.cursor ?? null),
  };
}

export function stored(cursor: FetchRequest['cursor']): FetchRequest['cursor'] {
  return JSON.parse(JSON.stringify(cursor)) as FetchRequest['cursor'];
}

/** A reply to a mention, as the outbox hands it over. */
export function replyTo(
  mention: Page['mentions'][number],
  text: string,
  overrides: Partial<OutgoingReply> = {},
): OutgoingReply {
  return {
    idempotencyKey: 'k',
    text,
    private: mention.private,
    to: {
      nativeId: mention.nativeId,
      versionId: mention.versionId,
      authorNativeId: mention.author.nativeId,
      authorHandle: mention.author.handle,
      threadNativeId: mention.threadNativeId,
    },
    firstAttemptAt: 0,
    ...overrides,
  };
}
