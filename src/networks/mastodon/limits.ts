import { MINUTE, SECOND } from '../../core/clock.js';
import type { HttpAnswer } from '../../http/client.js';
import { clockSkew } from '../../http/clock-skew.js';
import { pauseUntil } from '../../http/retry-after.js';

/** How long to stay away when a server says "too many requests" and not until when: the length of its window. */
const DEFAULT_PAUSE = 5 * MINUTE;

/**
 * Until when the next request would be refused: `X-RateLimit-Reset` where none remains (a time as text; seconds
 * since 1970 on GoToSocial), `Retry-After` with 429. The server's Date takes our clock's error out.
 *
 * @param now our clock, ms
 * @returns ms of our clock, or null
 */
export function freeAt(
  { status, headers }: Pick<HttpAnswer, 'status' | 'headers'>,
  now: number,
): number | null {
  const spent = headers.get('x-ratelimit-remaining')?.trim() === '0';
  if (!spent && status !== 429) return null;
  const reset = timeOf(headers.get('x-ratelimit-reset'));
  const until = reset === null ? null : reset + skewOf(headers, now);
  if (until !== null && until > now) return until;
  return status === 429 ? pauseUntil(headers, now, DEFAULT_PAUSE) : null;
}

/** How far our clock is ahead of the server's, ms; 0 where it does not tell, or not to matter. */
export function skewOf(headers: Headers, now: number): number {
  const skew = clockSkew(headers.get('date'), now) ?? 0;
  // The header tells whole seconds.
  return Math.abs(skew) < 2 * SECOND ? 0 : skew;
}

function timeOf(text: string | null): number | null {
  if (text === null) return null;
  const time = /^\d+(?:\.\d+)?$/.test(text.trim()) ? Number(text) * SECOND : Date.parse(text);
  return Number.isNaN(time) ? null : time;
}
