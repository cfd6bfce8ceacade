import * as z from 'zod';
import { DAY, SECOND } from '../../core/clock.js';
import type { Gap } from '../../core/gap.js';
import type { Cursor } from '../../core/stream.js';
import { isWaitedFor } from '../../core/unreadable.js';

const time = z.number().int();

const positionSchema = z.object({
  /** The update after the newest one committed. */
  offset: z.number().int().optional(),
  /** When that one came, ms by our clock. */
  offsetAt: time.optional(),
  /** Everything that came before this has been read, ms UTC. */
  readTo: time.optional(),
  /** The lower end of the first poll, ms UTC. */
  since: time.optional(),
  /** The update that is waited for, because it could not be read, and since when. */
  held: z.object({ id: z.number().int(), since: time }).optional(),
});
export type Position = z.infer<typeof positionSchema>;

/** Reads a stored cursor; one of another shape (an older earshot's) means starting over, which doubles nothing. */
export function readPosition(cursor: Cursor | null): Position {
  const parsed = positionSchema.safeParse(cursor ?? {});
  return parsed.success ? parsed.data : {};
}

/** How long Telegram keeps what nobody has fetched. */
const KEPT = DAY;
/**
 * After a week without updates Telegram numbers them anew from a random start, and an offset from before would
 * confirm what was never seen. From two days on no update we know can still be there: none needs an offset.
 */
const OFFSET_HOLDS = 2 * DAY;

/** The offset to ask from; undefined for whatever is not confirmed yet. */
export function offsetFor({ offset, offsetAt }: Position, now: number): number | undefined {
  return offsetAt !== undefined && now - offsetAt < OFFSET_HOLDS ? offset : undefined;
}

/**
 * The update to wait for.
 *
 * @param odd updates of the page that cannot be read
 * @returns null where there is none, or it has been waited for long enough
 */
export function waitsFor(
  { held }: Position,
  odd: readonly number[],
  now: number,
): NonNullable<Position['held']> | null {
  if (odd.length === 0) return null;
  const id = Math.min(...odd);
  const since = held?.id === id ? Math.min(held.since, now) : now;
  return isWaitedFor(since, now) ? { id, since } : null;
}

/** What Telegram has thrown away since the last poll. */
export function gapsOf({ readTo }: Position, stream: string, now: number): Gap[] {
  if (readTo === undefined || now - readTo <= KEPT) return [];
  return [{ stream, from: readTo, to: now - KEPT, code: 'over-a-day' }];
}

/** The time of an update by its own dates, ms UTC; null where it has none. */
export function timeOf(update: {
  message?: { date: number } | undefined;
  edited_message?: { date: number; edit_date?: number | undefined } | undefined;
  my_chat_member?: { date: number } | undefined;
}): number | null {
  const { message, edited_message: edited, my_chat_member: member } = update;
  const seconds = message?.date ?? edited?.edit_date ?? edited?.date ?? member?.date;
  return seconds === undefined ? null : seconds * SECOND;
}
