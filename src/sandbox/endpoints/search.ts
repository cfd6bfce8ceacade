import { DAY, SECOND } from '../../core/clock.js';
import { readStretch, STRETCH_PARAMETERS, type Stretch, servePage, timeOf } from '../paging.js';
import { readWanted, TWEET_PARAMETERS } from '../present.js';
import { invalidRequest } from '../problems.js';
import type { Query } from '../query.js';
import { matchesSearch } from '../search/match.js';
import { parseSearch } from '../search/parse.js';
import { idAt } from '../snowflake.js';
import type { Endpoint, Stage } from '../stage.js';

/** How far back recent search reaches. */
const WINDOW = 7 * DAY;
/** Search ends this long ago unless told otherwise, and cannot end later than ten seconds ago. */
const DEFAULT_LAG = 30 * SECOND;
const LEAST_LAG = 10 * SECOND;

/** Recent search. It finds no reposts: keyword search returns none since May 2026. */
export const SEARCH_ENDPOINTS: readonly Endpoint[] = [
  {
    method: 'GET',
    path: '/2/tweets/search/recent',
    scopes: ['tweet.read', 'users.read'],
    appOnly: true,
    access: 'read',
    limits: { user: 300, app: 450 },
    parameters: [
      'query',
      ...STRETCH_PARAMETERS,
      'max_results',
      'next_token',
      'pagination_token',
      'sort_order',
      ...TWEET_PARAMETERS,
    ],
    handle: ({ stage, query }) => {
      const tree = parseSearch(query.required('query'));
      const wanted = readWanted(query);
      const size = query.int('max_results', 10, 100, 10);
      const order = query.list('sort_order', ['recency', 'relevancy']);
      if (order.size > 1) throw query.invalid('sort_order');
      const stretch = readStretch(query);
      const now = stage.now();
      if (stage.limits) checkWindow(stage, query, stretch, now);
      const parameter = query.has('next_token') ? 'next_token' : 'pagination_token';
      const token = query.text(parameter);
      return servePage(stage, now, {
        list: `search:${query.text('query')}`,
        token: token === null ? null : { parameter, value: token },
        size,
        stretch: stage.limits ? withinWindow(stretch, now) : stretch,
        wanted,
        walk: function* (at, below) {
          for (const post of stage.world.everything(at, below)) {
            if (!stage.limits || post.createdAt >= at - WINDOW) yield post;
          }
        },
        matches: (post) => post.repostOf === null && matchesSearch(stage.world, post, tree),
      });
    },
  },
];

function withinWindow(stretch: Stretch, now: number): Stretch {
  return { ...stretch, endTime: stretch.endTime ?? now - DEFAULT_LAG };
}

function checkWindow(stage: Stage, query: Query, stretch: Stretch, now: number): void {
  const oldest = now - WINDOW;
  for (const [name, id] of [
    ['since_id', stretch.sinceId],
    ['until_id', stretch.untilId],
  ] as const) {
    if (id === null || timeOf(stage, id) > oldest) continue;
    throw invalidRequest(
      `'${name}' must be a tweet id created after [${minute(oldest)}]. Please use a '${name}' that is larger than ${idAt(oldest)}`,
      { [name]: [id.toString()] },
    );
  }
  for (const name of ['start_time', 'end_time'] as const) {
    const time = name === 'start_time' ? stretch.startTime : stretch.endTime;
    if (time === null) continue;
    const given = query.text(name) ?? '';
    if (time < oldest) {
      throw invalidRequest(
        `Invalid '${name}':'${minute(time)}'. '${name}' must be on or after ${minute(oldest)}`,
        {
          [name]: [given],
        },
      );
    }
    if (time > now - LEAST_LAG) {
      throw invalidRequest(
        `Invalid '${name}':'${minute(time)}'. '${name}' must be a minimum of 10 seconds prior to the request time.`,
        { [name]: [given] },
      );
    }
  }
}

function minute(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 16)}Z`;
}
