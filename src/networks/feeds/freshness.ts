import { DAY, HOUR, MINUTE, SECOND } from '../../core/clock.js';
import { retryAfter } from '../../http/retry-after.js';
import type { Feed } from './entry.js';

/** What is asked of readers is heeded within these bounds. */
const LEAST = MINUTE;
const MOST = DAY;

/**
 * Until when a feed need not be asked for again: as its server says (RFC 9111: Cache-Control, Expires; Retry-After),
 * or its publisher (ttl and skipHours of RSS), whichever is longer.
 *
 * @returns ms UTC, or undefined where nobody says anything
 */
export function restUntil(
  headers: Headers,
  { ttlMs, skipHours }: Pick<Feed, 'ttlMs' | 'skipHours'>,
  now: number,
): number | undefined {
  const told = Math.max(cachedUntil(headers, now), retryAfter(headers, now) ?? 0, now + (ttlMs ?? 0));
  const until = told > now ? Math.min(Math.max(told, now + LEAST), now + MOST) : now;
  const open = afterHours(until, skipHours);
  return open > now ? open : undefined;
}

function cachedUntil(headers: Headers, now: number): number {
  const control = headers.get('cache-control') ?? '';
  if (/\bno-(?:cache|store)\b/i.test(control)) return now;
  const maxAge = /(?:^|[\s,])max-age\s*=\s*"?(\d{1,10})/i.exec(control)?.[1];
  const age = Number(headers.get('age') ?? 0) || 0;
  if (maxAge !== undefined) return now + (Number(maxAge) - age) * SECOND;
  const expires = Date.parse(headers.get('expires') ?? '');
  if (Number.isNaN(expires)) return now;
  // The server's own clock tells how far away that is.
  const date = Date.parse(headers.get('date') ?? '');
  return now + expires - (Number.isNaN(date) ? now : date);
}

/** The time itself, or the beginning of the first hour after it that is not to be skipped. */
function afterHours(time: number, skipped: readonly number[]): number {
  const hour = Math.floor(time / HOUR);
  for (let later = 0; later < 24; later += 1) {
    if (!skipped.includes((hour + later) % 24)) return later === 0 ? time : (hour + later) * HOUR;
  }
  return time;
}
