import type {
  InboundAuthor,
  InboundMention,
  MentionKind,
  OwnPost,
  ReplyPermission,
} from '../../core/mention.js';
import { declaredLanguage } from './language.js';
import type { PostRecord, PostView, WireMessage, WirePerson, WireProfile } from './schema.js';
import type { Facts } from './session.js';
import { plainText } from './text.js';
import { postUrl, profileUrl } from './uris.js';

/** A post as a stream tells of it; `view` is what Bluesky shows us of it, null where it does not (any more). */
export interface FoundPost {
  uri: string;
  cid: string;
  author: WirePerson;
  record: PostRecord;
  indexedAt: number;
  view: PostView | null;
}

const NO_METRICS = { likes: null, reposts: null, replies: null, quotes: null, views: null };

/**
 * A post somebody else wrote.
 *
 * @param kind why it came to us
 * @param profile of its author, where it could be had: only that tells the followers
 */
export function toMention(
  post: FoundPost,
  kind: MentionKind,
  profile: WireProfile | undefined,
): InboundMention {
  const { record, view } = post;
  return {
    nativeId: post.uri,
    versionId: post.cid,
    kind,
    private: false,
    author: toAuthor(post.author, profile),
    text: plainText(record),
    createdAt: timeOf(post),
    editedAt: null,
    networkLanguage: declaredLanguage(record.langs),
    url: postUrl(post.uri, post.author.handle),
    threadNativeId: record.reply?.root.uri ?? post.uri,
    replyToNativeId: record.reply?.parent.uri ?? null,
    metrics:
      view === null
        ? NO_METRICS
        : {
            likes: view.likeCount ?? null,
            reposts: view.repostCount ?? null,
            replies: view.replyCount ?? null,
            quotes: view.quoteCount ?? null,
            views: null,
          },
    reply: permission(view),
  };
}

/** A post of our own. */
export function toOwnPost({ uri, record, indexedAt, author }: PostView): OwnPost {
  return {
    nativeId: uri,
    text: plainText(record),
    createdAt: timeOf({ record, indexedAt }),
    private: false,
    url: postUrl(uri, author.handle),
    threadNativeId: record.reply?.root.uri ?? uri,
    replyToNativeId: record.reply?.parent.uri ?? null,
  };
}

/** A private message somebody else wrote. @param profile of its author, where it could be had */
export function toPrivateMention(
  convoId: string,
  message: WireMessage,
  profile: WireProfile | undefined,
): InboundMention {
  return {
    ...messageFields(convoId, message),
    versionId: messageId(convoId, message.id),
    kind: 'message',
    private: true,
    author: toAuthor({ did: message.sender.did, handle: profile?.handle ?? message.sender.did }, profile),
    editedAt: null,
    networkLanguage: null,
    metrics: NO_METRICS,
    reply: { allowed: true },
  };
}

/** A private message of our own. */
export function toOwnMessage(convoId: string, message: WireMessage): OwnPost {
  return { ...messageFields(convoId, message), private: true };
}

function messageFields(convoId: string, message: WireMessage) {
  return {
    nativeId: messageId(convoId, message.id),
    text: plainText({
      ...message,
      embed: message.embed && { record: { ...message.embed.record, cid: '' }, video: undefined },
    }),
    createdAt: message.sentAt,
    url: conversationUrl(convoId),
    threadNativeId: convoId,
    replyToNativeId: null,
  };
}

/** The native id of a private message: its own id means something in its conversation only. */
export function messageId(convoId: string, id: string): string {
  return `${convoId}/${id}`;
}

/** The page of a conversation in Bluesky's own app. */
export function conversationUrl(convoId: string): string {
  return `https://bsky.app/messages/${convoId}`;
}

/**
 * When a post was written. Authors date their posts themselves: a date Bluesky could not have had yet is not
 * believed, as its own feeds do not (`sortAt`).
 */
export function timeOf({ record, indexedAt }: Pick<FoundPost, 'record' | 'indexedAt'>): number {
  const written = Date.parse(record.createdAt ?? '');
  return Number.isNaN(written) || written < 0 ? indexedAt : Math.min(written, indexedAt);
}

/** What a post found by search is to us. */
export function kindOf(record: PostRecord, us: Facts): MentionKind {
  if (record.reply !== undefined) return 'reply';
  if (record.embed?.record?.uri.startsWith(`at://${us.did}/`)) return 'quote';
  return 'post';
}

function toAuthor(person: WirePerson, profile: WireProfile | undefined): InboundAuthor {
  const { displayName, verification } = profile ?? person;
  const statuses = [verification?.verifiedStatus, verification?.trustedVerifierStatus];
  return {
    nativeId: person.did,
    handle: person.handle,
    name: displayName === undefined || displayName.trim() === '' ? null : displayName,
    followers: profile?.followersCount ?? null,
    verified: statuses.includes('valid'),
    url: profileUrl(person.did, person.handle),
  };
}

function permission(view: PostView | null): ReplyPermission {
  if (view === null) {
    return {
      allowed: false,
      reason: 'Bluesky does not show it to you any more: it was deleted, or one of you blocked the other',
    };
  }
  if (view.viewer?.replyDisabled)
    return { allowed: false, reason: 'the thread it is in limits who may answer' };
  return { allowed: true };
}
