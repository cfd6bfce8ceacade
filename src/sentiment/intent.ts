import type { Intent, ScoringContext, Sentiment } from '../core/sentiment.js';
import type { CuesFound } from './cue-book.js';
import { CUE } from './cues.js';
import { KIND, type Tokens } from './tokens.js';

/** A sentence opening with a question word needs no question mark to be one, if it is this short. */
const SHORT_QUESTION = 14;
const CLEARLY = 0.6;

/** Whether the words ask something, and how we know. */
export function asks(tokens: Tokens, cues: CuesFound): boolean {
  if (cues.questionMark) return true;
  if ((cues.bits & (CUE.ask | CUE.askLast)) !== 0) return tokens.words <= 3 * SHORT_QUESTION;
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

/**
 * What a text wants of the business.
 *
 * @param cues from the cue book, in the text's own language
 */
export function intentOf(
  tokens: Tokens,
  cues: CuesFound,
  sentiment: Sentiment,
  context: ScoringContext,
): Intent {
  if (context.kind === 'repost' || isNoise(tokens, cues, context)) return 'noise';
  const { label, confidence } = sentiment;
  const question = asks(tokens, cues);
  const unhappy = label === 'negative';
  const complains = (cues.bits & (CUE.complaint | CUE.money | CUE.leaving | CUE.health | CUE.legal)) !== 0;
  if (unhappy && (complains || confidence >= CLEARLY) && !(question && !complains)) return 'complaint';
  if (unhappy && complains) return 'complaint';
  const pleased = label === 'positive' && (cues.bits & CUE.thanks) !== 0;
  if ((cues.bits & CUE.request) !== 0 && (!pleased || question)) return 'request';
  if (question) return 'question';
  if (pleased || (label === 'positive' && confidence >= 0.5)) return 'praise';
  if (unhappy && confidence >= 0.5) return 'complaint';
  return 'other';
}
