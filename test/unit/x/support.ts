import type {
  FetchRequest,
  Network,
  NetworkDeps,
  OutgoingReply,
  Page,
} from '../../../src/networks/network.js';
import { create } from '../../../src/networks/x/index.js';
import { type Sandbox, type SandboxOptions, startSandbox } from '../../../src/sandbox/index.js';
import { MemorySecrets, memoryOf } from '../../helpers/account-facts.js';

export type DepsOverrides = Partial<Omit<NetworkDeps, 'account'>> & {
  account?: Partial<NetworkDeps['account']>;
};

/** What main would hand to the adapter, for a server on this machine. */
export function depsFor(
  baseUrl: string,
  secrets: Record<string, string>,
  overrides: DepsOverrides = {},
): NetworkDeps {
  const { account, ...rest } = overrides;
  return {
    account: {
      id: 'cafe',
      handle: 'cafenar',
      nativeId: null,
      auth: 'oauth1',
      baseUrl,
      server: null,
      url: null,
      clientId: null,
      streams: null,
      ...account,
    },
    secrets: new MemorySecrets(secrets),
    memory: memoryOf(),
    fetch,
    clock: Date.now,
    timeoutMs: 2_000,
    maxWaitMs: 1_500,
    onIdentity: () => {},
    debug: () => {},
    redact: (text) => text,
    ...rest,
  };
}

export const KEYS = {
  apiKey: 'key',
  apiSecret: 'secret-1',
  accessToken: '7-token',
  accessTokenSecret: 'secret-2',
};

/** A sandbox and the adapter on it. */
export async function onSandbox(
  options: Partial<SandboxOptions> = {},
  overrides: DepsOverrides = {},
): Promise<{ sandbox: Sandbox; network: Network; deps: NetworkDeps }> {
  const sandbox = await startSandbox({ clock: Date.now, handle: 'cafenar', limits: true, ...options });
  const deps = depsFor(sandbox.url, { ...sandbox.credentials.oauth1 }, overrides);
  return { sandbox, network: create(deps), deps };
}

/** A request for a stream with nothing known yet. */
export function request(stream: FetchRequest['stream'], overrides: Partial<FetchRequest> = {}): FetchRequest {
  return {
    stream,
    cursor: null,
    since: null,
    maxItems: null,
    maySpend: () => true,
    signal: new AbortController().signal,
    ...overrides,
  };
}

/** All pages of one poll, put together; `cursor` is the last one. */
export async function poll(network: Network, asked: FetchRequest) {
  const pages: Page[] = [];
  for await (const page of network.fetch(asked)) pages.push(page);
  return {
    pages,
    mentions: pages.flatMap((page) => page.mentions),
    ownPosts: pages.flatMap((page) => page.ownPosts),
    gaps: pages.flatMap((page) => page.gaps),
    charges: total(pages),
    cursor: pages.at(-1)?.cursor ?? asked.cursor,
  };
}

function total(pages: readonly Page[]): Record<string, number> {
  const sums: Record<string, number> = {};
  for (const { item, count } of pages.flatMap((page) => page.charges)) sums[item] = (sums[item] ?? 0) + count;
  return sums;
}

/** A reply to a mention, as the outbox hands it over. */
export function replyTo(
  mention: {
    nativeId: string;
    versionId?: string;
    author: { nativeId: string; handle: string };
    threadNativeId: string;
  },
  text: string,
  overrides: Partial<OutgoingReply> = {},
): OutgoingReply {
  return {
    idempotencyKey: 'k',
    text,
    private: false,
    to: {
      nativeId: mention.nativeId,
      versionId: mention.versionId ?? mention.nativeId,
      authorNativeId: mention.author.nativeId,
      authorHandle: mention.author.handle,
      threadNativeId: mention.threadNativeId,
    },
    firstAttemptAt: Date.now(),
    ...overrides,
  };
}

export const never = new AbortController().signal;
