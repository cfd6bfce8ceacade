import type { InboundAuthor, InboundMention, OwnPost } from '../../../src/core/mention.js';
import type { Understanding } from '../../../src/core/sentiment.js';
import { openStore, type PageToCommit, type PreparedMention, type Store } from '../../../src/store/index.js';

export const NOW = Date.UTC(2026, 10, 20, 12);

/** A public mention, answerable, by a customer of its own; give what matters. */
export function inbound(
  nativeId: string,
  given: Partial<Omit<InboundMention, 'author'>> & { author?: Partial<InboundAuthor> } = {},
): InboundMention {
  const { author, ...rest } = given;
  return {
    nativeId,
    versionId: nativeId,
    kind: 'mention',
    private: false,
    text: `text of ${nativeId}`,
    createdAt: NOW,
    editedAt: null,
    networkLanguage: null,
    url: null,
    threadNativeId: `thread of ${nativeId}`,
    replyToNativeId: null,
    metrics: { likes: null, reposts: null, replies: null, quotes: null, views: null },
    reply: { allowed: true },
    ...rest,
    author: {
      nativeId: `author of ${nativeId}`,
      handle: `by_${nativeId}`,
      name: null,
      followers: null,
      verified: false,
      url: null,
      ...author,
    },
  };
}

export function ownPost(nativeId: string, given: Partial<OwnPost> = {}): OwnPost {
  return {
    nativeId,
    text: `our ${nativeId}`,
    createdAt: NOW,
    private: false,
    url: null,
    threadNativeId: `thread of ${nativeId}`,
    replyToNativeId: null,
    ...given,
  };
}

export function understanding(given: Partial<Understanding> = {}): Understanding {
  return {
    sentiment: { label: 'neutral', score: 0, confidence: 0.5 },
    intent: 'question',
    language: 'en',
    needsReply: true,
    reasons: ['asks a question'],
    urgency: [],
    ...given,
  };
}

export function prepared(
  mention: InboundMention,
  given: {
    understanding?: Partial<Understanding>;
    priority?: number;
    watchIds?: number[];
    ruling?: PreparedMention['ruling'];
  } = {},
): PreparedMention {
  return {
    inbound: mention,
    understanding: understanding(given.understanding),
    priority: { value: given.priority ?? 30, reasons: [], dueAt: null },
    watchIds: given.watchIds ?? [],
    ruling: given.ruling ?? null,
  };
}

/** A store with one account on network `x`, and a way to commit pages to it. */
export async function deskStore(path = ':memory:') {
  const store = openStore(path);
  const account = await store.accounts.ensure({ key: 'cafe', network: 'x', handle: 'cafe' });
  return { store, accountId: account.id, commit: committer(store, account.id) };
}

export function committer(store: Store, accountId: number) {
  return (page: Partial<PageToCommit>) =>
    store.commitPage({
      accountId,
      network: 'x',
      stream: 'mentions',
      cursor: {},
      mentions: [],
      ownPosts: [],
      deletedNativeIds: [],
      gaps: [],
      spending: [],
      scorerVersion: 'test-1',
      now: NOW,
      ...page,
    });
}

let batches = 0;

/** An act of its own: every one gets a new batch. */
export function act(now = NOW) {
  batches += 1;
  return { author: 'owner@here', now, batch: `batch ${batches}` };
}

export async function stored(store: Store, nativeId: string) {
  const mention = await store.mentions.getByNativeId('x', nativeId);
  if (!mention) throw new Error(`${nativeId} is not stored`);
  return mention;
}
