import type { StoredMention } from './stored-mention.js';

/** A share with what it was computed from; `rate` is null where n is 0. */
export interface Rate {
  answered: number;
  n: number;
  rate: number | null;
}

/** Response times in ms; null where n is 0. */
export interface Durations {
  n: number;
  medianMs: number | null;
  p90Ms: number | null;
  meanMs: number | null;
}

export interface ResponseNumbers {
  /** Of the mentions that need a reply and whose window has elapsed, the share answered within it. */
  within1h: Rate;
  within24h: Rate;
  within72h: Rate;
  ever: Rate;
  /** The same over all mentions, needing a reply or not. */
  allMentionsEver: Rate;
  /** `business` counts opening hours only; null where the configuration has none. */
  firstResponse: { calendar: Durations; business: Durations | null };
}

export interface Volume {
  mentions: number;
  positive: number;
  neutral: number;
  negative: number;
}

/** How well one account is heard. Times are ms UTC. */
export interface AccountCoverage {
  account: string;
  network: string;
  /** The last poll that ended well; null before the first. */
  lastOkAt: number | null;
  /** Why the last poll failed; null where it did not. */
  failure: string | null;
  /** Until when it is left alone, because it keeps failing. */
  nextTryAt: number | null;
  /** The network says it is gone for good: it is not polled any more. */
  gone: boolean;
  /** What is not heard, or not wholly, why, and by whose doing. */
  unheard: { what: string; reason: string; by: 'network' | 'configuration' | 'limit' }[];
}

/** The report over one period. Times are ms UTC. */
export interface Digest {
  business: string;
  timeZone: string;
  from: number;
  to: number;
  generatedAt: number;
  volume: Volume;
  /** The period of the same length just before. */
  previous: Volume;
  /** Equal slices of the period, oldest first. */
  series: { from: number; to: number; volume: Volume }[];
  byNetwork: { network: string; volume: Volume; needReply: number; answered: number }[];
  byLanguage: { language: string; mentions: number }[];
  response: ResponseNumbers;
  previousResponse: ResponseNumbers;
  /** Counted, and left out of the numbers above. */
  leftOut: { noise: number; reposts: number; deleted: number };
  waiting: { count: number; oldestAt: number | null; top: StoredMention[] };
  praiseUnanswered: { count: number; top: StoredMention[] };
  gaps: { account: string; stream: string; from: number | null; to: number; reason: string }[];
  failing: { account: string; network: string; message: string; since: number | null }[];
  coverage: AccountCoverage[];
  unknownReplies: number;
  suggestions: { text: string; command: string }[];
}
