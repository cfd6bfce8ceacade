import type { LearntWord, Lesson, LocalLayer } from '../core/lessons.js';
import { INTENTS, SENTIMENT_LABELS } from '../core/sentiment.js';
import { MOST_TOGETHER, RULES_LEAD } from './local-weights.js';
import { phrasesOf, writtenPhrase } from './phrases.js';
import { softmax, toLogits } from './probabilities.js';
import { Tokens } from './tokens.js';

/** A word is learnt only where so many corrected texts hold it. */
const EVIDENCE = 3;
/** A word in a larger share of the judged texts says nothing special, unless most texts with it were corrected. */
const COMMON = 0.1;
const MOSTLY_WRONG = 0.5;
/** No word moves an answer by more than this, in log-odds. */
const MOST_A_WORD = 1;
/** Pulls every weight towards nothing: as much as so many texts that say nothing. */
const DOUBT = 15;
const ROUNDS = 15;
const STEP = 0.3;
const FOLDS = 5;
/** How far rare answers are lifted, and at most by how much. */
const BALANCE = 0.8;
const MOST_LIFT = 5;
/** Weights smaller than this decide nothing and are not kept. */
const LEAST_WEIGHT = 0.02;

/** One judged text as the learner sees it. */
interface Item {
  phrases: readonly number[];
  /** Log-odds of each answer before anything is learnt. */
  base: readonly number[];
  answer: number;
  corrected: boolean;
}

interface Subject {
  items: Item[];
  words: Map<number, string>;
}

/**
 * Learns the local layer of one business from what its people judged: a penalised logistic regression over words and
 * pairs of words, on top of what the scorer says by itself.
 *
 * It is cautious in four ways. A word counts only where at least three corrected texts hold it, and where it is no
 * word of every other text. Texts that were
 * handled and left as they were count as right, so that a word of many such texts is not blamed. Influence is
 * bounded for each word and for a text. And nothing is used that does not prove itself: on fifths of the lessons held
 * out in turn, it must be better than without by more than one standard error, and there must be no fewer texts left
 * as they were than corrected ones, since from mistakes alone nobody learns what is right.
 *
 * @param lessons in an order that is the same for the same lessons: the outcome is too
 */
export function learnLayer(lessons: readonly Lesson[]): Omit<LocalLayer, 'id'> {
  const tokens = new Tokens();
  const sentiment = subjectOf(lessons, tokens, ({ sentiment: judged, scored }) =>
    judged === null
      ? null
      : {
          base: toLogits(scored.sentiment),
          answer: SENTIMENT_LABELS.indexOf(judged),
          corrected: judged !== scored.sentiment.label,
        },
  );
  const intent = subjectOf(lessons, tokens, ({ intent: judged, scored }) =>
    judged === null
      ? null
      : {
          base: INTENTS.map((each) => (each === scored.intent ? RULES_LEAD : 0)),
          answer: INTENTS.indexOf(judged),
          corrected: judged !== scored.intent,
        },
  );
  return {
    sentiment: learnWords(sentiment),
    intent: learnWords(intent),
    texts: lessons.flatMap((lesson) => {
      const { text, scored } = lesson;
      const sentiment = lesson.sentiment === scored.sentiment.label ? null : lesson.sentiment;
      const intent = lesson.intent === scored.intent ? null : lesson.intent;
      return sentiment === null && intent === null ? [] : [{ text, sentiment, intent }];
    }),
  };
}

function subjectOf(
  lessons: readonly Lesson[],
  tokens: Tokens,
  read: (lesson: Lesson) => Omit<Item, 'phrases'> | null,
): Subject {
  const words = new Map<number, string>();
  const items = lessons.flatMap((lesson) => {
    const item = read(lesson);
    if (item === null) return [];
    tokens.read(lesson.text);
    const phrases = phrasesOf(tokens);
    if (item.corrected)
      for (const phrase of phrases)
        if (!words.has(phrase.key)) words.set(phrase.key, writtenPhrase(tokens, phrase));
    return [{ ...item, phrases: phrases.map(({ key }) => key) }];
  });
  return { items, words };
}

function learnWords({ items, words }: Subject): LearntWord[] {
  const corrected = items.filter((item) => item.corrected).length;
  if (corrected < EVIDENCE || corrected * 2 > items.length || !provesItself(items)) return [];
  const evidence = counts(items.filter((item) => item.corrected));
  return [...weightsFrom(items)]
    .filter(([, weights]) => weights.some((weight) => Math.abs(weight) >= LEAST_WEIGHT))
    .map(([key, weights]) => ({
      text: words.get(key) ?? '',
      weights: weights.map((weight) => Number(weight.toFixed(3))),
      texts: evidence.get(key) ?? 0,
    }));
}

