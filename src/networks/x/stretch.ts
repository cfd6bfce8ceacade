import { MINUTE } from '../../core/clock.js';
import type { Gap } from '../../core/gap.js';
import { isNewer, snowflakeTime } from './ids.js';
import type { Stretch } from './position.js';
import type { WireTweetPage } from './schema.js';
import type { PageQuery, Source } from './source.js';
import type { WalkOptions } from './walk.js';

// One stretch of a stream: how it is opened, what is asked for it, and what is left where its source ends.

/** What can no longer be had of a stretch. */
export type StretchGap = Omit<Gap, 'stream'>;

/** Posts deleted or hidden meanwhile count against the reach too: from this close to it, a walk may be cut. */
const REACH_MARGIN = 100;
/** The stretch above everything known. */
export function freshStretch({ position, since, stream, now }: WalkOptions): Stretch {
  const { newestId, readAt } = position;
  const forgotten = stream.windowMs !== null && readAt !== undefined && now - readAt > stream.windowMs;
  const stale = forgotten ? { stale: true } : {};
  if (newestId !== undefined) {
    return {
      via: 'stream',
      seen: 0,
      sinceId: newestId,
      knownTo: readAt ?? snowflakeTime(newestId),
      ...stale,
    };
  }
  const after = position.since ?? since ?? undefined;
  return { via: 'stream', seen: 0, after, knownTo: readAt ?? after ?? null, ...stale };
}

/**
 * What to ask for. X refuses ids together with times: a first poll's `after` is sent only while no id bounds the
 * stretch.
 *
 * @param prove ask for the newest known post too. A timeline ends at its reach without a word, and what arrives
 *   during a walk moves that end: only a known post coming again proves that nothing was cut off above it.
 */
export function boundsOf(
  { stale, sinceId, untilId, after }: Stretch,
  { windowMs }: Source,
  now: number,
  prove: boolean,
): Omit<PageQuery, 'size'> {
  if (stale === true) return { untilId };
  if (untilId !== undefined || sinceId !== undefined || after === undefined) {
    return { sinceId: prove && sinceId !== undefined ? String(BigInt(sinceId) - 1n) : sinceId, untilId };
  }
  return { startTime: windowMs === null ? after : Math.max(after, now - windowMs + MINUTE) };
}

/** Drops what lies below the stretch, where X could not be told of its lower end. */
export function withoutKnown(answer: WireTweetPage, { sinceId, after }: Stretch) {
  const posts = answer.data ?? [];
  const wanted = posts.filter(
    (post) =>
      (sinceId === undefined || isNewer(post.id, sinceId)) &&
      (after === undefined || post.created_at >= after),
  );
  return {
    page: { ...answer, data: wanted },
    billed: posts.length,
    reachedKnown: wanted.length < posts.length,
  };
}

/**
 * What is left when a source has no more pages for a stretch: nothing, a search for the rest, or a gap.
 *
 * @param unproven whether the stretch may have been cut off above what is known
 */
export function closeStretch(
  stretch: Stretch,
  { reach, windowMs }: Source,
  options: Pick<WalkOptions, 'search' | 'now'>,
  unproven: boolean,
): { remainder: Stretch[]; gaps: StretchGap[] } {
  const { sinceId, knownTo, stale = false } = stretch;
  const nothing = { remainder: [], gaps: [] };
  const firstPoll = sinceId === undefined && knownTo === null;
  if (firstPoll && !stale) return nothing;
  if (reach !== null) {
    const atReach = stretch.seen >= reach - REACH_MARGIN;
    if (!atReach && !(unproven && options.search !== null)) return nothing;
    if (options.search === null)
      return { remainder: [], gaps: gapsOf(stretch, untilTime(stretch) ?? options.now) };
    return { remainder: [{ ...stretch, via: 'search', seen: 0, stale: false }], gaps: [] };
  }
  if (windowMs === null) return nothing;
  const edge = options.now - windowMs;
  const cut = stale || (sinceId === undefined && knownTo !== null && knownTo < edge);
  return { remainder: [], gaps: cut ? gapsOf(stretch, edge) : [] };
}

/** The gap between what was known before a stretch was opened and a time, ms UTC; none where nothing is missing. */
export function gapsOf({ knownTo }: Stretch, to: number): StretchGap[] {
  if (knownTo !== null && knownTo >= to) return [];
  return [{ from: knownTo, to, code: 'too-old' }];
}

/** When the newest post below a stretch was written, ms UTC; null where that is not known. */
export function untilTime(stretch: Stretch): number | null {
  return stretch.untilId === undefined ? null : snowflakeTime(stretch.untilId);
}
