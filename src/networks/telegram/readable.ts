import * as z from 'zod';
import { textOf } from './content.js';
import { senderId } from './map.js';
import { updateSchema, type WireUpdate } from './schema.js';

/** What every message has, whatever it says. */
const HEADER = new Set([
  'message_id',
  'message_thread_id',
  'is_topic_message',
  'from',
  'sender_chat',
  'date',
  'edit_date',
  'chat',
  'reply_to_message',
  'entities',
  'caption_entities',
]);

const looseMessage = z.record(z.string(), z.unknown());

/** One update that could be read, one that is none of ours, or one that holds a message which cannot be read. */
type ReadUpdate = { is: 'update'; update: z.infer<typeof updateSchema> } | { is: 'other' } | { is: 'odd' };

/**
 * Reads an update. Only messages are waited for: an update of another kind that is not as documented holds nothing
 * anybody said.
 */
export function readUpdate(raw: WireUpdate): ReadUpdate {
  const message = raw.message ?? raw.edited_message;
  const parsed = updateSchema.safeParse(raw);
  if (!parsed.success) return { is: message === undefined ? 'other' : 'odd' };
  // Telegram sends the kind that was asked for, or for a while after a change of it another kind: never none.
  if (Object.keys(raw).every((key) => key === 'update_id')) return { is: 'odd' };
  const update = parsed.data;
  const read = update.message ?? update.edited_message;
  if (read === undefined) return { is: 'update', update };
  const { data: fields = {} } = looseMessage.safeParse(message);
  const isOdd =
    textOf(read) === null ? Object.keys(fields).every((key) => HEADER.has(key)) : senderId(read) === null;
  return isOdd ? { is: 'odd' } : { is: 'update', update };
}
