import { onTestFinished } from 'vitest';
import { create } from '../../../src/networks/bluesky/index.js';
import type {
  FetchRequest,
  Network,
  NetworkDeps,
  OutgoingReply,
  Page,
} from '../../../src/networks/network.js';
import { type BlueskyFake, type BlueskyFakeOptions, startBlueskyFake } from '../../fakes/bluesky/index.js';
import { MemorySecrets, memoryOf } from '../../helpers/account-facts.js';

/** A fake and an adapter on it, as a run of earshot has it. */
export interface Rig {
  fake: BlueskyFake;
  network: Network;
  secrets: MemorySecrets;
  memory: NetworkDeps['memory'];
  debugged: string[];
  /** Another run: the same secrets and memory. */
  restart(overrides?: Partial<NetworkDeps>): Network;
}

export async function openRig(options: BlueskyFakeOptions = {}): Promise<Rig> {
  const fake = await startBlueskyFake(options);
  onTestFinished(() => fake.stop());
  const secrets = new MemorySecrets(fake.secrets);
  const memory = memoryOf();
  const debugged: string[] = [];
  const account = {
    id: 'cafe',
    handle: '',
    nativeId: null,
    auth: 'app-password',
    baseUrl: null,
    server: null,
    url: null,
    clientId: null,
    streams: null,
    ...fake.account,
  };
  const restart: Rig['restart'] = (overrides = {}) =>
    create({
      account,
      secrets,
      memory,
      fetch,
      clock: Date.now,
      timeoutMs: 2_000,
      maxWaitMs: 1_000,
      onIdentity: () => {},
      debug: (line) => debugged.push(line),
      redact: (text) => text,
      ...overrides,
    });
  return { fake, network: restart(), secrets, memory, debugged, restart };
}

export const never = new AbortController().signal;

export function requestFor(
  stream: FetchRequest['stream'],
  overrides: Partial<FetchRequest> = {},
): FetchRequest {
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

/** One poll to its end; the cursor goes through JSON, as it is stored. */
export async function poll(network: Network, asked: FetchRequest) {
  const pages: Page[] = [];
  for await (const page of network.fetch(asked)) pages.push(page);
  const cursor = pages.at(-1)?.cursor ?? asked.cursor;
  return {
    pages,
    mentions: pages.flatMap((page) => page.mentions),
    ownPosts: pages.flatMap((page) => page.ownPosts),
    deleted: pages.flatMap((page) => page.deletedNativeIds),
    gaps: pages.flatMap((page) => page.gaps),
    cursor: JSON.parse(JSON.stringify(cursor)) as FetchRequest['cursor'],
  };
}

/** An answer to a mention, as the outbox hands it over. */
export function answerTo(
  mention: Pick<Page['mentions'][number], 'nativeId' | 'versionId' | 'author' | 'threadNativeId' | 'private'>,
  text: string,
  overrides: Partial<OutgoingReply> = {},
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
    ...overrides,
  };
}
