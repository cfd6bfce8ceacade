import { DAY } from '../../core/clock.js';
import type { Cursor, StreamName } from '../../core/stream.js';
import type { Watch } from '../../core/watch.js';
import type { FetchRequest, NetworkDeps, Page } from '../network.js';
import type { Client } from './client.js';
import { toMention, toOwnPost, type Us } from './map.js';
import { nextPageSize } from './page-size.js';
import { readPosition } from './position.js';
import { itemOf, type Meter, type PriceItem } from './prices.js';
import { mentionsQuery, repliesQuery, watchQuery } from './query.js';
import { tweetPageSchema, type WireTweetPage } from './schema.js';
import type { PageQuery, Source } from './source.js';
import { type Step, walk } from './walk.js';

/** How many posts X's timelines reach back (docs.x.com, mentions and posts timelines). */
export const MENTIONS_REACH = 800;
export const OWN_REACH = 3_200;
/** How far back recent search goes. */
const SEARCH_WINDOW = 7 * DAY;

const TWEET_FIELDS =
  'author_id,conversation_id,created_at,edit_history_tweet_ids,entities,lang,note_tweet,public_metrics,referenced_tweets';
const USER_FIELDS = 'public_metrics,verified';
const AUTHORS = { expansions: 'author_id', 'user.fields': USER_FIELDS };

/** What the streams of posts need of the adapter. */
export interface StreamContext {
  client: Client;
  deps: NetworkDeps;
  meter: Meter;
  /** Whether posts that name us are polled as mentions. */
  readsMentions: boolean;
}

/** Walks a stream of posts: mentions, replies, own or a search. */
export async function* fetchPosts(
  context: StreamContext,
  us: Us,
  request: FetchRequest,
): AsyncGenerator<Page> {
  const { stream, search } = sourcesOf(context, us, request);
  const item = itemOf(request.stream);
  const withAuthors = request.stream !== 'own';
  let taken = 0;
  const steps = walk({
    stream,
    search,
    position: readPosition(request.cursor),
    since: request.since,
    now: context.deps.clock(),
    pageSize: (via) => nextPageSize(request, taken, via === 'search' ? 'postRead' : item, withAuthors),
  });
  for await (const step of steps) {
    taken += step.billed;
    yield toPage(step, request.stream, item, context, us);
  }
}

function toPage(step: Step, stream: StreamName, item: PriceItem, { meter }: StreamContext, us: Us): Page {
  const users = new Map((step.page.includes?.users ?? []).map((user) => [user.id, user]));
  const posts = step.page.data ?? [];
  const summoned = stream === 'mentions';
  const cursor: Cursor = step.position;
  return {
    mentions: posts
      .filter((post) => post.author_id !== us.nativeId)
      .map((post) => toMention(post, users, us, summoned)),
    ownPosts: posts.filter((post) => post.author_id === us.nativeId).map((post) => toOwnPost(post, us)),
    deletedNativeIds: [],
    cursor,
    gaps: step.gaps.map((gap) => ({ ...gap, stream })),
    charges: meter.read(step.via === 'search' ? 'postRead' : item, step.billed, users.keys()),
  };
}

function sourcesOf(
  context: StreamContext,
  us: Us,
  request: FetchRequest,
): { stream: Source; search: Source | null } {
  const { client } = context;
  const { signal } = request;
  switch (request.stream) {
    case 'mentions':
      return {
        stream: timeline(client, 'mentions', us, signal),
        search: searchSource(client, mentionsQuery(us.handle), 'search for older mentions', signal),
      };
    case 'own':
      return { stream: timeline(client, 'tweets', us, signal), search: null };
    default: {
      const query = queryOf(request.stream, request.watch, us, context.readsMentions);
      return { stream: searchSource(client, query, `read ${request.stream}`, signal), search: null };
    }
  }
}

/** The search behind a stream. */
function queryOf(stream: StreamName, watch: Watch | undefined, us: Us, skipMentions: boolean): string {
  if (stream === 'replies') return repliesQuery(us.handle);
  if (watch === undefined) throw new TypeError(`the stream ${stream} was asked for without its watch`);
  return watchQuery(watch, us.handle, skipMentions);
}

function timeline(client: Client, name: 'mentions' | 'tweets', us: Us, signal: AbortSignal): Source {
  const own = name === 'tweets';
  const path = `users/:id/${name}`;
  const extras = own ? { exclude: 'retweets' } : AUTHORS;
  return {
    reach: own ? OWN_REACH : MENTIONS_REACH,
    windowMs: null,
    ask: (query) =>
      askPosts(client, {
        path,
        params: { id: us.nativeId },
        query: { ...pageParameters(query), pagination_token: query.token, ...extras },
        purpose: own ? 'read your own posts' : 'read your mentions',
        signal,
      }),
  };
}

function searchSource(client: Client, text: string, purpose: string, signal: AbortSignal): Source {
  return {
    reach: null,
    windowMs: SEARCH_WINDOW,
    ask: (query) =>
      askPosts(client, {
        path: 'tweets/search/recent',
        query: { query: text, ...pageParameters(query), next_token: query.token, ...AUTHORS },
        purpose,
        signal,
      }),
  };
}

async function askPosts(
  client: Client,
  call: {
    path: string;
    params?: Record<string, string>;
    query: Record<string, string | number | undefined>;
    purpose: string;
    signal: AbortSignal;
  },
): Promise<WireTweetPage> {
  const { signal, ...rest } = call;
  const { data } = await client.call({ method: 'GET', ...rest }, tweetPageSchema, signal);
  return data;
}

function pageParameters({ sinceId, untilId, startTime, size }: PageQuery) {
  return {
    max_results: size,
    since_id: sinceId,
    until_id: untilId,
    start_time: startTime === undefined ? undefined : wireTime(startTime),
    'tweet.fields': TWEET_FIELDS,
  };
}

/** A time as X takes it: ISO 8601 to the second, UTC. */
function wireTime(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19)}Z`;
}
