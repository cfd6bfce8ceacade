import * as z from 'zod';
import { type Endpoint, endpoint, listOf } from '../server.js';
import { refusal } from './refusals.js';
import type { Post, World } from './world.js';

const limit = z.coerce.number().int().min(1).max(100).optional();
const cursor = z.string().min(1).optional();
const flag = z.enum(['true', 'false']).optional();
const time = z.iso.datetime({ offset: true }).optional();
const actor = z.string().regex(/^(did:[a-z]+:\S+|[a-z0-9-]+(\.[a-z0-9-]+)+)$/i);
/** How far a search can be paged through. */
const SEARCH_REACH = 10_000;

/** What the network's index serves: notifications, searches, posts and people. */
export function appView(world: World, pageSize: number): Endpoint[] {
  const read = { method: 'GET' as const, fault: 'read' as const };
  return [
    endpoint({
      ...read,
      path: '/xrpc/app.bsky.notification.listNotifications',
      name: 'listNotifications',
      query: z.strictObject({
        reasons: listOf(z.enum(['like', 'repost', 'follow', 'mention', 'reply', 'quote'])).optional(),
        limit,
        priority: flag,
        cursor,
      }),
      handle: ({ query }) => {
        const told = (post: Post) => {
          const reason = world.reasonFor(post);
          return reason !== null && (query.reasons ?? [reason]).includes(reason);
        };
        const page = pageOf(world.sorted(told), query.cursor, Math.min(query.limit ?? 50, pageSize));
        const notifications = page.posts.map((post) => ({
          uri: post.uri,
          cid: post.cid,
          author: world.basic(post.author),
          reason: world.reasonFor(post),
          reasonSubject: post.record.reply?.parent.uri,
          record: post.record,
          isRead: false,
          indexedAt: new Date(post.sortAt).toISOString(),
          labels: [],
        }));
        return { json: { cursor: page.cursor, notifications, priority: query.priority === 'true' } };
      },
    }),
    endpoint({
      ...read,
      path: '/xrpc/app.bsky.feed.getAuthorFeed',
      name: 'getAuthorFeed',
      query: z.strictObject({
        actor,
        limit,
        cursor,
        filter: z.enum(['posts_with_replies', 'posts_no_replies', 'posts_and_author_threads']).optional(),
        includePins: flag,
      }),
      handle: ({ query }) => {
        const by = world.find(query.actor);
        if (by === undefined) throw refusal(400, 'InvalidRequest', 'Profile not found');
        const posts = world.sorted(({ author }) => author.did === by.did);
        const page = pageOf(posts, query.cursor, Math.min(query.limit ?? 50, pageSize));
        return {
          json: { cursor: page.cursor, feed: page.posts.map((post) => ({ post: world.view(post) })) },
        };
      },
    }),
    endpoint({
      ...read,
      path: '/xrpc/app.bsky.feed.searchPosts',
      name: 'searchPosts',
      query: z.strictObject({
        q: z.string().min(1),
        sort: z.enum(['top', 'latest']).optional(),
        since: time,
        until: time,
        author: actor.optional(),
        mentions: actor.optional(),
        lang: z.string().optional(),
        tag: listOf(z.string()).optional(),
        limit,
        cursor,
      }),
      handle: ({ query }) => {
        const words = wordsOf(query.q);
        const from = query.since === undefined ? 0 : Date.parse(query.since);
        const to = query.until === undefined ? Number.POSITIVE_INFINITY : Date.parse(query.until);
        const hits = world.sorted(
          ({ sortAt, record }) =>
            sortAt >= from && sortAt < to && words.every((word) => holds(record.text, word)),
        );
        const at = Number(query.cursor ?? 0);
        if (!Number.isInteger(at)) throw refusal(400, 'InvalidRequest', 'Malformed cursor');
        const next = at + Math.min(query.limit ?? 25, pageSize);
        const more = next < Math.min(hits.length, SEARCH_REACH);
        const posts = hits.slice(at, next).map((post) => world.view(post));
        return { json: { ...(more && { cursor: String(next) }), posts } };
      },
    }),
    endpoint({
      ...read,
      path: '/xrpc/app.bsky.feed.getPosts',
      name: 'getPosts',
      query: z.strictObject({
        uris: listOf(z.string().startsWith('at://')).pipe(z.array(z.string()).max(25)),
      }),
      handle: ({ query }) => {
        const found = query.uris.flatMap((uri) => world.posts.get(uri) ?? []);
        return { json: { posts: found.map((post) => world.view(post)) } };
      },
    }),
    endpoint({
      ...read,
      path: '/xrpc/app.bsky.actor.getProfiles',
      name: 'getProfiles',
      query: z.strictObject({ actors: listOf(actor).pipe(z.array(z.string()).max(25)) }),
      handle: ({ query }) => {
        const found = query.actors.flatMap((one) => world.find(one) ?? []);
        return {
          json: {
            profiles: found.map((person) => ({
              ...world.basic(person),
              followersCount: person.followersCount,
            })),
          },
        };
      },
    }),
    endpoint({
      ...read,
      path: '/xrpc/com.atproto.identity.resolveHandle',
      name: 'resolveHandle',
      query: z.strictObject({ handle: z.string().regex(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/i) }),
      handle: ({ query }) => {
        const found = world.find(query.handle);
        if (found === undefined) throw refusal(400, 'InvalidRequest', 'Unable to resolve handle');
        return { json: { did: found.did } };
      },
    }),
  ];
}

/** Keyset paging: a cursor names the last item served, by what the list is sorted by. */
function pageOf(posts: readonly Post[], after: string | undefined, size: number) {
  const keyOf = (post: Post) => `${new Date(post.sortAt).toISOString()}__${post.uri}`;
  if (after !== undefined && !/^\d{4}-\d\d-\d\dT[\d:.]+Z__at:/.test(after)) {
    throw refusal(400, 'InvalidRequest', 'Malformed cursor');
  }
  const rest = after === undefined ? posts : posts.filter((post) => keyOf(post) < after);
  const page = rest.slice(0, size);
  const last = page.at(-1);
  // As the real lists do: a full page has a cursor, whether anything follows or not.
  return { posts: page, cursor: last === undefined || page.length < size ? undefined : keyOf(last) };
}

/** The words and phrases of a query, all of which must stand in a text. */
function wordsOf(query: string): string[] {
  return [...query.matchAll(/"([^"]*)"|(\S+)/g)].map(([, phrase, word]) =>
    (phrase ?? word ?? '').toLowerCase(),
  );
}

function holds(text: string, word: string): boolean {
  return text.toLowerCase().includes(word);
}
