import * as z from 'zod';
import type { Cursor } from '../../core/stream.js';

const id = z.string().min(1);

/**
 * A position in a stream. Everything up to `newestId` has been read, except what an interrupted walk has left to
 * do: `back`, from below `maxId` down to `since`. Ids are opaque.
 */
export const positionSchema = z.object({
  newestId: id.optional(),
  /** How far back the first poll goes, ms UTC. */
  since: z.number().nullish(),
  /** When the stream was last read from the top, ms UTC by our clock. */
  readAt: z.number().int().optional(),
  back: z
    .object({
      maxId: id,
      /** ms UTC; null for as far as there is anything. */
      since: z.number().nullable(),
      /** When what was read last there was written, ms UTC. */
      until: z.number().int(),
    })
    .optional(),
});
export type Position = z.infer<typeof positionSchema>;

/** Reads a stored cursor; one of another shape (an older earshot's) means starting over, which doubles nothing. */
export function readPosition(cursor: Cursor | null): Position {
  const parsed = positionSchema.safeParse(cursor ?? {});
  return parsed.success ? parsed.data : {};
}
