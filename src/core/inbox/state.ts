import type { Intent, SentimentLabel } from '../sentiment.js';
import type { MentionCard, StoredMention } from '../stored-mention.js';
import type { Draft } from './draft.js';

/** One thing to choose from a short list. */
export interface Choice {
  label: string;
  value: string;
}

export type ChoiceOf = 'template' | 'snooze' | 'correct' | 'filter' | 'private';
export type LineOf = 'tag' | 'note' | 'search' | 'date';

/** A text on its way to be sent: written by hand, or out of a saved reply. */
export interface Writing {
  kind: 'write';
  mentionId: number;
  private: boolean;
  /** A public line that invites: once it is on hold, the private answer to the same mention is written. */
  handOver: boolean;
  /** A further reply where one stands already: asked for with a second try. */
  again: boolean;
  draft: Draft;
  /** The saved reply it began with. */
  template: { name: string; variantId: number } | null;
  measured: { length: number; limit: number; parts: number | null } | null;
  /** What speaks against sending it as it is; sending it a second time overrules what may be overruled. */
  warnings: readonly string[];
  /** The text the warnings are about. */
  warnedOf: string | null;
}

export type Mode =
  | { kind: 'queue' }
  | Writing
  | { kind: 'choose'; of: ChoiceOf; choices: readonly Choice[]; at: number }
  | { kind: 'line'; of: LineOf; draft: Draft }
  | { kind: 'help' }
  | { kind: 'leave' };

/** A reply that waits for its time to leave, and can be taken back until then. */
export interface HeldReply {
  outboxId: number;
  mentionId: number;
  /** Whom it answers. */
  to: string;
  /** ms UTC. */
  until: number;
}

/** Which mentions the queue shows. */
export interface InboxFilter {
  search: string | null;
  network: string | null;
  intent: Intent | null;
  sentiment: SentimentLabel | null;
}

/** Something to tell, under the queue. */
export interface Notice {
  text: string;
  level: 'done' | 'trouble';
}

/** One thing done that can be taken back, the latest last. */
export type Doing =
  | { kind: 'mark'; mentionId: number }
  | { kind: 'reply'; outboxId: number; mentionId: number };

/** Everything the inbox shows. */
export interface InboxState {
  queue: readonly StoredMention[];
  /** Index in the queue; 0 where it is empty. */
  selected: number;
  waiting: { count: number; oldestAt: number | null };
  /** Of the mentions of the last seven days that needed a reply, the share answered within 24 hours; null where none. */
  within24h: number | null;
  /** The mention to be looked at once the queue is read: what was taken back. */
  returnTo: number | null;
  /** Of the selected mention, once it is there. */
  card: MentionCard | null;
  /** Lines of the card scrolled past. */
  scroll: number;
  filter: InboxFilter;
  /** The networks that a filter can name. */
  networks: readonly Choice[];
  mode: Mode;
  /** Answers begun and put aside, by mention: they are there again when it is answered. */
  drafts: Readonly<Record<number, string>>;
  held: readonly HeldReply[];
  notice: Notice | null;
  doings: readonly Doing[];
  /** The clock, ms UTC: ages and countdowns are shown by it. */
  now: number;
  loading: boolean;
}

export const NO_FILTER: InboxFilter = { search: null, network: null, intent: null, sentiment: null };

/** The inbox before anything was loaded. */
export function emptyInbox(now: number): InboxState {
  return {
    queue: [],
    selected: 0,
    waiting: { count: 0, oldestAt: null },
    within24h: null,
    returnTo: null,
    card: null,
    scroll: 0,
    filter: NO_FILTER,
    networks: [],
    mode: { kind: 'queue' },
    drafts: {},
    held: [],
    notice: null,
    doings: [],
    now,
    loading: true,
  };
}

/** The mention that is looked at. */
export function current({ queue, selected }: InboxState): StoredMention | null {
  return queue[selected] ?? null;
}
