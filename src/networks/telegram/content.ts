import type { WireMessage } from './schema.js';

/** Attachments that say nothing more of themselves, by the field that carries them. */
const ATTACHMENTS: readonly (readonly [field: keyof WireMessage, name: string])[] = [
  ['live_photo', 'photo'],
  ['photo', 'photo'],
  ['animation', 'animation'],
  ['video', 'video'],
  ['video_note', 'video message'],
  ['voice', 'voice message'],
  ['audio', 'audio'],
  ['story', 'story'],
  ['game', 'game'],
  ['paid_media', 'paid media'],
  ['checklist', 'checklist'],
];

/**
 * A message as a person would tell it: what is attached in brackets, then its words.
 *
 * @returns null for a service message (somebody joined, a photo of the group was changed): nobody said anything
 */
export function textOf(message: WireMessage): string | null {
  const words = message.text ?? message.caption ?? '';
  const attached = attachmentOf(message);
  if (words === '' && attached === null) return null;
  const forwarded = message.forward_origin === undefined ? null : forwardedFrom(message.forward_origin);
  const notes = [forwarded, attached].filter((note) => note !== null).map((note) => `[${note}]`);
  return [...notes, words].filter((part) => part !== '').join(' ');
}

function attachmentOf(message: WireMessage): string | null {
  const { sticker, dice, contact, venue, location, poll, document } = message;
  if (sticker !== undefined) return joined('sticker', sticker.emoji);
  if (dice !== undefined) return `${dice.emoji} ${dice.value}`;
  if (contact !== undefined) return `contact: ${fullName(contact)}`;
  if (venue !== undefined) return `place: ${venue.title}, ${venue.address}`;
  if (location !== undefined) return `location: ${location.latitude}, ${location.longitude}`;
  if (poll !== undefined) return `poll: ${poll.question}`;
  const attached = ATTACHMENTS.find(([field]) => message[field] !== undefined);
  if (attached !== undefined) return attached[1];
  return document === undefined ? null : joined('file', document.file_name);
}

function forwardedFrom(origin: NonNullable<WireMessage['forward_origin']>): string {
  const { sender_user: user, sender_user_name: hidden, sender_chat: group, chat: channel } = origin;
  const name = user === undefined ? (hidden ?? group?.title ?? channel?.title) : fullName(user);
  return name === undefined ? 'forwarded' : `forwarded from ${name}`;
}

function joined(name: string, more: string | undefined): string {
  return more === undefined ? name : `${name} ${more}`;
}

/** First and last name, as people see them. */
export function fullName(person: { first_name: string; last_name?: string | undefined }): string {
  return person.last_name === undefined ? person.first_name : `${person.first_name} ${person.last_name}`;
}
