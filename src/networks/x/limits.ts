import type { IncomingHttpHeaders } from 'node:http';
import { MINUTE, SECOND } from '../../core/clock.js';
import { clockSkew } from '../../http/clock-skew.js';

/** X refuses OAuth 1.0a signatures further off than five minutes; from one minute on it is worth a word. */
export const TOLERATED_SKEW = MINUTE;

const WINDOWS = ['x-rate-limit', 'x-app-limit-24hour', 'x-user-limit-24hour'];

/**
 * Reads `x-rate-limit-remaining` and `-reset` (seconds since 1970 by X's clock), their 24-hour twins, and
 * `retry-after` where an answer has none of them. X's Date header takes our clock's error out.
 *
 * @param now our clock, ms
 * @returns until when the next request of this kind would be refused (ms of our clock), or null if it would not
 */
export function blockedUntil(headers: IncomingHttpHeaders, now: number): number | null {
  const skew = clockSkew(headers.date, now) ?? 0;
  const ends = WINDOWS.filter((name) => Number(headers[`${name}-remaining`] ?? Number.NaN) === 0)
    .map((name) => Number(headers[`${name}-reset`]) * SECOND + skew)
    .filter((end) => end > now);
  const after = Number(headers['retry-after']);
  if (ends.length === 0 && after > 0) ends.push(now + after * SECOND);
  return ends.length === 0 ? null : Math.max(...ends);
}

/** Remembers, for each kind of request, until when X would refuse the next one. */
export class LimitBook {
  readonly #until = new Map<string, number>();

  /** @param kind method and path template: X counts per endpoint */
  note(kind: string, headers: IncomingHttpHeaders, now: number): void {
    const until = blockedUntil(headers, now);
    if (until === null) this.#until.delete(kind);
    else this.#until.set(kind, until);
  }

  /** The end of the wait before the next request of this kind, ms; `now` or earlier when there is none. */
  freeAt(kind: string): number {
    return this.#until.get(kind) ?? 0;
  }
}
