import type { Intent } from '../core/sentiment.js';
import { CUE } from './cue.js';
import type { CuesFound } from './cue-book.js';

const SIGNS: readonly (readonly [number, string])[] = [
  [CUE.health, 'possible injury or illness'],
  [CUE.legal, 'legal threat'],
  [CUE.money, 'possible fraud or theft'],
  [CUE.press, 'may go to the press or call for a boycott'],
  [CUE.leaving, 'about to leave'],
];

const ANY = SIGNS.reduce((all, [bit]) => all | bit, 0);

/** Reasons to hurry, in words a person reads. Only an unhappy or asking text has any. */
export function urgencyOf(cues: CuesFound, intent: Intent, score: number): string[] {
  if (intent === 'noise' || intent === 'praise') return [];
  if ((cues.bits & ANY) === 0) return [];
  const unhappy = intent === 'complaint' || score < -0.2;
  return SIGNS.filter(([bit]) => (cues.bits & bit) !== 0)
    .filter(([bit]) => unhappy || bit === CUE.health)
    .map(([, reason]) => reason);
}
