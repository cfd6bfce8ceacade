import { DAY } from '../../core/clock.js';
import type {
  InboundAuthor,
  InboundMention,
  MentionKind,
  OwnPost,
  ReplyPermission,
} from '../../core/mention.js';
import { snowflakeTime } from './ids.js';
import { networkLanguage } from './language.js';
import type { WireMessage, WireTweet, WireUser } from './schema.js';
import { plainText } from './text.js';

/** Our side of what is mapped. */
export interface Us {
  nativeId: string;
  /** Without a leading @. */
  handle: string;
}

const NOT_SUMMONED: ReplyPermission = {
  allowed: false,
  reason: 'X lets apps answer only posts that mention or quote you',
};

/**
 * A post somebody else wrote.
 *
 * @param users authors X included, by id; one that is missing (suspended meanwhile) is named by its id
 * @param summoned true for posts from the mentions timeline: X itself says that they mention us
 */
export function toMention(
  tweet: WireTweet,
  users: ReadonlyMap<string, WireUser>,
  us: Us,
  summoned: boolean,
): InboundMention {
  const author = toAuthor(tweet.author_id, users.get(tweet.author_id));
  const metrics = tweet.public_metrics;
  const tagged = summoned || tagsUs(tweet, us);
  return {
    nativeId: firstVersion(tweet),
    versionId: tweet.id,
    kind: kindOf(tweet, tagged),
    private: false,
    author,
    text: plainText(tweet),
    ...times(tweet),
    networkLanguage: networkLanguage(tweet.lang),
    url: postUrl(author.handle, tweet.id),
    threadNativeId: tweet.conversation_id ?? firstVersion(tweet),
    replyToNativeId: referenced(tweet, 'replied_to'),
    metrics: {
      likes: metrics?.like_count ?? null,
      reposts: metrics?.retweet_count ?? null,
      replies: metrics?.reply_count ?? null,
      quotes: metrics?.quote_count ?? null,
      views: metrics?.impression_count ?? null,
    },
    reply: tagged || quotesUs(tweet, us) ? { allowed: true } : NOT_SUMMONED,
  };
}

/** A post of our own. */
export function toOwnPost(tweet: WireTweet, us: Us): OwnPost {
  return {
    nativeId: firstVersion(tweet),
    text: plainText(tweet),
    createdAt: times(tweet).createdAt,
    private: false,
    url: postUrl(us.handle, tweet.id),
    threadNativeId: tweet.conversation_id ?? firstVersion(tweet),
    replyToNativeId: referenced(tweet, 'replied_to'),
  };
}

/** A private message somebody else wrote. @param users authors X included, by id */
export function toPrivateMention(event: WireMessage, users: ReadonlyMap<string, WireUser>): InboundMention {
  return {
    nativeId: event.id,
    versionId: event.id,
    kind: 'message',
    private: true,
    author: toAuthor(event.sender_id, users.get(event.sender_id)),
    text: plainText(event),
    createdAt: event.created_at,
    editedAt: null,
    networkLanguage: null,
    url: `https://x.com/messages/${event.dm_conversation_id}`,
    threadNativeId: event.dm_conversation_id,
    replyToNativeId: null,
    metrics: { likes: null, reposts: null, replies: null, quotes: null, views: null },
    reply: { allowed: true },
  };
}

/** A private message of our own. */
export function toOwnMessage(event: WireMessage): OwnPost {
  return {
    nativeId: event.id,
    text: plainText(event),
    createdAt: event.created_at,
    private: true,
    url: null,
    threadNativeId: event.dm_conversation_id,
    replyToNativeId: null,
  };
}

/** The page of a post. */
export function postUrl(handle: string, id: string): string {
  return `https://x.com/${handle}/status/${id}`;
}

/** The id of the post this one refers to as `type`, or null. */
export function referenced(tweet: WireTweet, type: 'replied_to' | 'quoted' | 'retweeted'): string | null {
  return tweet.referenced_tweets?.find((reference) => reference.type === type)?.id ?? null;
}

function firstVersion(tweet: WireTweet): string {
  return tweet.edit_history_tweet_ids?.[0] ?? tweet.id;
}

function toAuthor(nativeId: string, user: WireUser | undefined): InboundAuthor {
  return {
    nativeId,
    handle: user?.username ?? nativeId,
    name: user?.name ?? null,
    followers: user?.public_metrics?.followers_count ?? null,
    verified: user?.verified ?? false,
    url: user === undefined ? `https://x.com/i/user/${nativeId}` : `https://x.com/${user.username}`,
  };
}

function kindOf(tweet: WireTweet, tagged: boolean): MentionKind {
  if (referenced(tweet, 'retweeted') !== null) return 'repost';
  if (referenced(tweet, 'replied_to') !== null) return 'reply';
  if (referenced(tweet, 'quoted') !== null) return 'quote';
  return tagged ? 'mention' : 'post';
}

function tagsUs(tweet: WireTweet, us: Us): boolean {
  const mentions = [...(tweet.entities?.mentions ?? []), ...(tweet.note_tweet?.entities?.mentions ?? [])];
  return mentions.some(({ id, username }) => id === us.nativeId || sameHandle(username, us.handle));
}

/** A quote carries a link to the quoted post, and that names its author. */
function quotesUs(tweet: WireTweet, us: Us): boolean {
  const quoted = referenced(tweet, 'quoted');
  return (tweet.entities?.urls ?? []).some(({ expanded_url }) => {
    const match = /^https:\/\/(?:x|twitter)\.com\/(\w+)\/status\/(\d+)/.exec(expanded_url ?? '');
    return match !== null && match[2] === quoted && sameHandle(match[1] ?? '', us.handle);
  });
}

function sameHandle(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

/**
 * When a post was written and last changed. X dates each version anew; the first version's id tells when the
 * post appeared, as long as that is plausible (X allows edits for an hour).
 */
function times(tweet: WireTweet): { createdAt: number; editedAt: number | null } {
  if (firstVersion(tweet) === tweet.id) return { createdAt: tweet.created_at, editedAt: null };
  const written = snowflakeTime(firstVersion(tweet));
  const plausible = written !== null && written <= tweet.created_at && tweet.created_at - written < DAY;
  return { createdAt: plausible ? written : tweet.created_at, editedAt: tweet.created_at };
}
