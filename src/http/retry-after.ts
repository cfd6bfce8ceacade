import { SECOND } from '../core/clock.js';

/**
 * When a server asks to be left alone until, by its Retry-After header (RFC 9110, section 10.2.3): seconds, or a
 * date.
 *
 * @param now ms UTC
 * @returns ms UTC, after `now`; null where the header is missing, makes no sense, or names a time that has passed
 */
export function retryAfter(headers: Headers, now: number): number | null {
  const value = headers.get('retry-after')?.trim() ?? '';
  const seconds = /^\d{1,9}$/.test(value) ? now + Number(value) * SECOND : Number.NaN;
  const time = /[a-z]/i.test(value) ? Date.parse(value) : seconds;
  return time > now ? time : null;
}

/**
 * How long to stay away from a server that said "too many requests": as long as it asks for, or else a pause of ours.
 *
 * @param now ms UTC
 * @param otherwise ms
 * @returns ms UTC, after `now`
 */
export function pauseUntil(headers: Headers, now: number, otherwise: number): number {
  return retryAfter(headers, now) ?? now + otherwise;
}
