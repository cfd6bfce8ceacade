import { DAY, HOUR, MINUTE } from '../../../src/core/clock.js';
import type { Durations, Rate, ResponseNumbers, Volume } from '../../../src/core/digest.js';
import type { Stats, StatsBy, StatsMetric, StatsRow } from '../../../src/core/stats.js';
import { NOW } from './samples.js';

const WEEK = [
  '2026-11-14',
  '2026-11-15',
  '2026-11-16',
  '2026-11-17',
  '2026-11-18',
  '2026-11-19',
  '2026-11-20',
];

function volume(positive: number, neutral: number, negative: number): Volume {
  return { mentions: positive + neutral + negative, positive, neutral, negative };
}

function rate(answered: number, n: number): Rate {
  return { answered, n, rate: n === 0 ? null : answered / n };
}

function durations(n: number, ms: number): Durations {
  return n === 0
    ? { n, medianMs: null, p90Ms: null, meanMs: null }
    : { n, medianMs: ms, p90Ms: ms * 5, meanMs: ms * 1.7 };
}

/** Numbers of so many mentions that need a reply, two thirds of them answered. */
function response(n: number): ResponseNumbers {
  const answered = Math.round((n * 2) / 3);
  return {
    within1h: rate(Math.round(answered / 3), n),
    within24h: rate(answered, n),
    within72h: rate(answered, n),
    ever: rate(answered, n),
    allMentionsEver: rate(answered, n * 2),
    firstResponse: {
      calendar: durations(answered, n * 13 * MINUTE),
      business: durations(answered, n * 5 * MINUTE),
    },
  };
}

function row(key: string, of: Volume, by: StatsBy, metric: StatsMetric): StatsRow {
  const answers = metric === 'rate' || metric === 'response';
  const part = (share: number) => ({
    volume: volume(
      Math.round(of.positive * share),
      Math.round(of.neutral * share),
      Math.round(of.negative * share),
    ),
    response: answers ? response(Math.round((of.neutral + of.negative) * share)) : null,
  });
  return { key, ...part(1), previous: by === 'day' ? null : part(0.6) };
}

function stats(by: StatsBy, metric: StatsMetric, parts: readonly (readonly [string, Volume])[]): Stats {
  const sum = (of: keyof Volume) => parts.reduce((total, [, each]) => total + each[of], 0);
  return {
    by,
    metric,
    timeZone: 'Europe/Paris',
    from: NOW - 7 * DAY,
    to: NOW,
    generatedAt: NOW,
    rows: parts.map(([key, of]) => row(key, of, by, metric)),
    total: row('', volume(sum('positive'), sum('neutral'), sum('negative')), 'network', metric),
    leftOut: { noise: 3, reposts: 1, deleted: 0, removed: 0 },
  };
}

const NETWORKS = [
  ['x', volume(12, 9, 10)],
  ['telegram', volume(3, 8, 3)],
  ['mastodon', volume(2, 0, 0)],
] as const;

/** `stats` of a café's week, by the name of the screen. */
export const STATS: Readonly<Record<string, Stats>> = {
  'stats-volume': stats(
    'day',
    'volume',
    WEEK.map((day, index) => [day, volume(index, (index * 3) % 5, index === 5 ? 9 : 1)]),
  ),
  'stats-sentiment': stats('network', 'sentiment', NETWORKS),
  'stats-rate': stats('network', 'rate', NETWORKS),
  'stats-response': stats(
    'hour',
    'response',
    Array.from({ length: 24 }, (_, hour) => [
      String(hour).padStart(2, '0'),
      hour < 8 || hour > 20 ? volume(0, 0, 0) : volume(1, hour % 4, (hour * 7) % 5),
    ]),
  ),
  'stats-nothing': { ...stats('language', 'volume', []), from: NOW - 2 * HOUR },
};
