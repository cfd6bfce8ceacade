import { MINUTE, SECOND } from '../core/clock.js';

/**
 * How far our clock is ahead of a server's, by the Date of its answer (RFC 9110, section 6.6.1: whole seconds).
 *
 * @param date the header
 * @param now our clock, ms
 * @returns ms, below zero where ours is behind; null where the server told no date
 */
export function clockSkew(date: string | null | undefined, now: number): number | null {
  const server = Date.parse(date ?? '');
  return Number.isNaN(server) ? null : now - server;
}

/**
 * A skew in words, to follow "this machine's clock is": `3 minutes ahead of X's`, `40 seconds behind X's`.
 *
 * @param skew ms, as `clockSkew` gives it
 * @param whose the network as it is written for people
 */
export function describeSkew(skew: number, whose: string): string {
  const size = Math.abs(skew);
  const amount =
    size >= 2 * MINUTE ? `${Math.round(size / MINUTE)} minutes` : `${Math.round(size / SECOND)} seconds`;
  return `${amount} ${skew > 0 ? 'ahead of' : 'behind'} ${whose}'s`;
}
