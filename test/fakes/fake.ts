import type { NetworkErrorKind } from '../../src/core/errors.js';
import type { StreamName } from '../../src/core/stream.js';
import type { NetworkDeps, NetworkModule } from '../../src/networks/network.js';

/** The word that the contract suite's watch listens for. */
export const WATCHED = 'cafenar';

/** What somebody writes on a fake network. */
export interface Arrival {
  /** The writer's name there; the same one is the same author. The fake may add a server to it. */
  by: string;
  /** As the writer typed it; the fake adds what its network needs for the kind, such as our handle in front. */
  text: string;
  /** `post` tags nobody and is found by search only. */
  kind: 'mention' | 'reply' | 'message' | 'post';
  /** ms UTC; now when left out. */
  createdAt?: number;
  /** What it answers: an id that the fake gave, of anybody's message. */
  replyTo?: string;
}

/** What our account wrote there through the API. */
export interface Written {
  nativeId: string;
  text: string;
  replyTo: string | null;
  private: boolean;
}

/** How a request goes wrong. */
export interface Fault {
  /** Which requests: those that read, or those that write a reply. */
  on: 'read' | 'write';
  /** How many of them; once when left out. */
  times?: number;
  /** How many are served as usual first; none when left out. */
  after?: number;
  action: /** The connection breaks before anything is done, after it is done, or in the middle of the body. */
    | 'reset-before'
    | 'reset-after'
    | 'truncate'
    /** Nothing comes at all, before or after it is done. */
    | 'silence-before'
    | 'silence-after'
    /** 200, and no JSON (or no feed). */
    | 'nonsense'
    /** A refusal in the network's own form; nothing is done. */
    | { status: 401 | 403 | 404 | 410 | 422 | 500 | 502 | 503 }
    /** Too many requests, in the network's own form, until a time (ms UTC). */
    | { retryAt: number }
    /** Done, and answered so much later, ms. */
    | { delayMs: number }
    /** Done, and the body of the answer comes out otherwise. */
    | { rewrite(body: string): string };
}

/**
 * One network on loopback, as strict as its documentation: it refuses requests, parameters and credentials that
 * the real one would refuse. Ids are native ids as the adapter gives them.
 */
export interface NetworkFake {
  /** Where it listens, or what it serves there. */
  url: string;
  /** What goes into the adapter's dependencies. */
  account: Partial<NetworkDeps['account']>;
  secrets: Record<string, string>;
  arrive(arrival: Arrival): string;
  /** Our account writes in the network's own app: an answer, or (null) a post of its own, where there are any. */
  writeInApp?(text: string, options: { replyTo: string | null }): string;
  edit?(nativeId: string, text: string): void;
  remove?(nativeId: string): void;
  /** What was written through the API, oldest first. */
  written(): Written[];
  /** The next requests of that kind go wrong; `none` forgets what is still to come. */
  fail(fault: Fault | 'none'): void;
  /** The access token at work ends now, as it would by time; what renews it still works. */
  expireToken?(): void;
  /** The credentials are withdrawn for good. */
  revoke?(): void;
  /** Whether our account likes (or reacted to) a message now. */
  liked?(nativeId: string): boolean;
  /** Whether a public reply to one of our posts is hidden now. */
  hidden?(nativeId: string): boolean;
  /** How many requests came in, by a short name of the endpoint. */
  requests(): Readonly<Record<string, number>>;
  stop(): Promise<void>;
}

/** What the contract suite needs to know of a network besides its capabilities. What is left out is the default. */
export interface Harness {
  id: string;
  /** @param pageSize items a page holds at most, so that several pages need few items */
  start(options?: { pageSize?: number }): Promise<NetworkFake>;
  /** The adapter and how it is written for people, until it is registered. */
  load?(): Promise<NetworkModule>;
  name?: string;
  /** The stream a public arrival that names us comes in on, null where the network has none. */
  mentionStream: StreamName | null;
  /** The stream of private messages, null where there is none (or it is the mention stream: give that). */
  messageStream: StreamName | null;
  /** The stream a watch is searched by, null where there is none. */
  searchStream: 'search' | null;
  /**
   * How the network serves pages: newest first walked back, forward from a position, everything at once, or a queue
   * that forgets what lies before the position asked for.
   */
  order: 'newest-first' | 'oldest-first' | 'one-page' | 'queue';
  /** The keyword the suite's watch has, where WATCHED would not do (a hashtag). */
  watched?: string;
  /** Whether the next poll brings a message again that was edited since; no by default: a second look does. */
  hearsEdits?: boolean;
  /** How long after its own time a message may first be listed and is still heard, ms; 0 by default. */
  lateBy?: number;
  /** Whether a message in public can be answered in private without more ado; no by default. */
  answersInPrivate?: boolean;
  /** Whether `measure` is right to the character; yes by default. Else it may say "too long" too early, never too late. */
  measuresExactly?: boolean;
  /** What a status means on this network for a read, where it is not the usual. */
  meanings?: Readonly<Partial<Record<number, NetworkErrorKind>>>;
}
