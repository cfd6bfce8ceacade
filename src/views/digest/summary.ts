import { DAY } from '../../core/clock.js';
import type { Durations, Rate } from '../../core/digest.js';
import type { Language } from '../catalogues/language.js';
import type { Words } from './words.js';

export interface VolumeFacts {
  headline: string;
  /** Empty where nobody said anything. */
  counts: { sentiment: 'positive' | 'neutral' | 'negative'; sign: string; name: string; count: string }[];
  /** Mentions in equal slices of the period, oldest first. */
  series: number[];
}

export interface ResponseFacts {
  /** The rate that matters most first. */
  rates: string[];
  first: string;
  /** Null where the configuration has no opening hours. */
  open: string | null;
  waiting: { text: string; any: boolean };
}

const SIGNS = { positive: '+', neutral: '·', negative: '−' } as const;
const SENTIMENTS = ['positive', 'neutral', 'negative'] as const;

export function volumeOf({ digest, language }: Words): VolumeFacts {
  const { volume, previous, from, to, series } = digest;
  const { say, count } = language;
  return {
    headline: say('volume.headline', {
      mentions: say('volume.mentions', { n: volume.mentions }),
      before: previous.mentions,
      period: periodOf(to - from),
    }),
    counts:
      volume.mentions === 0
        ? []
        : SENTIMENTS.map((sentiment) => ({
            sentiment,
            sign: SIGNS[sentiment],
            name: say(`sentiment.${sentiment}`),
            count: count(volume[sentiment]),
          })),
    series: volume.mentions === 0 ? [] : series.map((slice) => slice.volume.mentions),
  };
}

function periodOf(length: number): string {
  if (Math.abs(length - DAY) < DAY / 12) return 'day';
  return Math.abs(length - 7 * DAY) < DAY / 2 ? 'week' : 'other';
}

export function responseOf({ digest, language }: Words): ResponseFacts {
  const { response, previousResponse, waiting, generatedAt } = digest;
  const { say, percent, age } = language;
  const { calendar, business } = response.firstResponse;
  const share = (rate: Rate) => shareOf(rate, language);
  const within24h = say('response.within24h', { share: share(response.within24h) });
  const before = previousResponse.within24h.rate;
  const n = waiting.count;
  return {
    rates: [
      before === null ? within24h : say('response.was', { text: within24h, percent: percent(before) }),
      say('response.within1h', { share: share(response.within1h) }),
      say('response.within72h', { share: share(response.within72h) }),
      say('response.ever', { share: share(response.ever) }),
      say('response.all', { share: share(response.allMentionsEver) }),
    ],
    first: say('response.first', { durations: durationsOf(calendar, language) }),
    open: business && say('response.open', { durations: durationsOf(business, language) }),
    waiting: {
      text:
        waiting.oldestAt === null
          ? say('response.waiting', { n })
          : say('response.waitingOldest', { n, age: age(generatedAt - waiting.oldestAt) }),
      any: n > 0,
    },
  };
}

/** `71% of 28`; with nothing to take a share of, a dash. */
export function shareOf({ rate, n }: Rate, { say, percent }: Language): string {
  return rate === null ? percent(rate) : say('share.of', { percent: percent(rate), n });
}

function durationsOf({ n, medianMs, p90Ms, meanMs }: Durations, { say, span }: Language): string {
  if (medianMs === null || p90Ms === null || meanMs === null) return say('response.none');
  return say('response.durations', { median: span(medianMs), p90: span(p90Ms), mean: span(meanMs), n });
}
