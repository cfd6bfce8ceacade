import type { Intent, ScoringContext } from '../core/sentiment.js';
import type { CuesFound } from './cue-book.js';
import { CUE } from './cues.js';

/** An unhappy author with at least this many followers is heard by many. */
export const LARGE_AUDIENCE = 10_000;

const SIGNS: readonly (readonly [number, string])[] = [
  [CUE.health, 'possible injury or illness'],
  [CUE.legal, 'legal threat'],
  [CUE.money, 'possible fraud or theft'],
  [CUE.press, 'may go to the press or call for a boycott'],
  [CUE.leaving, 'about to leave'],
];

/** Reasons to hurry, in words a person reads. Only an unhappy or asking text has any. */
export function urgencyOf(cues: CuesFound, intent: Intent, score: number, context: ScoringContext): string[] {
  if (intent === 'noise' || intent === 'praise') return [];
  const unhappy = intent === 'complaint' || score < -0.2;
  const found = SIGNS.filter(([bit]) => (cues.bits & bit) !== 0)
    .filter(([bit]) => unhappy || bit === CUE.health)
    .map(([, reason]) => reason);
  const followers = context.followers ?? 0;
  if (unhappy && followers >= LARGE_AUDIENCE) found.push(`unhappy, ${thousands(followers)} followers`);
  return found;
}

function thousands(count: number): string {
  return count >= 1_000_000 ? `${(count / 1_000_000).toFixed(1)}M` : `${Math.floor(count / 1000)}k`;
}
