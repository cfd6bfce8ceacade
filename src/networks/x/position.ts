import * as z from 'zod';
import type { Cursor } from '../../core/stream.js';

const id = z.string().regex(/^\d+$/);
const time = z.number().int();

/**
 * A stretch of a stream that is still to be read, from its newest unread post (below `untilId`) down to what is
 * known already (`sinceId`, or `after` on a first poll).
 */
const stretch = z.object({
  /** Where to read it: the stream itself, or X's search where the stream no longer reaches. */
  via: z.enum(['stream', 'search']),
  sinceId: id.optional(),
  /** ms UTC; older posts are not wanted. */
  after: time.optional(),
  untilId: id.optional(),
  /** Up to when everything had been read before this stretch was opened, ms UTC; null where that is not known. */
  knownTo: time.nullable(),
  /** Posts read at its place and above since it was opened: they count against the reach of a timeline. */
  seen: z.number().int(),
  /** X does not take `sinceId` or `after` any more: read without, and compare here. */
  stale: z.boolean().optional(),
});
export type Stretch = z.infer<typeof stretch>;

/**
 * A position in a stream of posts. Everything up to `newestId` has been read, except the stretches in `open`
 * (newest first): what an interrupted walk has left to do.
 */
const positionSchema = z.object({
  newestId: id.optional(),
  /** How far back the first poll went (ms UTC): still the lower end while no post has been seen. */
  since: time.optional(),
  /** When the stream was last read from the top, ms UTC by our clock. */
  readAt: time.optional(),
  open: z.array(stretch).default([]),
});
export type Position = z.infer<typeof positionSchema>;

/** Reads a stored cursor; one of another shape (an older earshot's) means starting over, which doubles nothing. */
export function readPosition(cursor: Cursor | null): Position {
  const parsed = positionSchema.safeParse(cursor ?? {});
  return parsed.success ? parsed.data : { open: [] };
}

/** More interruptions than this in a row, and the two oldest stretches are read as one. */
const MAX_OPEN = 8;

/** Bounds the list: what lies between two merged stretches is read once more, which doubles nothing. */
export function bounded(open: Stretch[]): Stretch[] {
  const [newer, older] = open.slice(-2);
  if (open.length <= MAX_OPEN || newer === undefined || older === undefined) return open;
  const merged: Stretch = {
    ...older,
    via: 'stream',
    seen: newer.seen,
    untilId: newer.untilId ?? older.untilId,
  };
  return bounded([...open.slice(0, -2), merged]);
}
