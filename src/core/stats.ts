import type { LeftOut, ResponseNumbers, Volume } from './digest.js';

export const STATS_BY = ['network', 'account', 'watch', 'language', 'hour', 'weekday', 'day'] as const;
export type StatsBy = (typeof STATS_BY)[number];

export const STATS_METRICS = ['volume', 'sentiment', 'rate', 'response'] as const;
export type StatsMetric = (typeof STATS_METRICS)[number];

/** One part of the mentions. Response numbers are null where the metric asks for none. */
export interface StatsRow {
  /** A name; an hour `00`-`23`; a weekday `1`-`7`, Monday first; a date `2026-11-20`. In the business's time zone. */
  key: string;
  volume: Volume;
  response: ResponseNumbers | null;
  /** The same part in the period of the same length before; null for days, which come once. */
  previous: { volume: Volume; response: ResponseNumbers | null } | null;
}

/** Numbers over a period, by one thing. Times are ms UTC. */
export interface Stats {
  by: StatsBy;
  metric: StatsMetric;
  timeZone: string;
  from: number;
  to: number;
  generatedAt: number;
  rows: StatsRow[];
  /** Everything together: by watch, a mention of two watches counts once, and one of none too. */
  total: StatsRow;
  leftOut: LeftOut;
}
