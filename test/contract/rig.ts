import { MINUTE } from '../../src/core/clock.js';
import { createRedactor } from '../../src/core/redact.js';
import type { StreamName } from '../../src/core/stream.js';
import type { Watch } from '../../src/core/watch.js';
import type { FetchRequest, Network, NetworkDeps, NetworkModule, Page } from '../../src/networks/network.js';
import { NETWORKS } from '../../src/networks/registry.js';
import { type Harness, type NetworkFake, WATCHED } from '../fakes/fake.js';
import { MemorySecrets } from '../helpers/account-facts.js';
import { depsFor, poll, request } from '../helpers/adapter.js';

/** Longest silence an adapter bears, ms: enough for a busy machine, and little, for tests in which nothing comes. */
const PATIENT = 60_000;
export const IMPATIENT = 1_000;
/** Longest rate limit they sit out, ms. */
const SHORT_WAIT = 4_000;

/** One way in which messages come in: its stream, and what arrivals on it look like. */
export interface Lane {
  name: 'mentions' | 'messages' | 'search';
  stream: StreamName;
  kind: 'mention' | 'message' | 'post';
  watch?: Watch;
}

/** A network's adapter on its fake, as a run of earshot has it. */
export interface Rig {
  fake: NetworkFake;
  network: Network;
  /** What the adapter wrote with --verbose. */
  debugged: string[];
  secrets: MemorySecrets;
  /**
   * The same account in a later run: nothing is left in memory but what is kept.
   *
   * @param timeoutMs the longest silence it bears
   */
  restart(timeoutMs?: number): Network;
  /** Somebody writes on a lane. @returns the native id */
  arrive(lane: Lane, text: string, more?: { by?: string; createdAt?: number; replyTo?: string }): string;
  /** Whatever was a secret of this account at any time. */
  everSecret(): string[];
}

/** What a test gives, to clean up after itself. */
export interface Ends {
  onTestFinished(run: () => Promise<void>): void;
}

/** The ways in which a network hears. */
export function lanesOf(harness: Harness): Lane[] {
  const watch = brandOf(harness);
  return [
    ...(harness.mentionStream
      ? [{ name: 'mentions' as const, stream: harness.mentionStream, kind: 'mention' as const }]
      : []),
    ...(harness.messageStream
      ? [{ name: 'messages' as const, stream: harness.messageStream, kind: 'message' as const }]
      : []),
    ...(harness.searchStream
      ? [{ name: 'search' as const, stream: `search:${watch.name}` as const, kind: 'post' as const, watch }]
      : []),
  ];
}

/** The lane on which what comes in can be answered in public, or the first there is. */
export function mainLane(harness: Harness): Lane {
  const [lane] = lanesOf(harness);
  if (!lane) throw new Error(`${harness.id} hears nothing`);
  return lane;
}

/** The watch of the contract suite. */
export function brandOf(harness: Harness): Watch {
  return {
    name: 'brand',
    kind: 'brand',
    keywords: [harness.watched ?? WATCHED],
    required: [],
    excluded: [],
    languages: [],
    accounts: [],
  };
}

/** How a network is written for people. */
export function nameOf(harness: Harness): string {
  return NETWORKS.get(harness.id)?.name ?? harness.name ?? harness.id;
}

/** Starts a fake and an adapter on it; both go with the test. */
export async function openRig(
  harness: Harness,
  { onTestFinished }: Ends,
  options: { pageSize?: number } = {},
): Promise<Rig> {
  const fake = await harness.start(options);
  onTestFinished(() => fake.stop());
  const { create } = await moduleOf(harness);
  const redactor = createRedactor();
  const secrets = new MemorySecrets(fake.secrets, (value) => redactor.register(value));
  const debugged: string[] = [];
  const deps = depsFor({
    account: { handle: 'cafenar', auth: 'none', ...fake.account },
    secrets,
    fetch: onLoopback,
    timeoutMs: PATIENT,
    maxWaitMs: SHORT_WAIT,
    onIdentity: ({ nativeId }) => {
      deps.account.nativeId = nativeId;
    },
    debug: (line) => debugged.push(line),
    redact: (text) => redactor.redact(text),
  });
  const restart = (timeoutMs = PATIENT) => create({ ...deps, timeoutMs, account: { ...deps.account } });
  return {
    fake,
    network: restart(),
    debugged,
    secrets,
    restart,
    arrive: (lane, text, more) =>
      fake.arrive({
        by: 'ana',
        kind: lane.kind,
        text: lane.watch ? `${lane.watch.keywords[0]} ${text}` : text,
        ...more,
      }),
    everSecret: () => secrets.ever.filter((value) => value.length >= 8),
  };
}

/** An adapter may be tried before it is registered. */
async function moduleOf(harness: Harness): Promise<NetworkModule> {
  const load = NETWORKS.get(harness.id)?.load ?? harness.load;
  if (!load) throw new Error(`${harness.id} is neither registered nor given by its harness`);
  return load();
}

/** Nothing leaves this machine in a test. */
const onLoopback: NetworkDeps['fetch'] = (input, init) => {
  const { hostname } = new URL(input);
  if (hostname !== '127.0.0.1') throw new Error(`a request to ${hostname} leaves the test`);
  return fetch(input, init);
};

/** What is asked for in one poll of a lane. */
export function requestFor(lane: Lane, overrides: Partial<FetchRequest> = {}): FetchRequest {
  return request(lane.stream, {
    ...(lane.watch ? { watch: lane.watch } : {}),
    since: Date.now() - 60 * MINUTE,
    ...overrides,
  });
}

/** Polls a lane and gives what came in under an id. */
export async function heard(rig: Rig, lane: Lane, nativeId: string): Promise<Page['mentions'][number]> {
  const { mentions } = await poll(rig.network, requestFor(lane));
  const found = mentions.find((mention) => mention.nativeId === nativeId);
  if (!found) throw new Error(`${nativeId} was not heard; heard: ${mentions.map((each) => each.nativeId)}`);
  return found;
}

/** What people write: every text must come through as it is. */
export const TEXTS: Readonly<Record<string, string>> = {
  Persian: 'سلام، می‌خواستم بدانم کی باز می‌کنید؟ ۱۲۳',
  'Vietnamese, composed': 'Quán ngon quá, nhưng phục vụ hơi chậm'.normalize('NFC'),
  'Vietnamese, decomposed': 'Quán ngon quá, nhưng phục vụ hơi chậm'.normalize('NFD'),
  'emoji in many parts': 'great 👩‍👩‍👧‍👦 👍🏽 🏳️‍🌈 ❤️',
  'right-to-left marks': '\u200fقهوه\u200f ABC \u2067שלום\u2069 end',
  'beyond the basic plane': '𠮷野家 𝒸𝒶𝒻ℯ 🫖',
  'marks of HTML': 'is 1 < 2 & "3" > 2? it\'s &amp; &lt;b&gt; so',
  'several lines': 'first line\nsecond line\n\nafter a gap',
};

/** A text without what networks may change: composition and white space. */
export function essence(text: string): string {
  return text.normalize('NFC').replace(/\s+/g, ' ').trim();
}
