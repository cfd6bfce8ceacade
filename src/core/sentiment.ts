import type { MentionKind } from './mention.js';

export const SENTIMENT_LABELS = ['negative', 'neutral', 'positive'] as const;
export type SentimentLabel = (typeof SENTIMENT_LABELS)[number];

/** How a text is meant. */
export interface Sentiment {
  label: SentimentLabel;
  /** From -1 (negative) to 1 (positive). */
  score: number;
  /** From 0 to 1: how sure the scorer is of the label. */
  confidence: number;
}

export const INTENTS = ['question', 'complaint', 'praise', 'request', 'noise', 'other'] as const;
export type Intent = (typeof INTENTS)[number];

/** What earshot understood of one text. */
export interface Understanding {
  sentiment: Sentiment;
  intent: Intent;
  /** BCP 47 primary language subtag, or `und` where it cannot be told. */
  language: string;
  needsReply: boolean;
  /** Why it does or does not need a reply, in words a person reads: "asks a question", "tagged you". */
  reasons: string[];
  /** Reasons to hurry found in the text: "possible injury", "legal threat". Empty for most. */
  urgency: string[];
}

/** What is known of a mention besides its text, where the caller knows it. */
export interface ScoringContext {
  kind?: MentionKind;
  private?: boolean;
  /** The network's own guess at the language, used only to break ties. */
  networkLanguage?: string | null;
  /** The handles and brand words that are the owner's: tagging one is a reason to answer. */
  ownHandles?: readonly string[];
}

/** One word, emoji or rule that moved the score; positive `weight` pulls towards positive. */
export interface Evidence {
  text: string;
  weight: number;
  /** Where the owner's corrections taught it; absent where the model knows it by itself. */
  source?: 'corrections';
}

/** Text in, understanding out: offline, synchronous, without side effects. */
export interface Scorer {
  /** Changes whenever the same text could score differently; stored with each mention. */
  readonly version: string;
  score(text: string, context?: ScoringContext): Understanding;
  /** The words, emoji and negations that decided the sentiment, strongest first. */
  explain(text: string): Evidence[];
}
