import { type OpeningHours, openTime } from './business-hours.js';
import { HOUR } from './clock.js';
import type { Durations, Rate, ResponseNumbers } from './digest.js';

export interface ResponseFacts {
  /** Of each mention of the period that needs a reply: when it came, and when it was answered. */
  needingReply: readonly { createdAt: number; answeredAt: number | null }[];
  /** One for each block of messages that an answer ended: first message to answer. */
  waits: readonly { receivedAt: number; answeredAt: number }[];
  allMentions: { answered: number; n: number };
}

/**
 * The response numbers as docs/metrics.md defines them. A window that has not elapsed yet keeps a mention
 * out of that window's rate, answered or not, so that a rate does not change when nothing happens but time.
 *
 * @param now ms UTC: which windows have elapsed
 */
export function responseNumbers(
  facts: ResponseFacts,
  now: number,
  hours: OpeningHours | null,
  timeZone: string,
): ResponseNumbers {
  const within = (window: number): Rate => {
    const elapsed = facts.needingReply.filter((mention) => mention.createdAt + window <= now);
    const answered = elapsed.filter(
      ({ createdAt, answeredAt }) => answeredAt !== null && answeredAt - createdAt <= window,
    );
    return rate(answered.length, elapsed.length);
  };
  const calendar = facts.waits.map(({ receivedAt, answeredAt }) => answeredAt - receivedAt);
  const open = hours
    ? facts.waits.map(({ receivedAt, answeredAt }) => openTime(receivedAt, answeredAt, hours, timeZone))
    : null;
  return {
    within1h: within(HOUR),
    within24h: within(24 * HOUR),
    within72h: within(72 * HOUR),
    ever: rate(
      facts.needingReply.filter((mention) => mention.answeredAt !== null).length,
      facts.needingReply.length,
    ),
    allMentionsEver: rate(facts.allMentions.answered, facts.allMentions.n),
    firstResponse: { calendar: durations(calendar), business: open && durations(open) },
  };
}

function rate(answered: number, n: number): Rate {
  return { answered, n, rate: n === 0 ? null : answered / n };
}

/** Percentiles by the nearest rank; the median of an even count is the mean of its two middle values. */
function durations(values: readonly number[]): Durations {
  const sorted = values.toSorted((a, b) => a - b);
  const n = sorted.length;
  if (n === 0) return { n, medianMs: null, p90Ms: null, meanMs: null };
  const at = (index: number) => sorted[Math.min(n - 1, Math.max(0, index))] ?? 0;
  return {
    n,
    medianMs: (at(Math.floor((n - 1) / 2)) + at(Math.floor(n / 2))) / 2,
    p90Ms: at(Math.ceil(0.9 * n) - 1),
    meanMs: sorted.reduce((sum, value) => sum + value, 0) / n,
  };
}
