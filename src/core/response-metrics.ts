import { type OpeningHours, openTime } from './business-hours.js';
import { DAY, HOUR } from './clock.js';
import type { Durations, Rate, ResponseNumbers, WaitBand } from './digest.js';
import type { Tally } from './tally.js';

/** A block of messages that an answer ended: its first message, and the answer. ms UTC */
export interface FirstAnswerWait {
  receivedAt: number;
  answeredAt: number;
}

/** A first answer, measured. */
export interface MeasuredWait extends FirstAnswerWait {
  /** ms from the first message to the answer in opening hours; null where the business has told none. */
  openMs: number | null;
}

/** What response numbers are worked out from. */
export interface ResponseFacts {
  /** The mentions of the period, needing a reply or not. */
  tally: Tally;
  waits: readonly MeasuredWait[];
}

/** The same wait with what of it fell into opening hours: measured once, because reports ask for it many times. */
export function measured<Wait extends FirstAnswerWait>(
  wait: Wait,
  hours: OpeningHours | null,
  timeZone: string,
): Wait & MeasuredWait {
  return { ...wait, openMs: hours && openTime(wait.receivedAt, wait.answeredAt, hours, timeZone) };
}

/**
 * The response numbers as docs/metrics.md defines them. A window that has not elapsed yet keeps a mention
 * out of that window's rate, answered or not, so that a rate does not change when nothing happens but time.
 *
 * @param hasHours whether the business has told its opening hours
 */
export function responseNumbers({ tally, waits }: ResponseFacts, hasHours: boolean): ResponseNumbers {
  const none = rate(0, 0);
  const [within1h = none, within24h = none, within72h = none] = tally.windows.map(({ elapsed, within }) =>
    rate(within, elapsed),
  );
  return {
    within1h,
    within24h,
    within72h,
    ever: rate(tally.needAnswered, tally.needReply),
    allMentionsEver: rate(tally.answered, tally.mentions),
    firstResponse: {
      calendar: durations(waits.map(({ receivedAt, answeredAt }) => answeredAt - receivedAt)),
      business: hasHours ? durations(waits.map(({ openMs }) => openMs ?? 0)) : null,
    },
  };
}

const BANDS: readonly (number | null)[] = [HOUR, 4 * HOUR, 8 * HOUR, DAY, 3 * DAY, null];

/** How first answers are spread: each is in the first band that is not shorter than it. */
export function waitBands(waits: readonly MeasuredWait[], hasHours: boolean): WaitBand[] {
  const bands = BANDS.map((upToMs) => ({ upToMs, calendar: 0, business: hasHours ? 0 : null }));
  const bandOf = (ms: number) => bands.find(({ upToMs }) => upToMs === null || ms <= upToMs);
  for (const { receivedAt, answeredAt, openMs } of waits) {
    const calendar = bandOf(answeredAt - receivedAt);
    if (calendar) calendar.calendar += 1;
    const business = openMs === null ? undefined : bandOf(openMs);
    if (business?.business != null) business.business += 1;
  }
  return bands;
}

function rate(answered: number, n: number): Rate {
  return { answered, n, rate: n === 0 ? null : answered / n };
}

/** Percentiles by the nearest rank; the median of an even count is the mean of its two middle values. */
export function durations(values: readonly number[]): Durations {
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
