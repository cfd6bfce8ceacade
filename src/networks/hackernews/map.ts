import { SECOND } from '../../core/clock.js';
import type { InboundMention, MentionKind, OwnPost } from '../../core/mention.js';
import { htmlToText } from '../../http/html-text.js';
import { READ_ONLY } from './capabilities.js';
import type { Hit } from './schema.js';

const SITE = 'https://news.ycombinator.com';

/** A story or comment somebody else wrote. */
export function toMention(hit: Hit, kind: MentionKind): InboundMention {
  return {
    nativeId: hit.objectID,
    versionId: hit.objectID,
    kind,
    private: false,
    author: {
      nativeId: hit.author,
      handle: hit.author,
      name: null,
      followers: null,
      verified: false,
      url: `${SITE}/user?id=${encodeURIComponent(hit.author)}`,
    },
    text: textOf(hit),
    createdAt: hit.created_at_i * SECOND,
    editedAt: null,
    networkLanguage: null,
    url: itemUrl(hit.objectID),
    threadNativeId: threadOf(hit),
    replyToNativeId: hit.parent_id ?? null,
    metrics: {
      likes: hit.points ?? null,
      reposts: null,
      replies: hit.num_comments ?? null,
      quotes: null,
      views: null,
    },
    reply: { allowed: false, reason: READ_ONLY },
  };
}

/** A story or comment of ours. */
export function toOwnPost(hit: Hit): OwnPost {
  return {
    nativeId: hit.objectID,
    text: textOf(hit),
    createdAt: hit.created_at_i * SECOND,
    private: false,
    url: itemUrl(hit.objectID),
    threadNativeId: threadOf(hit),
    replyToNativeId: hit.parent_id ?? null,
  };
}

/** What a search finds untagged: a story is a post of its own, everything else hangs below one. */
export function kindOf(hit: Hit): MentionKind {
  return isComment(hit) ? 'comment' : 'post';
}

/** Whether a hit is a comment; a story else. */
export function isComment(hit: Hit): boolean {
  return hit._tags.includes('comment') || typeof hit.comment_text === 'string';
}

/** Title, link and text, as far as there are any: a story may be all link. */
export function textOf(hit: Hit): string {
  const body = htmlToText(hit.comment_text ?? hit.story_text ?? '');
  if (isComment(hit)) return body;
  const lead = [hit.title ?? '', hit.url ?? ''].filter((line) => line !== '').join('\n');
  return [lead, body].filter((part) => part !== '').join('\n\n');
}

/** The id of the story that a hit is, or hangs below. */
export function threadOf(hit: Hit): string {
  return hit.story_id ?? hit.objectID;
}

function itemUrl(id: string): string {
  return `${SITE}/item?id=${id}`;
}

/** Where a signed-in person answers an item. */
export function replyPage(id: string): string {
  return `${SITE}/reply?id=${encodeURIComponent(id)}`;
}
