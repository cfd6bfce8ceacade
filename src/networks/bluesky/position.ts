import * as z from 'zod';

const time = z.number().int();

/**
 * A stretch of a list that is still to be read: from where `token` (or `until`) stands, down to `downTo`.
 */
const stretch = z.object({
  /** Bluesky's own cursor, for lists whose cursors last. */
  token: z.string().optional(),
  /** Only what is older (ms UTC), for lists that can be asked so. */
  until: time.optional(),
  /** ms UTC, inclusive; null for all there is. */
  downTo: time.nullable(),
  /** Up to when everything had been read before this stretch was opened, ms UTC; null where nothing had. */
  knownTo: time.nullable(),
});
export type Stretch = z.infer<typeof stretch>;

/**
 * A position in a newest-first list. Everything up to `mark` has been read, except the stretches in `open` (newest
 * first): what interrupted walks have left to do.
 */
export const positionSchema = z.object({
  /** The time of the newest item read, ms UTC. */
  mark: time.optional(),
  /** How far back the first poll went (ms UTC): still the lower end while nothing has been seen. */
  since: time.optional(),
  /** What was read close to the mark, with its time: those come again, because a poll looks back a little. */
  recent: z.record(z.string(), time).default({}),
  open: z.array(stretch).default([]),
});
export type Position = z.infer<typeof positionSchema>;

export const START: Position = { recent: {}, open: [] };

/** More interruptions than this in a row, and the two oldest stretches are read as one. */
const MAX_OPEN = 8;

/** Bounds the list: what lies between two merged stretches is read once more, which doubles nothing. */
export function bounded(open: readonly Stretch[]): Stretch[] {
  const [newer, older] = open.slice(-2);
  if (open.length <= MAX_OPEN || newer === undefined || older === undefined) return [...open];
  const merged = { ...newer, downTo: older.downTo, knownTo: older.knownTo };
  return bounded([...open.slice(0, -2), merged]);
}
