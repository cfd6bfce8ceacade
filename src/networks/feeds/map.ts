import type { InboundAuthor, InboundMention } from '../../core/mention.js';
import type { FeedAddress } from './address.js';
import { READ_ONLY } from './capabilities.js';
import type { Entry, Feed } from './entry.js';
import { unwrapped } from './google.js';
import { textOf } from './text.js';

/**
 * An entry as a mention. A time that is missing, or still to come, is the time at which it was read.
 *
 * @param id unique within the feed
 * @param now ms UTC
 */
export function toMention(
  entry: Entry,
  feed: Pick<Feed, 'title' | 'link'>,
  { id: feedId, label }: FeedAddress,
  id: string,
  now: number,
): InboundMention {
  const nativeId = `${feedId}#${id}`;
  const { publishedAt, updatedAt } = entry;
  const createdAt = Math.min(publishedAt ?? updatedAt ?? now, now);
  const target = entry.link === null ? null : unwrapped(entry.link);
  return {
    nativeId,
    versionId: nativeId,
    kind: 'post',
    private: false,
    author: authorOf(entry, feed, target, feedId, label),
    text: textOf(entry),
    createdAt,
    editedAt: updatedAt !== null && updatedAt > createdAt && updatedAt <= now ? updatedAt : null,
    networkLanguage: languageOf(entry),
    url: target ?? entry.link,
    threadNativeId: nativeId,
    replyToNativeId: null,
    metrics: { likes: null, reposts: null, replies: null, quotes: null, views: null },
    reply: { allowed: false, reason: READ_ONLY },
  };
}

/** Who wrote an entry: as it says; in an alert the site it was found on; else whoever publishes the feed. */
function authorOf(
  { author }: Entry,
  feed: Pick<Feed, 'title' | 'link'>,
  target: string | null,
  feedId: string,
  label: string,
): InboundAuthor {
  const unknown = { followers: null, verified: false };
  if (author !== null) {
    return { nativeId: `${feedId}#${author}`, handle: bare(author), name: author, url: null, ...unknown };
  }
  if (target !== null) {
    const { hostname, origin } = new URL(target);
    const site = hostname.replace(/^www\./, '');
    return { nativeId: site, handle: site, name: null, url: origin, ...unknown };
  }
  const { title, link } = feed;
  return { nativeId: feedId, handle: bare(title) || label, name: title || null, url: link, ...unknown };
}

function bare(name: string): string {
  return name.replace(/^@+/, '');
}

/** The primary language an entry claims, where that can be one. */
export function languageOf({ language }: Pick<Entry, 'language'>): string | null {
  return /^([a-z]{2,3})(?:$|[-_])/i.exec(language?.trim() ?? '')?.[1]?.toLowerCase() ?? null;
}
