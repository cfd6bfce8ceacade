import type { Intent, ScoringContext, Sentiment } from '../core/sentiment.js';
import { CUE } from './cue.js';
import { type CuesFound, has } from './cue-book.js';
import { hashWord } from './hash.js';
import { KIND, type Tokens } from './tokens.js';

/** A sentence opening with a question word needs no question mark to be one, if it is this short. */
const SHORT_QUESTION = 14;
/** A phrase that only asks ("how much is") still asks in a text of this many words. */
const LONG_QUESTION = 42;
const LIKELY = 0.5;
const CLEARLY = 0.65;
const CERTAIN = 0.9;
/** A neutral text that leans this way complains if it names a fault or asks why. */
const LEANING = -0.05;
/** One that names so many faults, or demands amends, complains even if it leans a little the other way. */
const OFTEN = 2;
const CLEAR_LEANING = 0.2;
/** Talk that addresses nobody complains only if it names a fault; in English also if it is this unhappy. */
const VERY = 0.7;
/** A headline says at least so much, most of it with capitals, and feels nothing. */
const HEADLINE_WORDS = 5;
const HEADLINE_CAPITALS = 0.6;
const UNMOVED = 0.35;
const RT = hashWord('rt');
/** Cues that name what went wrong. */
export const FAULTS = CUE.complaint | CUE.money | CUE.leaving | CUE.health | CUE.legal | CUE.remedy;

/** Whether a text speaks to the business: tags it, answers it, stands under its posts, or says "you". */
export function isAddressed(cues: CuesFound, context: ScoringContext): boolean {
  return context.kind !== 'post' || context.private === true || has(cues, CUE.address | CUE.please);
}

/** Whether the words ask something, and how we know. */
function asks({ tokens, cues, sentiment }: Signs, addressed: boolean): boolean {
  if (cues.questionMark) return true;
  // Among themselves people say "how much" and "what" without asking anybody.
  if (has(cues, CUE.ask)) return tokens.words <= (addressed ? LONG_QUESTION : SHORT_QUESTION);
  if (has(cues, CUE.askLast)) return addressed && tokens.words <= SHORT_QUESTION;
  // Without a question mark, an exclamation is none: "what a day!", "what a lovely place".
  if (tokens.exclaims > 0 || (sentiment.label === 'positive' && sentiment.confidence >= VERY)) return false;
  return has(cues, CUE.askFirst) && tokens.words <= SHORT_QUESTION && tokens.words >= 3;
}

function isNoise(tokens: Tokens, cues: CuesFound, sentiment: Sentiment, context: ScoringContext): boolean {
  const signs = cues.count(CUE.noise);
  if (context.private === true) return signs >= 2;
  const hashtags = countKind(tokens, KIND.hashtag);
  if (signs >= 2) return true;
  if (signs === 1 && (tokens.links > 0 || hashtags >= 2)) return true;
  if (hashtags >= 5 && hashtags * 2 >= tokens.words) return true;
  if (isRetweet(tokens)) return true;
  if (isHeadline(tokens, cues, sentiment)) return true;
  return tokens.count === 0 && (tokens.links > 0 || tokens.users > 1);
}

/** A tweet passed on in the old way, with no word of one's own. */
function isRetweet({ hash, users, text }: Tokens): boolean {
  return users > 0 && hash[0] === RT && /^\s*RT\s+@\w+\s*:/.test(text);
}

/** A headline with its link, passed on without a word of one's own: "Cafe X to Open Fifth Branch - http://..." */
function isHeadline(tokens: Tokens, cues: CuesFound, { score }: Sentiment): boolean {
  if (tokens.links === 0 || tokens.words < HEADLINE_WORDS || Math.abs(score) > UNMOVED) return false;
  if (tokens.exclaims > 0 || cues.questionMark || has(cues, CUE.address | CUE.please | CUE.thanks))
    return false;
  return tokens.titled >= HEADLINE_CAPITALS * tokens.words;
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
  /** The probability that it complains, where a model tells (English); null elsewhere. Asked only where it matters. */
  complaint: () => number | null;
}

/**
 * What a text wants of the business. A complaint goes before the question it is put as ("why is my flight late
 * again?"), a request before the thanks it ends with.
 */
export function intentOf(signs: Signs, context: ScoringContext): Intent {
  const { tokens, cues, sentiment } = signs;
  if (context.kind === 'repost' || isNoise(tokens, cues, sentiment, context)) return 'noise';
  const addressed = isAddressed(cues, context);
  if (complains(signs, addressed)) return 'complaint';
  const pleased = sentiment.label === 'positive';
  const thanks = has(cues, CUE.thanks);
  const question = asks(signs, addressed);
  const polite = has(cues, CUE.please);
  if (has(cues, CUE.request) || (polite && !question && !(pleased && thanks))) return 'request';
  if (question) return 'question';
  return pleased && (thanks || sentiment.confidence >= LIKELY) ? 'praise' : 'other';
}

function complains({ cues, sentiment, complaint: ask }: Signs, addressed: boolean): boolean {
  const complaint = ask();
  const { label, confidence, score } = sentiment;
  if (addressed && has(cues, CUE.remedy) && score < CLEAR_LEANING) return true;
  if (label === 'positive')
    return complaint === null ? confidence < LIKELY && addressed && has(cues, FAULTS) : complaint >= CERTAIN;
  if (complaint !== null && complaint >= (label === 'negative' ? LIKELY : CLEARLY)) return true;
  if (has(cues, CUE.why) && addressed && score < LEANING) return true;
  const named = has(cues, FAULTS);
  if (label !== 'negative') {
    if (complaint !== null && complaint < LIKELY) return false;
    const often = cues.count(CUE.complaint) >= OFTEN;
    return named && (addressed || has(cues, CUE.own)) && score < (often ? CLEAR_LEANING : LEANING);
  }
  if (named) return true;
  if (!addressed) return complaint !== null && confidence >= VERY;
  return confidence >= (complaint === null && !has(cues, CUE.request | CUE.please) ? LIKELY : CLEARLY);
}
