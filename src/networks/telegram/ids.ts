import type { WireChat } from './schema.js';

/** Where a message is: Telegram numbers messages within their chat. */
export interface Place {
  chatId: number;
  messageId: number;
}

/** The native id of a message: `chat/message`. */
export function nativeIdOf({ chatId, messageId }: Place): string {
  return `${chatId}/${messageId}`;
}

/** @throws TypeError for anything that `nativeIdOf` did not make */
export function placeOf(nativeId: string): Place {
  const match = /^(-?\d+)\/(\d+)$/.exec(nativeId);
  if (match === null) throw new TypeError(`${nativeId} is not the id of a Telegram message`);
  return { chatId: Number(match[1]), messageId: Number(match[2]) };
}

/** Private chats have the number of the person; groups and channels have negative ones. */
export function isPrivateChat(chatId: number): boolean {
  return chatId > 0;
}

/** Supergroups are numbered -100…; their links carry what follows. */
const SUPERGROUP = /^-100(\d+)$/;

/** The page of a group's message: for everybody where the group is public, else for its members; else null. */
export function messageUrl(chat: Pick<WireChat, 'id' | 'username'>, messageId: number): string | null {
  if (isPrivateChat(chat.id)) return null;
  if (chat.username !== undefined) return `https://t.me/${chat.username}/${messageId}`;
  const internal = SUPERGROUP.exec(String(chat.id))?.[1];
  return internal === undefined ? null : `https://t.me/c/${internal}/${messageId}`;
}
