import type { Intent, Scorer, Sentiment, SentimentLabel } from './sentiment.js';

/** One text that a person has judged: by correcting it, or by handling it and leaving it as it was. */
export interface Lesson {
  text: string;
  /** What the scorer says of it by itself, without anything learnt here. */
  scored: { sentiment: Sentiment; intent: Intent };
  /** What it is; null where nobody has said. */
  sentiment: SentimentLabel | null;
  intent: Intent | null;
}

/** A word or a pair of words that this business's corrections speak about, and what it adds to each answer. */
export interface LearntWord {
  /** As somebody wrote it: `bánh mì`. */
  text: string;
  /** Log-odds, one for each answer in the order of SENTIMENT_LABELS or INTENTS; each from -1 to 1. */
  weights: number[];
  /** In how many corrected texts it stands. */
  texts: number;
}

/** What the rules are wont to get wrong here: the intent they see, and what it adds to each answer. */
export interface LearntHabit {
  taken: Intent;
  /** Log-odds in the order of INTENTS, each from -1 to 1. */
  weights: number[];
  /** How many texts that were taken for it were corrected. */
  texts: number;
}

/** A text that was corrected as a whole; the same text again gets the same answer. */
export interface LearntText {
  text: string;
  sentiment: SentimentLabel | null;
  intent: Intent | null;
}

/** The words of the texts that were judged; a layer speaks to other texts as far as they are made of these. */
export interface HomeWords {
  /** Hashes of words. */
  words: number[];
  /** The share of known words, from 0 to 1, up to which a text is given nothing of the layer, and from which all. */
  from: number;
  to: number;
}

/** What one business's corrections taught: a small layer over the scorer that ships. */
export interface LocalLayer {
  /** Part of the scorer's version: another layer, another version. */
  id: string;
  sentiment: LearntWord[];
  intent: LearntWord[];
  texts: LearntText[];
  /** This and `home` are absent from layers that an earlier release learnt: those speak to every text in full. */
  habits?: LearntHabit[];
  home?: HomeWords;
}

/** A scorer that can be given what a business's corrections taught. */
export interface TeachableScorer extends Scorer {
  /** The same scorer with a layer on top; both share the model. */
  taught(layer: LocalLayer): Scorer;
}

/** What a business's corrections have taught so far. */
export interface Taught {
  /** Corrections in force. */
  corrections: number;
  /** Mentions that were answered, finished or ignored without being corrected: they count as right. */
  handled: number;
  /** Whether `words` and `texts` speak for these corrections; the next poll or rescore learns what is new. */
  upToDate: boolean;
  /** Words and pairs of words, the weightiest first, with what each pulls towards and how hard (log-odds). */
  words: { text: string; towards: SentimentLabel | Intent; weight: number; texts: number }[];
  /** Texts known again as a whole. */
  texts: number;
}
