import type { InboundMention, MentionKind, OwnPost } from '../../core/mention.js';
import type { Us } from './identity.js';
import { authorId, fullHandle, toNativeId } from './ids.js';
import type { WireAccount, WireMention, WireStatus } from './schema.js';
import { statusText } from './text.js';

/**
 * A status somebody else wrote.
 *
 * @param root id of the status that began its thread
 */
export function toMention(status: WireStatus, root: string, us: Us): InboundMention {
  const { account } = status;
  const nativeId = toNativeId(status.id, us.host);
  const handle = fullHandle(account.acct, us.domain);
  return {
    nativeId,
    versionId: nativeId,
    kind: kindOf(status, us),
    private: isPrivate(status),
    author: {
      nativeId: authorId(account.acct, us.domain),
      handle,
      name: account.display_name || null,
      followers: account.followers_count ?? null,
      // Servers verify links, not people.
      verified: false,
      url: webAddress(account.url),
    },
    text: statusText(status),
    createdAt: status.created_at,
    editedAt: status.edited_at ?? null,
    networkLanguage: status.language || null,
    url: webAddress(status.url) ?? webAddress(status.uri),
    threadNativeId: threadOf(status, root, us),
    replyToNativeId: status.in_reply_to_id ? toNativeId(status.in_reply_to_id, us.host) : null,
    metrics: {
      likes: status.favourites_count ?? null,
      reposts: status.reblogs_count ?? null,
      replies: status.replies_count ?? null,
      quotes: null,
      views: null,
    },
    reply: { allowed: true },
  };
}

/** A status of our own. */
export function toOwnPost(status: WireStatus, root: string, us: Us): OwnPost {
  return {
    nativeId: toNativeId(status.id, us.host),
    text: statusText(status),
    createdAt: status.created_at,
    private: isPrivate(status),
    url: webAddress(status.url) ?? webAddress(status.uri),
    threadNativeId: threadOf(status, root, us),
    replyToNativeId: status.in_reply_to_id ? toNativeId(status.in_reply_to_id, us.host) : null,
  };
}

/** Whether only the people it names can see a status. */
export function isPrivate(status: Pick<WireStatus, 'visibility'>): boolean {
  return status.visibility === 'direct';
}

function mentionsUs(status: Pick<WireStatus, 'mentions'>, us: Us): boolean {
  return (status.mentions ?? []).some((mention) => isUs(mention, us));
}

/** Whether a mentioned account is ours; some servers leave its id out. */
export function isUs(mention: WireMention, us: Us): boolean {
  return mention.id === us.id;
}

/**
 * A private conversation is the people in it; a public one the status that began it. With us in it, because two of
 * our accounts may write to the same person.
 */
function threadOf(status: WireStatus, root: string, us: Us): string {
  if (!isPrivate(status)) return toNativeId(root, us.host);
  const others = [status.account, ...(status.mentions ?? [])].filter(({ id }) => id !== us.id);
  const people = new Set(others.map(({ acct }) => authorId(acct, us.domain)));
  return `direct/${us.host}/${us.id}/${[...people].sort().join(',')}`;
}

function kindOf(status: WireStatus, us: Us): MentionKind {
  if (status.reblog) return 'repost';
  if (isPrivate(status)) return 'message';
  if (status.in_reply_to_id) return 'reply';
  if (status.quote) return 'quote';
  return mentionsUs(status, us) ? 'mention' : 'post';
}

/** Only what a browser may open. */
function webAddress(address: WireAccount['url']): string | null {
  return address && /^https?:\/\//i.test(address) && URL.canParse(address) ? address : null;
}
