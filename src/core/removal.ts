/** What pruning takes, or would take. */
export interface PruneTally {
  /** Written before, ms UTC. */
  before: number;
  mentions: number;
  /** Replies that go with their mentions. */
  replies: number;
  /** Corrections that go with them: they teach nothing any more. */
  corrections: number;
  /** As old, and kept, for the first of these reasons. */
  kept: {
    /** A reply to it is on its way, or its outcome is not known. */
    onItsWay: number;
    /** Tagged `keep`. */
    pinned: number;
    /** Open or snoozed. */
    open: number;
    /** Needs a reply and has none. */
    unanswered: number;
  };
}

/** The tag that keeps a mention from being pruned. */
export const KEEP_TAG = 'keep';

/** What forgetting somebody takes, or would take. */
export interface ForgetTally {
  mentions: number;
  /** Replies to them: drafts, on their way, sent. */
  replies: number;
  /** Our own posts to them that were seen on the network. */
  ownPosts: number;
  notes: number;
  /** Mentions of other people that name them: those stay. */
  namedByOthers: number;
}

/** How the bytes of what was removed are overwritten. */
export interface Compaction {
  /** Bytes of the database before and after. */
  before: number;
  after: number;
  /** False where another process reads so long that the write-ahead log could not be emptied. */
  complete: boolean;
}
