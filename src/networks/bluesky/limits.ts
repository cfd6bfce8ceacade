import { MINUTE, SECOND } from '../../core/clock.js';
import type { HttpAnswer } from '../../http/client.js';
import { pauseUntil } from '../../http/retry-after.js';

/** Bluesky's shortest window: how long to wait where a 429 does not tell. */
const UNTOLD = 5 * MINUTE;

/**
 * Reads `ratelimit-remaining` and `ratelimit-reset` (seconds since 1970), or `retry-after` of a 429.
 *
 * @param now our clock, ms
 * @returns until when the next request would be refused (ms UTC), or null if it would not
 * @see https://docs.bsky.app/docs/advanced-guides/rate-limits
 */
export function blockedUntil(
  { status, headers }: Pick<HttpAnswer, 'status' | 'headers'>,
  now: number,
): number | null {
  const remaining = Number(headers.get('ratelimit-remaining') ?? Number.NaN);
  if (status !== 429 && remaining !== 0) return null;
  const reset = Number(headers.get('ratelimit-reset')) * SECOND;
  if (reset > now) return reset;
  return status === 429 ? pauseUntil(headers, now, UNTOLD) : null;
}
