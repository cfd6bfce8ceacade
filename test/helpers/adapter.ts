import type { FetchRequest, Network, NetworkDeps, OutgoingReply, Page } from '../../src/networks/network.js';
import { MemorySecrets, memoryOf } from './account-facts.js';

export const never = new AbortController().signal;

/** Longest silence an adapter bears, ms: a busy machine is slow, and a test in which nothing comes says how long it waits. */
const PATIENT = 10_000;

/** What main would hand to an adapter, for a server on this machine. */
export function depsFor({
  account,
  secrets,
  ...overrides
}: Partial<Omit<NetworkDeps, 'account' | 'secrets'>> & {
  account: Partial<NetworkDeps['account']>;
  secrets: NetworkDeps['secrets'] | Record<string, string>;
}): NetworkDeps {
  return {
    account: {
      id: 'cafe',
      handle: '',
      nativeId: null,
      auth: 'token',
      baseUrl: null,
      server: null,
      url: null,
      clientId: null,
      streams: null,
      ...account,
    },
    secrets: isStore(secrets) ? secrets : new MemorySecrets(secrets),
    memory: memoryOf(),
    fetch,
    clock: Date.now,
    timeoutMs: PATIENT,
    maxWaitMs: 1_500,
    onIdentity: () => {},
    debug: () => {},
    redact: (text) => text,
    ...overrides,
  };
}

function isStore(
  secrets: NetworkDeps['secrets'] | Record<string, string>,
): secrets is NetworkDeps['secrets'] {
  return typeof secrets.get === 'function';
}

/** A request for a stream with nothing known yet. */
export function request(stream: FetchRequest['stream'], overrides: Partial<FetchRequest> = {}): FetchRequest {
  return {
    stream,
    cursor: null,
    since: null,
    maxItems: null,
    maySpend: () => true,
    signal: never,
    ...overrides,
  };
}

/** A cursor as it comes back from the database. */
export function stored(cursor: FetchRequest['cursor']): FetchRequest['cursor'] {
  return JSON.parse(JSON.stringify(cursor)) as FetchRequest['cursor'];
}

/** One poll to its end, put together; `cursor` is the last one, as it is stored. */
export async function poll(network: Network, asked: FetchRequest) {
  const pages: Page[] = [];
  for await (const page of network.fetch(asked)) pages.push(page);
  return {
    pages,
    mentions: pages.flatMap((page) => page.mentions),
    ownPosts: pages.flatMap((page) => page.ownPosts),
    deleted: pages.flatMap((page) => page.deletedNativeIds),
    gaps: pages.flatMap((page) => page.gaps),
    charges: total(pages),
    cursor: stored(pages.at(-1)?.cursor ?? asked.cursor),
  };
}

function total(pages: readonly Page[]): Record<string, number> {
  const sums: Record<string, number> = {};
  for (const { item, count } of pages.flatMap((page) => page.charges)) sums[item] = (sums[item] ?? 0) + count;
  return sums;
}

type Heard = Page['mentions'][number];

/** An answer to a mention, as the outbox hands it over. */
export function answerTo(
  mention: Pick<Heard, 'nativeId' | 'threadNativeId'> &
    Partial<Pick<Heard, 'versionId' | 'private'>> & { author: Pick<Heard['author'], 'nativeId' | 'handle'> },
  text: string,
  overrides: Partial<OutgoingReply> = {},
): OutgoingReply {
  return {
    idempotencyKey: crypto.randomUUID(),
    text,
    private: mention.private ?? false,
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
