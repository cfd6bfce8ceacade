import type { IncomingHttpHeaders } from 'node:http';
import { MINUTE, SECOND } from '../../core/clock.js';

/** X refuses OAuth 1.0a signatures further off than five minutes; from one minute on it is worth a word. */
export const TOLERATED_SKEW = MINUTE;

/** How far our clock is ahead of the server's (ms, negative when behind), or null where it sent no date. */
export function clockSkew(headers: IncomingHttpHeaders, now: number): number | null {
  const server = Date.parse(headers.date ?? '');
  return Number.isNaN(server) ? null : now - server;
}

/** A skew in words: "3 minutes ahead", "40 seconds behind". */
export function describeSkew(skew: number): string {
  const size = Math.abs(skew);
  const amount =
    size >= 2 * MINUTE ? `${Math.round(size / MINUTE)} minutes` : `${Math.round(size / SECOND)} seconds`;
  return `${amount} ${skew > 0 ? 'ahead' : 'behind'}`;
}
