import type { MentionKind } from '../../core/mention.js';
import { matchWatch, type Watch } from '../../core/watch.js';
import type { WireEntity, WireMessage } from './schema.js';

/** Our side of what is heard. */
export interface Us {
  nativeId: string;
  /** Without a leading @. */
  handle: string;
}

/** What is known of where a message stands. */
export interface Circumstances {
  us: Us;
  watches: readonly Watch[];
  /** Telegram delivers every message of this group, not only what it thinks is meant for the bot. */
  hearsAll: boolean;
}

/**
 * What a message of a group is to us, or null where it is other people's talk. Where Telegram itself chooses what
 * the bot may read (privacy mode), all it delivers is meant for the bot.
 */
export function concernOf(
  message: WireMessage,
  { us, watches, hearsAll }: Circumstances,
): MentionKind | null {
  const parent = message.reply_to_message;
  if (parent?.from !== undefined && String(parent.from.id) === us.nativeId) return 'reply';
  if (names(message, us)) return 'mention';
  if (parent?.is_automatic_forward === true) return 'comment';
  const words = message.text ?? message.caption ?? '';
  const heard = !hearsAll || watches.some((watch) => matchWatch(watch, words, 'und'));
  return heard ? 'post' : null;
}

function names(message: WireMessage, us: Us): boolean {
  const text = message.text ?? message.caption ?? '';
  const entities = message.entities ?? message.caption_entities ?? [];
  return entities.some((entity) =>
    isOurs(entity, text.slice(entity.offset, entity.offset + entity.length), us),
  );
}

function isOurs(entity: WireEntity, written: string, us: Us): boolean {
  const handle = us.handle.toLowerCase();
  switch (entity.type) {
    case 'mention':
      return written.toLowerCase() === `@${handle}`;
    case 'text_mention':
      return entity.user !== undefined && String(entity.user.id) === us.nativeId;
    case 'bot_command': {
      const addressee = written.split('@')[1];
      return addressee === undefined || addressee.toLowerCase() === handle;
    }
    default:
      return false;
  }
}

/** What the Start button of a private chat sends: it says that somebody came, and nothing else. */
export function isStartButton(message: WireMessage): boolean {
  return message.chat.type === 'private' && /^\/start(?:\s+\S+)?$/.test(message.text ?? '');
}
