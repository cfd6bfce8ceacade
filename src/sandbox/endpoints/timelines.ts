import { readStretch, STRETCH_PARAMETERS, servePage } from '../paging.js';
import type { Post } from '../post.js';
import { readWanted, TWEET_PARAMETERS } from '../present.js';
import type { Answer } from '../problems.js';
import { pathId } from '../query.js';
import { type ApiRequest, type Endpoint, mustBeUs } from '../stage.js';

/** How far back X serves: of mentions, and of a user's own posts. */
const MENTIONS_REACH = 800;
const OWN_REACH = 3_200;

const PARAMETERS = [...STRETCH_PARAMETERS, 'max_results', 'pagination_token', ...TWEET_PARAMETERS];
const READ = { method: 'GET', scopes: ['tweet.read', 'users.read'], appOnly: true, access: 'read' } as const;

/** The two timelines of our account. Other users' are not on the stage. */
export const TIMELINE_ENDPOINTS: readonly Endpoint[] = [
  {
    ...READ,
    path: '/2/users/:id/mentions',
    limits: { user: 300, app: 450 },
    parameters: PARAMETERS,
    handle: (request) => timeline(request, 'mentions', MENTIONS_REACH, () => true),
  },
  {
    ...READ,
    path: '/2/users/:id/tweets',
    limits: { user: 900, app: 10_000 },
    parameters: ['exclude', ...PARAMETERS],
    handle: (request) => {
      const exclude = request.query.list('exclude', ['replies', 'retweets']);
      return timeline(
        request,
        'own',
        OWN_REACH,
        (post) =>
          !(exclude.has('replies') && post.replyTo !== null) &&
          !(exclude.has('retweets') && post.repostOf !== null),
      );
    },
  },
];

function timeline(
  { stage, query, path }: ApiRequest,
  list: 'mentions' | 'own',
  reach: number,
  matches: (post: Post) => boolean,
): Answer {
  const id = pathId('id', path.id ?? '');
  const wanted = readWanted(query);
  const size = query.int('max_results', 5, 100, 10);
  const stretch = readStretch(query);
  const token = query.text('pagination_token');
  mustBeUs(stage, id);
  const now = stage.now();
  const source = stage.world[list];
  return servePage(stage, now, {
    list: `${list}:${id}`,
    token: token === null ? null : { parameter: 'pagination_token', value: token },
    size,
    stretch,
    wanted,
    walk: (at, below) => {
      const floor = stage.limits ? reachedBack(source.newestFirst(at, null), reach) : 0n;
      return takeWhile(source.newestFirst(at, below), (post) => post.key >= floor);
    },
    matches,
  });

  function reachedBack(newest: Iterable<Post>, count: number): bigint {
    let left = count;
    for (const post of newest) if (stage.world.isListed(post, now) && --left === 0) return post.key;
    return 0n;
  }
}

function* takeWhile<T>(items: Iterable<T>, holds: (item: T) => boolean): Generator<T> {
  for (const item of items) {
    if (!holds(item)) return;
    yield item;
  }
}
