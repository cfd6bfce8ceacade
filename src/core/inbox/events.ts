import type { Intent, SentimentLabel } from '../sentiment.js';
import type { MentionCard, StoredMention } from '../stored-mention.js';
import type { Choice, HeldReply, InboxFilter, Notice } from './state.js';

/** A key as the terminal sends it. */
export interface Key {
  /** Node's name for it: `a`, `return`, `left`, `pagedown` ...; `paste` for what is pasted. */
  name: string;
  /** The characters it stands for. */
  sequence: string;
  ctrl: boolean;
  meta: boolean;
  shift: boolean;
}

/** What happens to the inbox. */
export type InboxEvent =
  | { type: 'key'; key: Key }
  | {
      type: 'loaded';
      queue: readonly StoredMention[];
      waiting: { count: number; oldestAt: number | null };
      networks: readonly Choice[];
    }
  | { type: 'rated'; within24h: number | null }
  | { type: 'card'; card: MentionCard }
  | { type: 'notice'; notice: Notice }
  /** `parts` is how many it would leave as: 1 where it fits, null where the network does not take it so. */
  | { type: 'measured'; text: string; length: number; limit: number; parts: number | null }
  /** A reply was looked at before it leaves, and something speaks against it. */
  | { type: 'warned'; text: string; warnings: readonly string[] }
  | { type: 'held'; reply: HeldReply }
  | { type: 'left'; outboxId: number; notice: Notice }
  | { type: 'taken-back'; outboxId: number; text: string; private: boolean }
  | { type: 'marked'; mentionId: number; notice: Notice }
  | { type: 'noted'; mentionId: number; notice: Notice }
  /** `mentionId` is what was taken back; null where nothing was. */
  | { type: 'undone'; mentionId: number | null; notice: Notice }
  | { type: 'templates'; choices: readonly Choice[] }
  | { type: 'filled'; text: string; template: { name: string; variantId: number } }
  | { type: 'edited'; text: string }
  | { type: 'tick'; now: number };

/** What the inbox wants done; each ends in events, or in a notice. */
export type InboxEffect =
  | { type: 'load'; filter: InboxFilter }
  | { type: 'open'; id: number }
  | { type: 'measure'; id: number; text: string; private: boolean }
  | {
      type: 'send';
      id: number;
      text: string;
      private: boolean;
      again: boolean;
      template: { name: string; variantId: number } | null;
      /** The person has seen the warnings and sends it all the same. */
      sure: boolean;
    }
  | { type: 'take-back'; outboxId: number }
  /** Sends the replies whose time has come, or all of them. */
  | { type: 'send-held'; all: boolean }
  | { type: 'mark'; id: number; change: Mark }
  | { type: 'undo-mark' }
  | { type: 'like'; id: number }
  | { type: 'browse'; id: number }
  | { type: 'templates'; id: number }
  | { type: 'fill'; id: number; name: string }
  | { type: 'edit'; text: string }
  | { type: 'note'; id: number; text: string }
  | { type: 'quit' };

/** What a key marks a mention as. */
export type Mark =
  | { status: 'done' | 'ignored' }
  | { snooze: string }
  | { tag: string }
  | { sentiment: SentimentLabel }
  | { intent: Intent };
