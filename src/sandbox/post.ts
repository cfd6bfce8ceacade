import type { Entry } from './timeline.js';

/** One version of one post as the stage keeps it. Times are ms UTC. */
export interface Post extends Entry {
  readonly id: string;
  readonly key: bigint;
  readonly createdAt: number;
  readonly author: string;
  readonly text: string;
  readonly lang: string;
  readonly replyTo: string | null;
  readonly quoteOf: string | null;
  readonly repostOf: string | null;
  readonly tagsUs: boolean;
  /** Handles the text names, lower-case. */
  readonly handles: readonly string[];
  readonly conversationId: string;
  readonly chain: Chain;
  /** When a later version took its place; Infinity for the last one. */
  replacedAt: number;
}

/** What all versions of a post share. */
export interface Chain {
  /** The ids of all versions, oldest first. */
  readonly ids: string[];
  deletedAt: number;
  hidden: boolean;
  likes: number;
  reposts: number;
  replies: number;
  quotes: number;
  views: number;
}

/** One private message. */
export interface Message extends Entry {
  readonly id: string;
  readonly key: bigint;
  readonly createdAt: number;
  /** Handle of the other one, lower-case. */
  readonly with: string;
  readonly fromUs: boolean;
  readonly text: string;
}

/** Somebody's profile as the stage keeps it. */
export interface Profile {
  readonly id: string;
  readonly handle: string;
  name: string;
  followers: number;
  verified: boolean;
  acceptsMessages: boolean;
}
