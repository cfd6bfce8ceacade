import { firstPhraseIn } from './phrases.js';
import type { SpikeSettings, SpikeSignal } from './spikes.js';
import type { StoredMention } from './stored-mention.js';

export type AlertKind = 'rule' | 'reach' | 'word' | 'waiting' | 'volume' | 'negative';

/** What alarms the owner. */
export interface AlertSettings {
  /** Followers from which an unhappy author alarms; null: none does. */
  reach: number | null;
  /** Words and phrases that alarm wherever they are written. */
  words: readonly string[];
  /** How long somebody may wait for an answer before it alarms, ms; null: for ever. */
  waitingMs: number | null;
  /** null: spikes are not looked for. */
  spikes: SpikeSettings | null;
  /** Local times of the day, `22:00-07:00`, in which nothing is sent. */
  quietHours: readonly string[];
}

/** What alarmed about one mention. */
export type MentionAlarm =
  | { kind: 'rule'; rule: string }
  | { kind: 'reach'; followers: number }
  | { kind: 'word'; word: string }
  | { kind: 'waiting'; since: number };

export type SpikeAlarm = SpikeSignal & { kind: 'volume' | 'negative' };

/** One alarm as it was raised, ms UTC. */
export interface Alert {
  id: number;
  raisedAt: number;
  /** When the owner was told; null: not yet. */
  toldAt: number | null;
  alarm: MentionAlarm | SpikeAlarm;
  /** null for a spike. */
  mention: StoredMention | null;
}

/**
 * What alarms about one new mention, apart from waiting and rules.
 *
 * @param words as the owner wrote them
 */
export function mentionAlarms(
  mention: Pick<StoredMention, 'text' | 'sentiment' | 'author'>,
  { reach, words }: Pick<AlertSettings, 'reach' | 'words'>,
): MentionAlarm[] {
  const alarms: MentionAlarm[] = [];
  const { followers } = mention.author;
  if (reach !== null && followers !== null && followers >= reach && mention.sentiment.label === 'negative') {
    alarms.push({ kind: 'reach', followers });
  }
  const word = firstPhraseIn(mention.text, words);
  if (word !== null) alarms.push({ kind: 'word', word });
  return alarms;
}
