import type { Cursor } from '../../core/stream.js';
import type { FetchRequest, Page } from '../network.js';
import type { Client } from './client.js';
import { type FoundPost, timeOf, toMention, toOwnPost } from './map.js';
import { positionSchema, START } from './position.js';
import { lookUpPosts, type Profiles } from './profiles.js';
import {
  feedItemSchema,
  feedPageSchema,
  notificationPageSchema,
  notificationSchema,
  type PostView,
  type WireNotification,
} from './schema.js';
import type { Facts } from './session.js';
import { type ListQuery, type Source, walk } from './walk.js';

/** What one poll of a stream works with. */
export interface Poll {
  client: Client;
  profiles: Profiles;
  us: Facts;
  request: FetchRequest;
}

/** The most items of any page. */
export const PAGE_SIZE = 100;

/** What an account was told of: posts that name it, answer it or quote it. */
export async function* fetchNotifications(poll: Poll): AsyncGenerator<Page> {
  for await (const { items, position, gaps } of walk(walkOf(poll, notifications(poll)))) {
    const posts = await withViews(poll, unique(items));
    const mentions = await mentionsOf(poll, posts);
    yield { ...emptyPage(position), mentions, gaps: gaps.map((gap) => ({ stream: 'mentions', ...gap })) };
  }
}

/** Our own posts, the answers given in the app among them. */
export async function* fetchOwn(poll: Poll): AsyncGenerator<Page> {
  for await (const { items, position, gaps } of walk(walkOf(poll, authorFeed(poll)))) {
    const ownPosts = items.map(toOwnPost);
    yield { ...emptyPage(position), ownPosts, gaps: gaps.map((gap) => ({ stream: 'own', ...gap })) };
  }
}

/** A page that brings nothing but a position. */
export function emptyPage(cursor: Cursor): Page {
  return { mentions: [], ownPosts: [], deletedNativeIds: [], cursor, gaps: [], charges: [] };
}

function walkOf<T>({ request }: Poll, source: Source<T>) {
  const parsed = positionSchema.safeParse(request.cursor ?? {});
  let taken = 0;
  const counted: Source<T> = {
    ...source,
    ask: async (query) => {
      const page = await source.ask(query);
      taken += page.items.length;
      return page;
    },
  };
  return {
    source: counted,
    position: parsed.success ? parsed.data : START,
    since: request.since,
    goOn: () => !request.signal.aborted && (request.maxItems === null || taken < request.maxItems),
  };
}

type Told = FoundPost & { kind: WireNotification['reason'] };

function notifications({ client, request }: Poll): Source<Told> {
  return {
    cursorReach: null,
    pageSize: PAGE_SIZE,
    ask: async ({ token }: ListQuery) => {
      const call = {
        nsid: 'app.bsky.notification.listNotifications',
        params: {
          reasons: ['mention', 'reply', 'quote'],
          limit: PAGE_SIZE,
          // Else it follows a setting of the account, and may list only people it follows.
          priority: false,
          cursor: token,
        },
        purpose: 'read your notifications',
      };
      const { data } = await client.call(call, notificationPageSchema, request.signal);
      const told = client.readItems(data.notifications, notificationSchema, 'a notification');
      return {
        token: data.cursor,
        items: told.map(({ reason, ...post }) => ({
          id: `${post.uri} ${post.cid}`,
          at: post.indexedAt,
          value: { ...post, kind: reason, view: null },
        })),
      };
    },
  };
}

/** One post may come for several reasons at once: as an answer rather than as a mention. */
function unique(told: readonly Told[]): Told[] {
  const order = ['reply', 'quote', 'mention'];
  const ranked = [...told].sort((a, b) => order.indexOf(b.kind) - order.indexOf(a.kind));
  const byUri = new Map(ranked.map((post) => [post.uri, post]));
  return [...byUri.values()];
}

async function withViews({ client, request }: Poll, posts: readonly Told[]): Promise<Told[]> {
  const views = await lookUpPosts(
    client,
    posts.map(({ uri }) => uri),
    request.signal,
  );
  return posts.map((post) => ({ ...post, view: views.get(post.uri) ?? null }));
}

/** Posts of others as mentions, with what is known of their authors. @throws NetworkError */
export async function mentionsOf(
  { profiles, us, request }: Poll,
  posts: readonly (FoundPost & { kind: Parameters<typeof toMention>[1] })[],
): Promise<Page['mentions']> {
  const others = posts.filter(({ author }) => author.did !== us.did);
  const authors = await profiles.of(
    others.map(({ author }) => author.did),
    request.signal,
  );
  return others.map((post) => toMention(post, post.kind, authors.get(post.author.did)));
}

function authorFeed({ client, us, request }: Poll): Source<PostView> {
  return {
    cursorReach: null,
    pageSize: PAGE_SIZE,
    ask: async ({ token }: ListQuery) => {
      const call = {
        nsid: 'app.bsky.feed.getAuthorFeed',
        params: { actor: us.did, filter: 'posts_with_replies', limit: PAGE_SIZE, cursor: token },
        purpose: 'read your own posts',
      };
      const { data } = await client.call(call, feedPageSchema, request.signal);
      const feed = client.readItems(data.feed, feedItemSchema, 'a post');
      const own = feed.filter(({ post, reason }) => reason === undefined && post.author.did === us.did);
      return {
        token: data.cursor,
        items: own.map(({ post }) => ({ id: `${post.uri} ${post.cid}`, at: timeOf(post), value: post })),
      };
    },
  };
}
