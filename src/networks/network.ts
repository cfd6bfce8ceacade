import type { Charge } from '../core/budget.js';
import type { CheckFinding } from '../core/check-finding.js';
import type { Clock } from '../core/clock.js';
import type { Fetch } from '../core/fetch.js';
import type { Gap } from '../core/gap.js';
import type { InboundMention, OwnPost } from '../core/mention.js';
import type { WriteLimit } from '../core/pace.js';
import type { SecretStore } from '../core/secrets.js';
import type { Cursor, StreamName } from '../core/stream.js';
import type { Watch } from '../core/watch.js';

/** What a network can do, as data with notes a person reads. `false` needs a note; `true` may have one. */
export interface Ability {
  can: boolean;
  note?: string;
}

/** What one network can do for one account, and within which limits. */
export interface Capabilities {
  mentions: Ability;
  replies: Ability;
  messages: Ability;
  search: Ability & { windowDays: number | null };
  reply: Ability;
  /** `onlyAfterTheirs` says what to do about somebody who has not written to us in private before, where they must have. */
  privateReply: Ability & { onlyAfterTheirs?: string };
  like: Ability;
  hide: Ability;
  delete: Ability;
  length: { limit: number; privateLimit: number; counter: string };
  /** Whether a long answer may go out as several messages, each after the one before it. */
  split: Ability;
  /** How fast an account may write, as far as the network says it beforehand; its refusals have the last word. */
  pace: readonly WriteLimit[];
  /** Whether the same words may go to several people in public; left out where they may. */
  repeats?: Ability;
  /** How a retry after an unknown outcome is made safe: by the network's own key, by looking, or not at all. */
  idempotency: 'key' | 'lookup' | 'none';
  /** Whether reading or writing costs money, and how the price is told. */
  cost: Ability;
}

/** Who the credentials belong to, as the network says. */
export interface Identity {
  nativeId: string;
  handle: string;
  name: string | null;
}

/** One page of a stream: the rows and the position to commit with them, in one transaction. */
export interface Page {
  mentions: InboundMention[];
  ownPosts: OwnPost[];
  /** Native ids the network says are gone. */
  deletedNativeIds: string[];
  /** Stored together with the rows; the next fetch continues from here, whatever happened in between. */
  cursor: Cursor;
  gaps: Gap[];
  charges: Charge[];
  /** The network asks not to be asked for this stream again before (ms UTC). */
  restUntil?: number;
}

/** What one poll of a stream asks for. */
export interface FetchRequest {
  stream: StreamName;
  /** The watch behind a `search:` stream. */
  watch?: Watch;
  cursor: Cursor | null;
  /** On the first poll of a stream, how far back to go (ms UTC); null means as far as the network allows. */
  since: number | null;
  /** Stop asking for more pages after about this many items. */
  maxItems: number | null;
  /**
   * Asked before every paid request with the most it can cost. After a false the adapter may ask again for a
   * smaller request; it stops the walk when none is allowed (its cursor stays valid).
   */
  maySpend(charges: Charge[]): boolean;
  signal: AbortSignal;
}

/** Upper estimate of what one poll of a stream will cost. */
export interface Estimate {
  stream: StreamName;
  charges: Charge[];
  note?: string;
}

/** A mention as its network knows it. */
export interface MentionRef {
  nativeId: string;
  versionId: string;
  authorNativeId: string;
  authorHandle: string;
  threadNativeId: string;
}

/** A reply on its way: everything the network needs, fixed before the first attempt. */
export interface OutgoingReply {
  /** Chosen and stored before the first call; the same at every retry. */
  idempotencyKey: string;
  text: string;
  private: boolean;
  to: MentionRef;
  /** When the first attempt was made (ms UTC): a lookup need not search before it. */
  firstAttemptAt: number;
  /** Native id of the part before it, where it is a later part of a long answer: it hangs on that. */
  after?: string;
}

/** A reply that the network has taken; `createdAt` is ms UTC. */
export interface SentReply {
  nativeId: string;
  url: string | null;
  createdAt: number;
  charges: Charge[];
}

/** Length of a text as this network counts it. */
export interface TextLength {
  length: number;
  limit: number;
}

/**
 * One account on one network. Every method throws NetworkError and nothing else when the network refuses or
 * cannot be reached; none retries a write.
 */
