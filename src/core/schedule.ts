import { SECOND } from './clock.js';

/** When to listen next, and to which of the accounts. */
export interface NextPoll {
  /** ms UTC. */
  at: number;
  /** Accounts to poll then; null for all of them. */
  only: string[] | null;
}

/**
 * When to listen next. Polls stand on a grid that the first one began, so that their own length moves none; what
 * was missed while one took too long, or the machine slept, is left out. Between two of them, an account whose
 * rate limit ends is polled at once, to go on where it stopped; where nothing can be polled before, the sleep is
 * as long as the shortest rest.
 *
 * @param first when the first poll began, ms UTC
 * @param every ms
 * @param now ms UTC
 * @param limited when the rate limit of an account ends, by account
 * @param resting when an account that is left alone may be tried again, by account; all accounts, or it says nothing
 */
export function nextPoll(
  grid: { first: number; every: number; now: number },
  limited: ReadonlyMap<string, number>,
  resting: readonly number[] | null,
): NextPoll {
  const { first, every, now } = grid;
  // A clock that was put back must not stop listening for as long.
  const passed = Math.max(0, Math.floor((now - first) / every));
  const tick = Math.min(first + (passed + 1) * every, now + every);
  const soon = [...limited].filter(([, at]) => at < tick);
  if (soon.length > 0) {
    const at = Math.max(now + SECOND, Math.min(...soon.map(([, end]) => end)));
    if (at < tick) return { at, only: soon.filter(([, end]) => end <= at).map(([account]) => account) };
  }
  const wake = resting === null || resting.length === 0 ? tick : Math.min(...resting);
  return { at: Math.max(tick, wake, now + Math.min(every, SECOND)), only: null };
}
