import type { Clock } from '../core/clock.js';
import { pageToken, readPageToken } from './page-token.js';
import type { Post } from './post.js';
import { presentPosts, type Wanted } from './present.js';
import { type Answer, invalidRequest } from './problems.js';
import type { Query } from './query.js';
import { timeOfId } from './snowflake.js';
import { ok, type Stage } from './stage.js';

/** The stretch of a timeline a request asks for. Ids are exclusive at both ends; times are ms UTC. */
export interface Stretch {
  sinceId: bigint | null;
  untilId: bigint | null;
  /** Inclusive. */
  startTime: number | null;
  /** Exclusive. */
  endTime: number | null;
}

/** The parameters `readStretch` reads. */
export const STRETCH_PARAMETERS = ['since_id', 'until_id', 'start_time', 'end_time'];

/** @throws Refusal (400) where ids and times are mixed, or the stretch ends before it starts */
export function readStretch(query: Query): Stretch {
  const stretch = {
    sinceId: query.id('since_id'),
    untilId: query.id('until_id'),
    startTime: query.time('start_time'),
    endTime: query.time('end_time'),
  };
  const ids = ['since_id', 'until_id'].filter((name) => query.has(name));
  const times = ['start_time', 'end_time'].filter((name) => query.has(name));
  if (ids.length > 0 && times.length > 0) {
    throw invalidRequest(
      "Invalid use of 'since_id' or 'until_id' in conjunction with 'start_time' or 'end_time'.",
      Object.fromEntries([...ids, ...times].map((name) => [name, [query.text(name) ?? '']])),
    );
  }
  if (stretch.startTime !== null && stretch.endTime !== null && stretch.startTime >= stretch.endTime) {
    throw invalidRequest("Invalid 'start_time': it must be before 'end_time'.", {
      start_time: [query.text('start_time') ?? ''],
      end_time: [query.text('end_time') ?? ''],
    });
  }
  return stretch;
}

/** When something with this id was written: known of a post of the stage, else read from the id. */
export function timeOf(stage: Stage, id: bigint): number {
  return stage.world.post(id.toString(), stage.now())?.createdAt ?? timeOfId(id);
}

/** One page of a timeline, with X's meta. */
export interface PageRequest {
  /** Names the list in page tokens. */
  list: string;
  /** Which query parameter brought a page token, and the token. */
  token: { parameter: string; value: string } | null;
  size: number;
  stretch: Stretch;
  wanted: Wanted;
  /** Walks the whole list newest first, from below an id. */
  walk(now: number, below: bigint | null): Iterable<Post>;
  /** Which of the listed posts belong. */
  matches(post: Post): boolean;
}

/**
 * Serves one page: newest first, everything strictly after `since_id`.
 *
 * A page token names the last id served, so that posts arriving meanwhile shift nothing.
 */
export function servePage(stage: Stage, now: ReturnType<Clock>, request: PageRequest): Answer {
  const { stretch, token } = request;
  const size = Math.min(request.size, stage.pageSize);
  let below = token && readPageToken(request.list, token.parameter, token.value);
  if (stretch.untilId !== null && (below === null || stretch.untilId < below)) below = stretch.untilId;
  const page: Post[] = [];
  let more = false;
  for (const post of request.walk(now, below)) {
    if (stretch.sinceId !== null && post.key <= stretch.sinceId) break;
    if (!stage.world.isListed(post, now) || !within(post, stretch) || !request.matches(post)) continue;
    if (page.length === size) {
      more = true;
      break;
    }
    page.push(post);
  }
  const newest = page[0];
  const oldest = page.at(-1);
  if (!newest || !oldest) return ok({ meta: { result_count: 0 } });
  return ok({
    ...presentPosts(stage.world, page, now, request.wanted),
    meta: {
      newest_id: newest.id,
      oldest_id: oldest.id,
      result_count: page.length,
      ...(more ? { next_token: pageToken(request.list, oldest.id) } : {}),
    },
  });
}

function within(post: Post, stretch: Stretch): boolean {
  return (
    (stretch.startTime === null || post.createdAt >= stretch.startTime) &&
    (stretch.endTime === null || post.createdAt < stretch.endTime)
  );
}
