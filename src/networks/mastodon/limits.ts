import { MINUTE, SECOND } from '../../core/clock.js';
import type { HttpAnswer } from '../../http/client.js';

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
  if (reset !== null && reset - skewOf(headers, now) > now) return reset - skewOf(headers, now);
  if (status !== 429) return null;
  const seconds = Number(headers.get('retry-after') ?? Number.NaN);
  return now + (seconds > 0 ? seconds * SECOND : DEFAULT_PAUSE);
}

/** How far the server's clock is ahead of ours, ms; 0 where it does not tell, or not to matter. */
export function skewOf(headers: Headers, now: number): number {
  const there = Date.parse(headers.get('date') ?? '');
  // The header tells whole seconds.
  return Number.isNaN(there) || Math.abs(there - now) < 2 * SECOND ? 0 : there - now;
}

function timeOf(text: string | null): number | null {
  if (text === null) return null;
  const time = /^\d+(?:\.\d+)?$/.test(text.trim()) ? Number(text) * SECOND : Date.parse(text);
  return Number.isNaN(time) ? null : time;
}
