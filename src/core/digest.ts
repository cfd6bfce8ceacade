import type { RecordedGap } from './gap.js';
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

/** Response rates and times of a part of the mentions, as docs/metrics.md defines them. */
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

/** How many mentions, and how they were meant. */
export interface Volume {
  mentions: number;
  positive: number;
  neutral: number;
  negative: number;
}

/** Mentions of a period that are in no other number. */
export interface LeftOut {
  noise: number;
  reposts: number;
  deleted: number;
  /** Of the days (UTC) the period touches: pruned or forgotten. */
  removed: number;
}

/** The response numbers of a part of the mentions, now and in the period before. */
export interface ResponseGroup {
  /** A network's id, an account's id, a language. */
  key: string;
  mentions: number;
  response: ResponseNumbers;
  previous: ResponseNumbers;
  waiting: { count: number; oldestAt: number | null };
}

/** First answers by how long they took: at most `upToMs`, and more than the one before; null: longer than all. */
export interface WaitBand {
  upToMs: number | null;
  calendar: number;
  /** By the time in opening hours; null where the configuration has none. */
  business: number | null;
}

/** An hour of the day in the business's time zone. */
export interface HourOfDay {
  /** 0-23 */
  hour: number;
  mentions: number;
  needReply: number;
  /** Blocks of messages whose first answer came in this hour. */
  answers: number;
}

/** How much a topic is talked about beside the day before. */
export type TopicTrend = 'new' | 'rising' | 'steady' | 'fading';

/** A word or phrase that came to be talked about more than in the weeks before, and still is. */
export interface Topic {
  /** The same from day to day, however it is written. */
  key: string;
  /** As people write it most often; from strangers, so hostile. */
  text: string;
  language: string;
  /** Sentiment of the mentions of the period that hold it. */
  volume: Volume;
  trend: TopicTrend;
  /** How many the weeks before it rose lead to expect in a period of this length. */
  expected: number;
  /** How surely it rose, in standard deviations, less a tenth for each day since. */
  strength: number;
  /** Mentions that hold it, the most urgent first. */
  examples: { id: number; text: string }[];
}

/** Somebody to know of: a large audience, or many mentions in the period. */
export interface NotableAuthor {
  network: string;
  handle: string;
  name: string | null;
  followers: number | null;
  volume: Volume;
  why: 'reach' | 'often';
  /** The mention of the period that matters most: to look at with `show`. */
  mentionId: number;
}

/** What a watch brought, and its share of what all brand and competitor watches brought. */
export interface VoiceShare {
  watch: string;
  kind: 'brand' | 'competitor';
  volume: Volume;
  share: number | null;
  previous: { mentions: number; share: number | null };
}

/** Whether a network can be kept up with. */
export interface ChannelCapacity {
  network: string;
  /** Mentions a day that need a reply, over the four weeks before `to`. */
  perDay: number;
  /** Median time from one answer written here to the next within a sitting; null where nothing was measured. */
  handlingMs: number | null;
  /** How many answers it was measured on; 0 where another network's median stands in. */
  measured: number;
  /** Minutes a day that answering all of it takes. */
  minutesPerDay: number | null;
  /** Whether it fits into the owner's minutes after the busier networks; null where either is unknown. */
  keptUp: boolean | null;
}

export type Suggestion = {
  /** In English, for programs and plain text. */
  text: string;
  command: string;
} & (
  | { kind: 'settle-replies'; count: number }
  | { kind: 'check-account'; account: string; failure: string; reason: string }
  | { kind: 'answer'; mentionId: number }
  | { kind: 'look-at-topic'; topic: string; negative: number; mentions: number }
  | { kind: 'thank'; count: number }
);

/** The ways in which a network can be heard. */
export type HearingKind = 'mentions' | 'replies' | 'messages' | 'search';

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
  unheard: {
    kind: HearingKind;
    what: string;
    reason: string;
    by: 'network' | 'configuration' | 'limit';
  }[];
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
  /** Groups with mentions in the period or somebody waiting, the largest first. */
  responseBy: { network: ResponseGroup[]; account: ResponseGroup[]; language: ResponseGroup[] };
  waitBands: WaitBand[];
  /** Twenty-four, from midnight on. */
  hours: HourOfDay[];
  /** What rose against the weeks before, the surest first. */
  topics: Topic[];
  authors: NotableAuthor[];
  /** Brand and competitor watches, the loudest first; empty without one of each. */
  voice: VoiceShare[];
  /** `minutesPerDay` is what the owner has; null where the configuration does not say. Busiest network first. */
  capacity: { minutesPerDay: number | null; channels: ChannelCapacity[] };
  response: ResponseNumbers;
  previousResponse: ResponseNumbers;
  /** Counted, and left out of the numbers above. */
  leftOut: LeftOut;
  waiting: { count: number; oldestAt: number | null; top: StoredMention[] };
  praiseUnanswered: { count: number; top: StoredMention[] };
  gaps: RecordedGap[];
  /** Accounts whose last poll failed; `kind` is that of the error. */
  failing: { account: string; network: string; kind: string; message: string; since: number | null }[];
  coverage: AccountCoverage[];
  unknownReplies: number;
  /** Three at most, the most pressing first. */
  suggestions: Suggestion[];
}
