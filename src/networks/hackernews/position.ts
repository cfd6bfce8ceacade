import * as z from 'zod';
import type { Cursor } from '../../core/stream.js';

/** Seconds since 1970, UTC: the search counts in them. */
const time = z.number().int().min(0);

/** A stretch of a search that is still to be read, from its newer end down; both ends included. */
const stretch = z.object({ from: time, to: time });
export type Stretch = z.infer<typeof stretch>;

/** Where the reading of one search stands: everything up to `newest` was read, except what is `open`. */
const place = z.object({
  newest: time.nullable().default(null),
  /** Newest first. */
  open: z.array(stretch).default([]),
});
export type Place = z.infer<typeof place>;

/** A stream's position: a watch has a search for each of its keywords. */
const positionSchema = z.object({
  /** How far back the first poll went: still the lower end while nothing was found. */
  since: time,
  searches: z.array(place.extend({ key: z.string() })),
});
export type Position = z.infer<typeof positionSchema>;

/** Reads a stored cursor; one of another shape (an older earshot's) means starting over, which doubles nothing. */
export function readPosition(cursor: Cursor | null, since: number): Position {
  const parsed = positionSchema.safeParse(cursor);
  return parsed.success ? parsed.data : { since, searches: [] };
}

/** More interruptions than this in a row, and the two oldest stretches are read as one. */
const MAX_OPEN = 8;

/** Bounds the list: what lies between two merged stretches is read once more, which doubles nothing. */
export function bounded(open: Stretch[]): Stretch[] {
  const [newer, older] = open.slice(-2);
  if (open.length <= MAX_OPEN || newer === undefined || older === undefined) return open;
  const merged = { from: Math.min(newer.from, older.from), to: Math.max(newer.to, older.to) };
  return bounded([...open.slice(0, -2), merged]);
}
