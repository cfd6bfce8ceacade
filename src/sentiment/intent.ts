import type { Intent, ScoringContext, Sentiment } from '../core/sentiment.js';
import type { CuesFound } from './cue-book.js';
import { CUE } from './cues.js';
import { KIND, type Tokens } from './tokens.js';

/** A sentence opening with a question word needs no question mark to be one, if it is this short. */
const SHORT_QUESTION = 14;
/** A phrase that only asks ("how much is") still asks in a text of this many words. */
const LONG_QUESTION = 42;
const LIKELY = 0.5;
const CLEARLY = 0.65;
const CERTAIN = 0.9;
/** A neutral text that names a fault and leans this way complains. */
const LEANING = -0.15;
const FAULTS = CUE.complaint | CUE.money | CUE.leaving | CUE.health | CUE.legal;

/** Whether the words ask something, and how we know. */
function asks(tokens: Tokens, cues: CuesFound): boolean {
  if (cues.questionMark) return true;
  if ((cues.bits & CUE.ask) !== 0) return tokens.words <= LONG_QUESTION;
  if ((cues.bits & CUE.askLast) !== 0) return tokens.words <= SHORT_QUESTION;
  return (
    (cues.bits & CUE.askFirst) !== 0 &&
    tokens.words <= SHORT_QUESTION &&
    tokens.words >= 3 &&
    closesOpen(tokens)
  );
}

/** Without a question mark, a text that ends in an exclamation is none. */
function closesOpen(tokens: Tokens): boolean {
  return tokens.exclaims === 0;
}

function isNoise(tokens: Tokens, cues: CuesFound, context: ScoringContext): boolean {
  if (context.private === true) return cues.count(CUE.noise) >= 2;
  const hashtags = countKind(tokens, KIND.hashtag);
  if (cues.count(CUE.noise) >= 2) return true;
  if (cues.count(CUE.noise) === 1 && (tokens.links > 0 || hashtags >= 2)) return true;
  if (hashtags >= 5 && hashtags * 2 >= tokens.words) return true;
  return tokens.words === 0 && tokens.links > 0 && tokens.count === 0;
}

function countKind(tokens: Tokens, kind: number): number {
  let n = 0;
  for (let i = 0; i < tokens.count; i++) if (tokens.kind[i] === kind) n++;
  return n;
}

/** What the scorer knows of a text when its intent is asked. */
export interface Signs {
  tokens: Tokens;
  cues: CuesFound;
  sentiment: Sentiment;
  /** The probability that it complains, where a model tells (English); null elsewhere. */
  complaint: number | null;
}

/**
 * What a text wants of the business. A complaint goes before the question it is put as ("why is my flight late
 * again?"), a request before the thanks it ends with.
 */
export function intentOf(signs: Signs, context: ScoringContext): Intent {
  const { tokens, cues, sentiment } = signs;
  if (context.kind === 'repost' || isNoise(tokens, cues, context)) return 'noise';
  if (complains(signs)) return 'complaint';
  const pleased = sentiment.label === 'positive';
  const thanks = (cues.bits & CUE.thanks) !== 0;
  const question = asks(tokens, cues);
  if ((cues.bits & CUE.request) !== 0 && (question || !(pleased && thanks))) return 'request';
  if (question) return 'question';
  return pleased && (thanks || sentiment.confidence >= LIKELY) ? 'praise' : 'other';
}

function complains({ cues, sentiment, complaint }: Signs): boolean {
  const { label, confidence } = sentiment;
  if (label === 'positive') return complaint !== null && complaint >= CERTAIN;
  if (complaint !== null && complaint >= (label === 'negative' ? LIKELY : CLEARLY)) return true;
  const named = (cues.bits & FAULTS) !== 0;
  if (label !== 'negative') return complaint === null && named && sentiment.score < LEANING;
  return named || confidence >= (complaint === null ? LIKELY : CLEARLY);
}
