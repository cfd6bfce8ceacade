import { type Watch, watchesFor } from './watch.js';

/**
 * One thing polled for one account. `own` are the account's own posts, read to see what was answered
 * elsewhere. A search stream is named `search:<watch name>`.
 */
export type StreamName = 'mentions' | 'replies' | 'messages' | 'own' | `search:${string}`;

/** The streams in which an account searches for its watches. */
export function searchStreams(watches: readonly Watch[], accountId: string): StreamName[] {
  return watchesFor(watches, accountId).map(({ name }) => `search:${name}` as const);
}

/** An opaque position in a stream, owned by the network's adapter and stored as it is. JSON values only. */
export type Cursor = { readonly [key: string]: unknown };
