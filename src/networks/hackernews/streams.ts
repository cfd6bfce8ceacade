import { DAY, SECOND } from '../../core/clock.js';
import { NetworkError } from '../../core/errors.js';
import type { InboundMention } from '../../core/mention.js';
import type { Watch } from '../../core/watch.js';
import type { FetchRequest, NetworkDeps, Page } from '../network.js';
import type { Client, SearchQuery } from './client.js';
import { kindOf, textOf, toMention, toOwnPost } from './map.js';
import { everythingOf, readOwnItems } from './own-items.js';
import { type Place, type Position, readPosition } from './position.js';
import { isHeard, queriesOf } from './query.js';
import type { Hit } from './schema.js';
import { walk } from './walk.js';

/** How far back a first poll goes where nobody says: the site's archive begins in 2006. */
const FIRST_REACH = 30 * DAY;

/** What the streams need of the adapter. */
export interface StreamContext {
  client: Client;
  deps: NetworkDeps;
  /** Our name there, null where none was given. */
  handle: string | null;
}

/** One search behind a stream, and what its hits are. */
interface Search extends Pick<SearchQuery, 'text' | 'tags'> {
  /** Under which its place is kept. */
  key: string;
  /** The mention a hit of somebody else is, or null for one that is not wanted. */
  read(hit: Hit): InboundMention | null;
}

/** Reads a stream: each of its searches from its newest hit down to what was read before. */
export async function* fetchStream(context: StreamContext, request: FetchRequest): AsyncGenerator<Page> {
  const { client, deps, handle } = context;
  const { stream, signal, maxItems } = request;
  const now = deps.clock();
  const { since, searches: places } = readPosition(
    request.cursor,
    Math.floor(Math.max(0, request.since ?? now - FIRST_REACH) / SECOND),
  );
  const searches = await searchesOf(context, request, now);
  const known = new Map(places.map((place) => [place.key, place]));
  // Only the searches of today: a keyword that is dropped and taken up again starts anew.
  const position: Position = {
    since,
    searches: searches.map(({ key }) => known.get(key) ?? { key, newest: null, open: [] }),
  };
  let taken = 0;
  for (const search of searches) {
    const steps = walk({
      place: placeOf(position, search.key),
      since,
      mayGoOn: () => maxItems === null || taken < maxItems,
      ask: (window) => {
        const { text, tags } = search;
        return client.search({ text, tags, ...window, purpose: `read ${stream}` }, signal);
      },
    });
    for await (const { hits, place, fresh } of steps) {
      taken += fresh;
      position.searches = position.searches.map((old) =>
        old.key === search.key ? { ...place, key: old.key } : old,
      );
      yield toPage(hits, search, handle, { ...position });
    }
  }
}

function placeOf({ searches }: Position, key: string): Place {
  return searches.find((place) => place.key === key) ?? { newest: null, open: [] };
}

function toPage(hits: Hit[], search: Search, handle: string | null, cursor: Position): Page {
  return {
    mentions: hits.filter(({ author }) => author !== handle).flatMap((hit) => search.read(hit) ?? []),
    ownPosts: hits.filter(({ author }) => author === handle).map(toOwnPost),
    deletedNativeIds: [],
    cursor: { ...cursor },
    gaps: [],
    charges: [],
  };
}

async function searchesOf(
  { client, handle }: StreamContext,
  { stream, watch, signal }: FetchRequest,
  now: number,
): Promise<Search[]> {
  if (watch !== undefined) {
    const read: Search['read'] = (hit) => (isHeard(watch, textOf(hit)) ? toMention(hit, kindOf(hit)) : null);
    const queries = queriesOf(watch);
    if (queries.length === 0) throw unusable(watch);
    return queries.map((text) => ({ key: text, text, tags: '(story,comment)', read }));
  }
  if (handle === null) throw new TypeError(`the stream ${stream} was asked for without a name`);
  if (stream === 'own') return [{ key: 'own', ...everythingOf(handle), read: () => null }];
  const { stories, isAnswered } = await readOwnItems(client, handle, now, signal);
  if (stories.length === 0) return [];
  const threads = stories.map((id) => `story_${id}`).join(',');
  const read: Search['read'] = (hit) => (isAnswered(hit) ? toMention(hit, 'reply') : null);
  return [{ key: 'replies', text: '', tags: `comment,(${threads})`, read }];
}

function unusable({ name }: Watch): NetworkError {
  return new NetworkError(`The watch '${name}' has no keyword that Hacker News can search for.`, {
    network: 'hackernews',
    kind: 'rejected',
    hint: 'Give it a keyword with letters or digits: earshot watch add',
  });
}