/** Whether what is learnt from four fifths serves the fifth that was held out, in the mean over the answers. */
function provesItself(items: readonly Item[]): boolean {
  const lifts = liftsOf(items);
  let total = 0;
  const gains = Array.from({ length: FOLDS }, (_, fold) => {
    const weights = weightsFrom(items.filter((_, index) => index % FOLDS !== fold));
    return items
      .filter((_, index) => index % FOLDS === fold)
      .map((item) => {
        const lift = lifts[item.answer] ?? 1;
        total += lift;
        const share = (known: ReadonlyMap<number, number[]>) =>
          Math.log(softmax(shifted(item, known))[item.answer] ?? 1);
        return { lift, gain: share(weights) - share(new Map()) };
      });
  }).flat();
  const mean = gains.reduce((sum, { lift, gain }) => sum + lift * gain, 0) / total;
  const variance = gains.reduce((sum, { lift, gain }) => sum + (lift * (gain - mean)) ** 2, 0) / total ** 2;
  return mean > Math.sqrt(variance);
}

function counts(items: readonly Item[]): Map<number, number> {
  const found = new Map<number, number>();
  for (const { phrases } of items) for (const key of phrases) found.set(key, (found.get(key) ?? 0) + 1);
  return found;
}

/** What each judged text counts by its answer, so that a rare one is not drowned. */
function liftsOf(items: readonly Item[]): number[] {
  const answers = items[0]?.base.length ?? 0;
  const per = new Array<number>(answers).fill(0);
  for (const { answer } of items) per[answer] = (per[answer] ?? 0) + 1;
  const present = per.filter((count) => count > 0).length;
  return per.map((count) =>
    count === 0 ? 0 : Math.min(MOST_LIFT, (items.length / (present * count)) ** BALANCE),
  );
}

/** The weights of the words with evidence enough, by steps of Newton's kind: each word's own curvature scales its step. */
function weightsFrom(items: readonly Item[]): Map<number, number[]> {
  const evidence = counts(items.filter((item) => item.corrected));
  const all = counts(items);
  const answers = items[0]?.base.length ?? 0;
  const common = COMMON * items.length;
  const weights = new Map<number, number[]>();
  for (const [key, count] of evidence) {
    const known = all.get(key) ?? 0;
    if (count >= EVIDENCE && (known <= common || count >= MOSTLY_WRONG * known))
      weights.set(key, new Array<number>(answers).fill(0));
  }
  const lifts = liftsOf(items);
  for (let round = 0; round < ROUNDS; round++) {
    const slopes = new Map([...weights.keys()].map((key) => [key, new Array<number>(answers).fill(0)]));
    for (const item of items) {
      const known = item.phrases.filter((key) => weights.has(key));
      if (known.length === 0) continue;
      const lift = lifts[item.answer] ?? 1;
      const shares = softmax(shifted(item, weights));
      for (const key of known) {
        const slope = slopes.get(key) ?? [];
        for (let k = 0; k < answers; k++)
          slope[k] = (slope[k] ?? 0) + lift * ((k === item.answer ? 1 : 0) - (shares[k] ?? 0));
      }
    }
    for (const [key, own] of weights) {
      const slope = slopes.get(key) ?? [];
      const curvature = (all.get(key) ?? 0) / 4 + DOUBT;
      for (let k = 0; k < answers; k++) {
        const weight = own[k] ?? 0;
        const next = weight + (STEP * ((slope[k] ?? 0) - DOUBT * weight)) / curvature;
        own[k] = Math.max(-MOST_A_WORD, Math.min(MOST_A_WORD, next));
      }
    }
  }
  return weights;
}

function shifted({ phrases, base }: Item, weights: ReadonlyMap<number, number[]>): number[] {
  const sum = new Array<number>(base.length).fill(0);
  for (const key of phrases) {
    const own = weights.get(key);
    if (own) for (let k = 0; k < sum.length; k++) sum[k] = (sum[k] ?? 0) + (own[k] ?? 0);
  }
  return base.map((value, k) => value + Math.max(-MOST_TOGETHER, Math.min(MOST_TOGETHER, sum[k] ?? 0)));
}
