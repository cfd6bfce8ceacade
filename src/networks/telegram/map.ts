import { SECOND } from '../../core/clock.js';
import type { InboundAuthor, InboundMention, MentionKind, OwnPost } from '../../core/mention.js';
import { fullName } from './content.js';
import { isPrivateChat, messageUrl, nativeIdOf } from './ids.js';
import type { WireMessage } from './schema.js';

/** Finds the conversation of one of our own messages. */
export type ThreadOf = (nativeId: string) => string | undefined;

/**
 * A message somebody else wrote.
 *
 * @param text what it says, as `textOf` tells it
 * @returns null for one without a sender, which Telegram documents for channels only
 */
export function toMention(
  message: WireMessage,
  kind: MentionKind,
  text: string,
  threadOf: ThreadOf,
): InboundMention | null {
  const author = authorOf(message);
  if (author === null) return null;
  const nativeId = nativeIdOf({ chatId: message.chat.id, messageId: message.message_id });
  const inPrivate = isPrivateChat(message.chat.id);
  return {
    nativeId,
    versionId: nativeId,
    kind,
    private: inPrivate,
    author,
    text,
    createdAt: message.date * SECOND,
    editedAt: message.edit_date === undefined ? null : message.edit_date * SECOND,
    networkLanguage: null,
    url: inPrivate ? author.url : messageUrl(message.chat, message.message_id),
    threadNativeId: threadNativeId(message, threadOf),
    replyToNativeId: parentId(message),
    metrics: { likes: null, reposts: null, replies: null, quotes: null, views: null },
    reply: { allowed: true },
  };
}

/** A message that the business itself wrote in a group, with another account than the bot's. */
export function toOwnPost(message: WireMessage, text: string, threadOf: ThreadOf): OwnPost {
  return {
    nativeId: nativeIdOf({ chatId: message.chat.id, messageId: message.message_id }),
    text,
    createdAt: message.date * SECOND,
    private: false,
    url: messageUrl(message.chat, message.message_id),
    threadNativeId: threadNativeId(message, threadOf),
    replyToNativeId: parentId(message),
  };
}

/** Whose name a message carries: a person, or the group or channel in whose name an administrator wrote. */
export function senderId(message: WireMessage): number | null {
  return message.sender_chat?.id ?? message.from?.id ?? null;
}

function authorOf({ from, sender_chat: chat }: WireMessage): InboundAuthor | null {
  if (chat !== undefined) return described(chat.id, chat.username, chat.title ?? null);
  return from === undefined ? null : described(from.id, from.username, fullName(from));
}

function described(id: number, username: string | undefined, name: string | null): InboundAuthor {
  return {
    nativeId: String(id),
    handle: username ?? String(id),
    name,
    followers: null,
    verified: false,
    url: username === undefined ? null : `https://t.me/${username}`,
  };
}

function parentId({ chat, reply_to_message: parent }: WireMessage): string | null {
  // In a topic, what answers nobody is shown as an answer to the topic's beginning.
  if (parent === undefined || parent.forum_topic_created !== undefined) return null;
  return nativeIdOf({ chatId: chat.id, messageId: parent.message_id });
}

/**
 * The conversation a message belongs to. Telegram names its first message in supergroups; elsewhere (basic groups,
 * topics) only the message answered, one step up.
 */
function threadNativeId(message: WireMessage, threadOf: ThreadOf): string {
  const { chat, message_thread_id: root, is_topic_message: inTopic } = message;
  if (isPrivateChat(chat.id)) return String(chat.id);
  const parent = parentId(message);
  const remembered = parent === null ? undefined : threadOf(parent);
  if (remembered !== undefined) return remembered;
  if (root !== undefined && inTopic !== true) return nativeIdOf({ chatId: chat.id, messageId: root });
  return parent ?? nativeIdOf({ chatId: chat.id, messageId: message.message_id });
}
