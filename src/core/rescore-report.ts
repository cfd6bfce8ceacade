import type { Intent, SentimentLabel } from './sentiment.js';

/** So many mentions went from one label to another. */
export interface LabelMove<Label extends string> {
  from: Label;
  to: Label;
  count: number;
}

/** What scoring again changed, or would change. */
export interface RescoreReport {
  dryRun: boolean;
  /** The version of the scorer that they have now. */
  scorer: string;
  /** Mentions that were scored again. */
  scored: number;
  /** Mentions with at least one change. */
  changed: number;
  /** Commonest first. */
  sentiment: LabelMove<SentimentLabel>[];
  intent: LabelMove<Intent>[];
  needReplyNow: number;
  needNoReplyNow: number;
  /** Mentions of which a person had set the sentiment or the intent by hand: those stay. */
  keptByHand: number;
}
