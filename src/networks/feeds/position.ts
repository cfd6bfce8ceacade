import * as z from 'zod';
import type { Cursor } from '../../core/stream.js';

const time = z.number().int();

/** One entry that went by under an id: what tells it from another that re-uses the id, and from an edit of itself. */
const generation = z.object({
  /** What is added to the id: nothing for the first entry of that id. */
  suffix: z.string(),
  link: z.string(),
  title: z.string(),
  /** Of everything it says. */
  text: z.string(),
});
export type Generation = z.infer<typeof generation>;

/** What was read of a feed. */
const positionSchema = z.object({
  etag: z.string().optional(),
  lastModified: z.string().optional(),
  /** Older entries are not wanted, ms UTC; null for all. */
  since: time.nullable(),
  /** When it was last read, ms UTC. */
  readAt: time.optional(),
  /** Fingerprint of the watch it was read for: another watch wants other entries of the same document. */
  watch: z.string().optional(),
  /** What the publisher asks of readers, as the feed said when it was last read whole. */
  ttlMs: z.number().nullable().optional(),
  skipHours: z.array(z.number()).optional(),
  /** Entries by (the fingerprint of) their id, those of the last document first. */
  seen: z.array(z.tuple([z.string(), z.array(generation)])),
});
export type Position = z.infer<typeof positionSchema>;

/** Reads a stored cursor; one of another shape (an older earshot's) means starting over, which doubles nothing. */
export function readPosition(cursor: Cursor | null, since: number | null): Position {
  const parsed = positionSchema.safeParse(cursor);
  return parsed.success ? parsed.data : { since, seen: [] };
}
