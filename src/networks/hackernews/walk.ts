import { HOUR, SECOND } from '../../core/clock.js';
import { NetworkError } from '../../core/errors.js';
import type { SearchPage } from './client.js';
import { QUERY_REACH } from './client.js';
import { bounded, type Place, type Stretch } from './position.js';

/**
 * How far below the newest hit every poll reads again, seconds: comments can be edited for two hours, and the
 * search learns of some late.
 */
export const OVERLAP = (2 * HOUR) / SECOND;

/** What a walk is given. */
export interface WalkOptions {
  /** Asks for a window of time, newest first; seconds, both ends included. */
  ask(window: { from: number; to: number | null; page: number }): Promise<SearchPage>;
  place: Place;
  /** Lower end while nothing was found yet, seconds. */
  since: number;
  /** Asked before every request; false ends the walk, and its place stays valid. */
  mayGoOn(): boolean;
}

/** One page and the place to commit with it. */
export interface Step {
  hits: SearchPage['hits'];
  place: Place;
  /** How many of the hits were not in the stretch that every poll reads again. */
  fresh: number;
}

/**
 * Walks a search from its newest hit down to what was read already, then what earlier, interrupted walks left open.
 * Every step carries a place from which another walk goes on without losing a hit, whatever arrived in between;
 * some hits come again.
 *
 * The search gives no more than 1,000 hits of one query (algolia/hn-search#230), so pages are not counted: every
 * page narrows the window of time to what lies below it.
 */
export async function* walk({ ask, place, since, mayGoOn }: WalkOptions): AsyncGenerator<Step> {
  const known = place.newest;
  const from = known === null ? since : Math.max(since, known - OVERLAP);
  let { newest } = place;
  let queue: { from: number; to: number | null }[] = [{ from, to: null }, ...place.open];
  for (let stretch = queue.shift(); stretch !== undefined; stretch = queue.shift()) {
    const onTop = stretch.to === null;
    let { to } = stretch;
    let page = 0;
    for (let ended = false; !ended; ) {
      if (!mayGoOn()) return;
      const answer = await ask({ from: stretch.from, to, page });
      if (to !== null && latest(answer.times) > to) throw outside();
      if (to === null) newest = latest([newest ?? 0, ...answer.times]);
      const next = below(answer, to, page);
      ended = next === null || next.to < stretch.from;
      const rest: Stretch[] = next === null || ended ? [] : [{ from: stretch.from, to: next.to }];
      if (next !== null) ({ to, page } = next);
      const fresh =
        onTop && known !== null ? answer.times.filter((at) => at > known).length : answer.times.length;
      const open = bounded([...rest, ...queue.filter(isOpen)]);
      yield { hits: answer.hits, fresh, place: { newest: newest === 0 ? null : newest, open } };
    }
    queue = queue.filter(isOpen);
  }
}

function isOpen(stretch: { from: number; to: number | null }): stretch is Stretch {
  return stretch.to !== null;
}

/** What to ask for after a page: what lies below it; its own second again, since others may share it. */
function below(
  { ended, times, size }: SearchPage,
  to: number | null,
  page: number,
): { to: number; page: number } | null {
  const lowest = times.reduce((low, at) => Math.min(low, at), to ?? Number.POSITIVE_INFINITY);
  if (ended || lowest === Number.POSITIVE_INFINITY) return null;
  if (to === null || lowest < to) return { to: lowest, page: 0 };
  const isLastPage = (page + 2) * size > QUERY_REACH;
  return isLastPage ? { to: to - 1, page: 0 } : { to, page: page + 1 };
}

function latest(times: readonly number[]): number {
  return times.reduce((high, at) => Math.max(high, at), 0);
}

/** A search that does not keep to the window would be walked for ever. */
function outside(): NetworkError {
  return new NetworkError(
    'Hacker News gave what lies outside the time asked for, so earshot cannot read on.',
    {
      network: 'hackernews',
      kind: 'server',
      hint: 'Try again in a few minutes: the next poll goes on from here.',
    },
  );
}