export interface Network {
  readonly capabilities: Capabilities;
  /** The streams this account can poll: its own, and one for each watch the network can search. */
  streams(watches: readonly Watch[]): StreamName[];
  /** Asks the network who we are. */
  verify(signal: AbortSignal): Promise<Identity>;
  /** Looks for everything that could stop polling and answering, and names each cause. A failure is a finding too. */
  check(signal: AbortSignal): Promise<CheckFinding[]>;
  estimate(request: Pick<FetchRequest, 'stream' | 'cursor' | 'watch'>): Estimate;
  /**
   * Walks a stream from its cursor to the newest item. Rate limits that end soon are waited for; longer ones
   * throw NetworkError `rate-limit` after the pages already yielded.
   */
  fetch(request: FetchRequest): AsyncIterable<Page>;
  /** @param options.to who it answers, where that is known: on some networks their name counts too */
  measure(text: string, options: { private: boolean; to?: Pick<MentionRef, 'authorHandle'> }): TextLength;
  /** What sending this would cost. */
  price(reply: Pick<OutgoingReply, 'text' | 'private'>): Charge[];
  reply(reply: OutgoingReply, signal: AbortSignal): Promise<SentReply>;
  /** Looks for a reply whose outcome is unknown among our own posts; null when it is surely not there. */
  findReply(reply: OutgoingReply, signal: AbortSignal): Promise<SentReply | null>;
  /** Whether somebody opened a private chat with us without a message of theirs. */
  hasOpenedChat?(authorNativeId: string): boolean;
  /** What tells apart the places whose messages a limit of `pace` counts by themselves: a group, a channel. */
  placeOf?(nativeId: string): string;
  /** The page on which a person can answer by hand, where it is another than the mention's own. */
  answerPage?(nativeId: string): string;
  /**
   * Asks which public messages are gone, where polling does not tell. Asks `maySpend` before it spends; what it
   * may not look up is not reported missing.
   */
  present?(
    nativeIds: readonly string[],
    options: Pick<FetchRequest, 'maySpend' | 'signal'>,
  ): Promise<{ missing: string[]; charges: Charge[] }>;
  /** Likes a message (or reacts to it), or takes that back. Doing it twice is doing it once. */
  like?(to: MentionRef, liked: boolean, signal: AbortSignal): Promise<void>;
  /** Hides (or shows again) a public reply to one of our posts. */
  hide?(nativeId: string, hidden: boolean, signal: AbortSignal): Promise<void>;
  /** Deletes one of our own messages. */
  delete?(nativeId: string, signal: AbortSignal): Promise<void>;
}

/** Small facts that an adapter learnt of one account and its server, kept between runs. JSON values; no secrets. */
export interface AccountMemory {
  get(): Readonly<Record<string, unknown>>;
  /** Adds to what is remembered. */
  set(facts: Readonly<Record<string, unknown>>): void;
}

/** What a network gets from the composition root; secrets arrive as functions so that they are read late. */
export interface NetworkDeps {
  account: {
    id: string;
    handle: string;
    /** Our own id on the network, where an earlier poll learnt it. */
    nativeId: string | null;
    auth: string;
    /** Another server to talk to instead of the network's own: the sandbox, a test. */
    baseUrl: string | null;
    /** The server the account is on, where a network has many: an origin. */
    server: string | null;
    /** The document to read, for a feed. */
    url: string | null;
    clientId: string | null;
    streams: readonly string[] | null;
  };
  secrets: SecretStore;
  memory: AccountMemory;
  fetch: Fetch;
  clock: Clock;
  /** Longest silence to bear from the network, ms. */
  timeoutMs: number;
  /** Longest rate-limit wait to sit out inside one run, ms; beyond it the call fails with `rate-limit`. */
  maxWaitMs: number;
  /** Called when the adapter learns something worth keeping, such as our own id. */
  onIdentity(identity: Identity): void;
  debug(message: string): void;
  /** Takes the account's secrets out of a text: an answer may repeat what it was sent. */
  redact(text: string): string;
}

/** How a person agrees in a browser that earshot may act for an account (OAuth 2.0, RFC 8252; PKCE, RFC 7636). */
export interface Authorisation {
  /** The redirect address that makes the network show the code to the person instead, where it has one. */
  readonly codeShownAt: string | null;
  /** @returns the page to visit, what proves later that the answer belongs to this question, and further secrets */
  begin(
    redirectUri: string,
    signal: AbortSignal,
  ): Promise<{ url: string; state: string; verifier: string; secrets?: readonly string[] }>;
  /** Exchanges the code for the account's secrets; throws NetworkError. */
  finish(answer: {
    code: string;
    verifier: string;
    redirectUri: string;
    signal: AbortSignal;
  }): Promise<Record<string, string>>;
}

/** What the folder of a network exports from its index. */
export interface NetworkModule {
  create(deps: NetworkDeps): Network;
  /** Left out where the network is not signed in to with a browser. */
  authorisation?(deps: NetworkDeps): Authorisation;
}
