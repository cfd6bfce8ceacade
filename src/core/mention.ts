/** What kind of message a mention is on its network. `post` is talk about the brand that tagged nobody. */
export const MENTION_KINDS = ['mention', 'reply', 'quote', 'repost', 'comment', 'message', 'post'] as const;
export type MentionKind = (typeof MENTION_KINDS)[number];

/** Who wrote a mention, as its network describes them. Missing facts are null, never guessed. */
export interface InboundAuthor {
  nativeId: string;
  /** Without a leading @. */
  handle: string;
  name: string | null;
  followers: number | null;
  verified: boolean;
  url: string | null;
}

/** Public counts at the time of reading; null where the network does not say. */
export interface MentionMetrics {
  likes: number | null;
  reposts: number | null;
  replies: number | null;
  quotes: number | null;
  views: number | null;
}

/** Whether the network's API will accept our reply to one mention, and why not. */
export type ReplyPermission = { allowed: true } | { allowed: false; reason: string };

/** One message somebody else wrote, as it came from a network, before earshot has understood it. */
export interface InboundMention {
  /** The network's own id. For edit chains, the id of the first version: the identity that survives edits. */
  nativeId: string;
  /** The id of the version this text is, where the network gives each edit a new id; else equal to nativeId. */
  versionId: string;
  kind: MentionKind;
  private: boolean;
  author: InboundAuthor;
  text: string;
  /** The network's own timestamp, ms UTC. */
  createdAt: number;
  /** When the author last changed it, ms UTC; null if never (as far as the network says). */
  editedAt: number | null;
  /** BCP 47 language as the network guessed it, or null. */
  networkLanguage: string | null;
  url: string | null;
  /** The network's id of the conversation; a message's conversation for private ones. */
  threadNativeId: string;
  /** The message this one answers, or null. */
  replyToNativeId: string | null;
  metrics: MentionMetrics;
  reply: ReplyPermission;
}

/** One message the owner's account wrote, seen on the network: it may be an answer given elsewhere. */
export interface OwnPost {
  nativeId: string;
  text: string;
  createdAt: number;
  private: boolean;
  url: string | null;
  threadNativeId: string;
  /** The message it answers; null in private conversations, where it answers what came before. */
  replyToNativeId: string | null;
}

/** A time outside of these is no time at which a message was written, ms UTC. */
const [EARLIEST, LATEST] = [Date.UTC(1970, 0), Date.UTC(2100, 0)];

/**
 * When a message was written: as its network says, unless that cannot be. Some networks hand on what the writer's own
 * server claims.
 *
 * @param told ms UTC
 * @param now when it came in, ms UTC
 */
export function timeWritten(told: number, now: number): number {
  return told >= EARLIEST && told < LATEST ? told : now;
}
