import type { MentionRef, OutgoingReply } from '../network.js';
import type { Us } from './identity.js';
import { authorId } from './ids.js';
import { isPrivate, isUs } from './map.js';
import type { WireStatus } from './schema.js';

/** What is posted in answer to a status. */
export interface Composed {
  status: string;
  in_reply_to_id: string;
  visibility: string;
  /** The content warning of what is answered. */
  spoiler_text?: string;
  language?: string;
}

/** How far each visibility reaches; Pleroma's `local` stays on its server. */
const KEPT = new Set(['public', 'unlisted', 'private', 'local']);

/**
 * Puts an answer together. Its author is named, and so are the others the status names: servers deliver an answer
 * only to those whose names are in it. It is seen by nobody who could not see what it answers.
 *
 * @param count length of a text as the server counts it; the others are left out where they make it too long
 */
export function compose(
  { text, private: isPrivately, to }: Pick<OutgoingReply, 'text' | 'private' | 'to'>,
  parent: WireStatus,
  us: Us,
  { count, limit }: { count(text: string): number; limit: number },
): Composed {
  const spoiler = parent.spoiler_text ?? '';
  // Who was only named in public is not drawn into a private answer.
  const others = isPrivately && !isPrivate(parent) ? [] : othersOf(parent, us);
  // A later part of an answer hangs on our own status, and goes to whom that went to.
  let named = isUs(parent.account, us) ? addressedFirst(others, to, us) : [parent.account.acct, ...others];
  const fits = () => count(spoiler) + count(withHandles(text, named, us)) <= limit;
  while (named.length > 1 && !fits()) named = named.slice(0, -1);
  return {
    status: withHandles(text, named, us),
    in_reply_to_id: parent.id,
    visibility: isPrivately || !KEPT.has(parent.visibility) ? 'direct' : parent.visibility,
    ...(spoiler === '' ? {} : { spoiler_text: spoiler }),
    ...(parent.language ? { language: parent.language } : {}),
  };
}

/** The text after the names that it does not hold itself. */
export function withHandles(text: string, accts: readonly string[], us: Pick<Us, 'domain'>): string {
  const missing = accts.filter((acct) => !names(text, acct, us));
  return [...missing.map((acct) => `@${acct}`), text].join(' ');
}

function names(text: string, acct: string, { domain }: Pick<Us, 'domain'>): boolean {
  const wanted = authorId(acct, domain);
  return [...text.matchAll(/(?<![\w/=])@([\w.-]*\w(?:@[\w.-]*\w)?)/g)].some(
    ([, name = '']) => authorId(name, domain) === wanted,
  );
}

function addressedFirst(accts: readonly string[], { authorHandle }: MentionRef, us: Us): string[] {
  const addressed = authorId(authorHandle, us.domain);
  return [authorHandle, ...accts.filter((acct) => authorId(acct, us.domain) !== addressed)];
}

function othersOf(parent: WireStatus, us: Us): string[] {
  const author = authorId(parent.account.acct, us.domain);
  const others = (parent.mentions ?? []).filter((mention) => !isUs(mention, us)).map(({ acct }) => acct);
  return [...new Set(others)].filter((acct) => authorId(acct, us.domain) !== author);
}
