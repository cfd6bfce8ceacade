import * as z from 'zod';
import { DAY, SECOND } from '../../core/clock.js';
import type { Cursor, Gap } from '../../core/stream.js';

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
});
export type Position = z.infer<typeof positionSchema>;

export function readPosition(cursor: Cursor | null): Position {
  const parsed = positionSchema.safeParse(cursor ?? {});
  return parsed.success ? parsed.data : {};
}

/** How long Telegram keeps what nobody has fetched. */
export const KEPT = DAY;
/**
 * After a week without updates Telegram numbers them anew from a random start, and an offset from before would
 * confirm what was never seen. From two days on no update we know can still be there: none needs an offset.
 */
const OFFSET_HOLDS = 2 * DAY;

/** The offset to ask from; undefined for whatever is not confirmed yet. */
export function offsetFor({ offset, offsetAt }: Position, now: number): number | undefined {
  return offsetAt !== undefined && now - offsetAt < OFFSET_HOLDS ? offset : undefined;
}

/** What Telegram has thrown away since the last poll. */
export function gapsOf({ readTo }: Position, stream: string, now: number): Gap[] {
  if (readTo === undefined || now - readTo <= KEPT) return [];
  return [
    {
      stream,
      from: readTo,
      to: now - KEPT,
      reason: 'Telegram keeps messages for a bot for 24 hours, and the last poll was longer ago',
    },
  ];
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
