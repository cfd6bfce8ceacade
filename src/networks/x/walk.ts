import { NetworkError } from '../../core/errors.js';
import { newest, oldest } from './ids.js';
import { bounded, type Position, type Stretch } from './position.js';
import type { WireTweetPage } from './schema.js';
import type { Source } from './source.js';
import {
  boundsOf,
  closeStretch,
  freshStretch,
  gapsOf,
  type StretchGap,
  untilTime,
  withoutKnown,
} from './stretch.js';

/** What a walk is given. */
export interface WalkOptions {
  stream: Source;
  /** X's search for the same posts, where the stream's reach ends; null when there is none. */
  search: Source | null;
  position: Position;
  /** On a first poll, how far back to go (ms UTC), or null. */
  since: number | null;
  /** Our clock when the walk starts, ms. */
  now: number;
  /** Asked before every request for the size of its page; 0 ends the walk, and its position stays valid. */
  pageSize(via: Stretch['via']): number;
}

/** What one request brought. */
interface Read {
  page: WireTweetPage;
  /** Posts X sent, wanted or not: what it charges for. */
  billed: number;
  via: Stretch['via'];
  /** What can no longer be had. */
  gaps: StretchGap[];
}

/** One page and the position to commit with it. */
export interface Step extends Read {
  position: Position;
}

interface StretchStep extends Read {
  /** The stretch as it is after this page. */
  stretch: Stretch;
  /** What is still to be read of it. */
  remainder: Stretch[];
  /** Whether the stream has nothing more to give for this stretch. */
  ended: boolean;
}

/** Pages in a row that bring only what was read already: arrivals can cause one, a broken server brings no other. */
const MAX_IDLE = 3;

/**
 * Walks a stream from the newest post to what is known already: first what is new on top, then what earlier,
 * interrupted walks left open. Every step carries a position from which another walk goes on without losing a
 * post, whatever arrived in between; some posts may come twice.
 *
 * Follows X's rule for `since_id` (pagination: keep the first page's newest id, walk `next_token` with the same
 * `since_id`): a stretch counts as read only when its last page has been seen.
 */
export async function* walk(options: WalkOptions): AsyncGenerator<Step> {
  let { newestId } = options.position;
  const { since = options.since ?? undefined } = options.position;
  let queue = [freshStretch(options), ...options.position.open];
  for (let stretch = queue.shift(); stretch !== undefined; stretch = queue.shift()) {
    const onTop = stretch.untilId === undefined;
    let last: StretchStep | null = null;
    for await (const read of readStretch(stretch, options)) {
      // Only the first page may raise the mark: what is newer on a later one may have newer, unread neighbours.
      if (onTop && (last?.stretch.seen ?? 0) === 0) newestId = newest([newestId, ...idsOf(read.page)]);
      queue = queue.map((below) => ({ ...below, seen: below.seen + idsOf(read.page).length }));
      last = read;
      const open = bounded([...read.remainder, ...queue]);
      yield { ...read, position: { newestId, since, readAt: options.now, open } };
    }
    if (last === null || !last.ended) return;
    queue = [...last.remainder, ...queue];
  }
}

async function* readStretch(start: Stretch, options: WalkOptions): AsyncGenerator<StretchStep> {
  const { via } = start;
  const source = via === 'search' && options.search !== null ? options.search : options.stream;
  const needsProof = source.reach !== null && start.sinceId !== undefined;
  const tokens = new Set<string>();
  let stretch = start;
  let bounds = boundsOf(start, source, options.now, needsProof && start.untilId !== undefined);
  let idle = 0;
  let pages = 0;
  let token: string | undefined;
  for (let size = options.pageSize(via); size > 0; size = options.pageSize(via)) {
    const answer = await source.ask({ ...bounds, token, size }).catch((error: unknown) => {
      if (token === undefined && isExpired(error)) return null;
      throw error;
    });
    if (answer === null && stretch.stale !== true) {
      stretch = { ...stretch, stale: true };
      bounds = { untilId: start.untilId };
      continue;
    }
    if (answer === null) {
      // Not even its upper end is served any more: all of it is out of reach.
      const gaps = gapsOf(stretch, untilTime(stretch) ?? options.now);
      yield { page: {}, billed: 0, via, gaps, stretch, remainder: [], ended: true };
      return;
    }
    pages += 1;
    const { page, billed, reachedKnown } = withoutKnown(answer, stretch);
    const ids = idsOf(page);
    const untilId = oldest([stretch.untilId, ...ids]);
    idle = ids.length > 0 && untilId === stretch.untilId ? idle + 1 : 0;
    stretch = { ...stretch, untilId, seen: stretch.seen + ids.length };
    token = answer.meta?.next_token;
    const proves = bounds.sinceId !== start.sinceId;
    const mustProve = token === undefined && needsProof && !proves && pages > 1;
    if ((token === undefined || reachedKnown) && !mustProve) {
      const unproven = proves || (!needsProof && start.after === undefined && pages > 1);
      const rest = reachedKnown
        ? { remainder: [], gaps: [] }
        : closeStretch(stretch, source, options, unproven);
      yield { page, billed, via, stretch, ended: true, ...rest };
      return;
    }
    if (mustProve) bounds = boundsOf(stretch, source, options.now, true);
    if (tokens.has(token ?? '') || idle === MAX_IDLE) throw repeated();
    if (token !== undefined) tokens.add(token);
    const remainder = stretch.untilId === undefined ? [] : [stretch];
    yield { page, billed, via, stretch, remainder, ended: false, gaps: [] };
  }
}

function isExpired(error: unknown): boolean {
  return error instanceof NetworkError && error.networkKind === 'cursor-expired';
}

function idsOf(page: WireTweetPage): string[] {
  return (page.data ?? []).map((post) => post.id);
}

function repeated(): NetworkError {
  return new NetworkError('X gave the same page twice, so earshot cannot read on.', {
    network: 'x',
    kind: 'server',
    hint: 'Try again in a few minutes: the next poll goes on from here.',
  });
}
