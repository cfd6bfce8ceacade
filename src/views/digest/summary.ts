import { DAY } from '../../core/clock.js';
import type { Digest, Durations, Rate } from '../../core/digest.js';
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
  const { say, age } = language;
  const { calendar, business } = response.firstResponse;
  const share = (rate: Rate) => shareOf(rate, language);
  const n = waiting.count;
  return {
    rates: [
      ...windowRates(response, previousResponse, language),
      ...(response.ever.n === 0 ? [] : [say('response.ever', { share: share(response.ever) })]),
      ...(response.allMentionsEver.n === 0
        ? []
        : [say('response.all', { share: share(response.allMentionsEver) })]),
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

/**
 * The rates by window, the one that says most first: nothing in the digest of one day is 24 hours old yet, so that the
 * hour leads there. What nothing is old enough for is left out, but for how it was before.
 */
function windowRates(now: Digest['response'], before: Digest['response'], language: Language): string[] {
  const { say, percent } = language;
  const day = { hours: 24, rate: now.within24h, was: before.within24h.rate };
  const hour = { hours: 1, rate: now.within1h, was: before.within1h.rate };
  const threeDays = { hours: 72, rate: now.within72h, was: null };
  const lead = day.rate.n === 0 && hour.rate.n > 0 ? hour : day;
  const others = [day, hour, threeDays].filter((one) => one !== lead && (one.rate.n > 0 || one.was !== null));
  return [lead, ...others].map((one) => {
    const key = one === lead ? 'response.within' : 'response.window';
    const text = say(key, {
      window: say('span.hours', { n: one.hours }),
      share: shareOf(one.rate, language),
    });
    const isTold = one.was !== null && (one === lead || one.rate.n === 0);
    return isTold ? say('response.was', { text, percent: percent(one.was) }) : text;
  });
}

/** `71% of 28`; with nothing to take a share of, a dash. */
export function shareOf({ rate, n }: Rate, { say, percent }: Language): string {
  return rate === null ? percent(rate) : say('share.of', { percent: percent(rate), n });
}

function durationsOf({ n, medianMs, p90Ms, meanMs }: Durations, { say, span }: Language): string {
  if (medianMs === null || p90Ms === null || meanMs === null) return say('response.none');
  return say('response.durations', { median: span(medianMs), p90: span(p90Ms), mean: span(meanMs), n });
}
