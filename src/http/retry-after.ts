import { SECOND } from '../core/clock.js';

/**
 * When a server asks to be left alone until, by its Retry-After header (RFC 9110, section 10.2.3): seconds, or a
 * date.
 *
 * @param now ms UTC
 * @returns ms UTC, or null where the header is missing or makes no sense
 */
export function retryAfter(headers: Headers, now: number): number | null {
  const value = headers.get('retry-after')?.trim() ?? '';
  if (/^\d{1,9}$/.test(value)) return now + Number(value) * SECOND;
  const date = /[a-z]/i.test(value) ? Date.parse(value) : Number.NaN;
  return Number.isNaN(date) ? null : date;
}

/**
 * How long to stay away from a server that said "too many requests": as long as it asks for, or else a pause of ours.
 *
 * @param now ms UTC
 * @param otherwise ms
 * @returns ms UTC, after `now`
 */
export function pauseUntil(headers: Headers, now: number, otherwise: number): number {
  const told = retryAfter(headers, now);
  return told !== null && told > now ? told : now + otherwise;
}
