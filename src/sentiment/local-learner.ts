import type { LearntHabit, LearntWord, Lesson, LocalLayer } from '../core/lessons.js';
import { INTENTS, SENTIMENT_LABELS } from '../core/sentiment.js';
import { homeOf } from './home.js';
import { EVIDENCE, evidenceOf, fitWeights, type Item, provesItself, type Subject } from './layer-fit.js';
import { RULES_LEAD } from './local-weights.js';
import { phrasesOf, singleWords, writtenPhrase } from './phrases.js';
import { toLogits } from './probabilities.js';
import { Tokens } from './tokens.js';

/** How many texts that say nothing a word must outweigh. */
const WORD_DOUBT = 15;
/** What the rules take texts for is one of six: far fewer features than words. */
const HABIT_DOUBT = 4;
const SENTIMENT_BALANCE = 0.8;
const INTENT_BALANCE = 0;
/** Of mistakes alone nobody learns what is right: the share of the judged texts that may be corrected at most. */
const MOST_WRONG_SENTIMENTS = 0.5;
const MOST_WRONG_INTENTS = 0.75;
/** Weights smaller than this decide nothing and are not kept. */
const LEAST_WEIGHT = 0.02;
/** Features from here on are no words: what the rules took a text for, by its place among INTENTS. */
const FIRST_HABIT = 2 ** 32;

/** One text, read once. */
interface Read {
  lesson: Lesson;
  features: readonly number[];
  words: readonly number[];
}

/**
 * Learns the local layer of one business from what its people judged: a penalised logistic regression over words and
 * pairs of words (for intents also over what the rules take texts for), on top of what the scorer says by itself.
 *
 * It is cautious in five ways. A word counts only where at least three corrected texts hold it. Texts that were
 * handled and left as they were count as right, so that a word of many such texts is not blamed. Influence is
 * bounded for each word and for a text. A text of words that nobody here has judged is left alone, however many of
 * the learnt ones stand in it. And nothing is used that does not prove itself: on fifths of the lessons held
 * out in turn, it must be better than without by more than one standard error, and there must be enough texts left
 * as they were, since from mistakes alone nobody learns what is right.
 *
 * @param lessons in an order that is the same for the same lessons: the outcome is too
 */
export function learnLayer(lessons: readonly Lesson[]): Omit<LocalLayer, 'id'> {
  const tokens = new Tokens();
  const written = new Map<number, string>();
  const texts = lessons.map((lesson): Read => {
    tokens.read(lesson.text);
    const phrases = phrasesOf(tokens);
    for (const phrase of phrases)
      if (!written.has(phrase.key)) written.set(phrase.key, writtenPhrase(tokens, phrase));
    return { lesson, features: phrases.map(({ key }) => key), words: singleWords(phrases) };
  });
  const sentiment = learn(
    { items: texts.flatMap(toSentimentItem), balance: SENTIMENT_BALANCE, doubt: () => WORD_DOUBT },
    MOST_WRONG_SENTIMENTS,
  );
  const intent = learn(
    { items: texts.flatMap(toIntentItem), balance: INTENT_BALANCE, doubt: doubtOfIntents },
    MOST_WRONG_INTENTS,
  );
  return {
    home: homeOf(texts.map(({ words }) => words)),
    sentiment: toWords(sentiment, written),
    intent: toWords(intent, written),
    habits: toHabits(intent),
    texts: lessons.flatMap(toText),
  };
}

function toSentimentItem({ lesson: { sentiment, scored }, features, words }: Read): Item[] {
  if (sentiment === null) return [];
  const base = toLogits(scored.sentiment);
  const answer = SENTIMENT_LABELS.indexOf(sentiment);
  return [{ features, words, base, answer, corrected: sentiment !== scored.sentiment.label }];
}

function toIntentItem({ lesson: { intent, scored }, features, words }: Read): Item[] {
  if (intent === null) return [];
  return [
    {
      features: [...features, FIRST_HABIT + INTENTS.indexOf(scored.intent)],
      words,
      base: INTENTS.map((each) => (each === scored.intent ? RULES_LEAD : 0)),
      answer: INTENTS.indexOf(intent),
      corrected: intent !== scored.intent,
    },
  ];
}

function toText({ text, scored, ...judged }: Lesson): LocalLayer['texts'] {
  const sentiment = judged.sentiment === scored.sentiment.label ? null : judged.sentiment;
  const intent = judged.intent === scored.intent ? null : judged.intent;
  return sentiment === null && intent === null ? [] : [{ text, sentiment, intent }];
}

function doubtOfIntents(feature: number): number {
  return feature >= FIRST_HABIT ? HABIT_DOUBT : WORD_DOUBT;
}

interface Learnt {
  feature: number;
  weights: number[];
  texts: number;
}

/** What is worth keeping of a subject; nothing where it does not prove itself. */
function learn(subject: Subject, mostWrong: number): Learnt[] {
  const { items } = subject;
  const corrected = items.filter((item) => item.corrected).length;
  if (corrected < EVIDENCE || corrected > mostWrong * items.length || !provesItself(subject)) return [];
  const evidence = evidenceOf(items);
  return [...fitWeights(subject)]
    .filter(([, weights]) => weights.some((weight) => Math.abs(weight) >= LEAST_WEIGHT))
    .map(([feature, weights]) => ({
      feature,
      weights: weights.map((weight) => Number(weight.toFixed(3))),
      texts: evidence.get(feature) ?? 0,
    }));
}

function toWords(learnt: readonly Learnt[], written: ReadonlyMap<number, string>): LearntWord[] {
  return learnt
    .filter(({ feature }) => feature < FIRST_HABIT)
    .map(({ feature, ...rest }) => ({ text: written.get(feature) ?? '', ...rest }));
}

function toHabits(learnt: readonly Learnt[]): LearntHabit[] {
  return learnt.flatMap(({ feature, ...rest }) => {
    const taken = INTENTS[feature - FIRST_HABIT];
    return taken === undefined ? [] : [{ taken, ...rest }];
  });
}
