/** The time now, in integer milliseconds since 1970-01-01 UTC. Handed in everywhere, so that tests own time. */
export type Clock = () => number;

export const SECOND = 1_000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/**
 * Waits, and wakes early when the signal aborts.
 *
 * @param ms how long, in milliseconds (zero or less resolves at once)
 * @param signal wakes the sleeper; the promise then resolves, and the caller looks at `signal.aborted`
 */
export function sleep(ms: number, signal?: AbortSignal): Promise<void> {
  if (ms <= 0 || signal?.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal?.addEventListener('abort', done, { once: true });
  });
}

/** A timer cannot be set further ahead than this, ms. */
const LONGEST_TIMER = 2 ** 31 - 1;

/**
 * Waits until a time, however far away, and never longer than it was away at first: a clock that is set back meanwhile
 * prolongs nothing.
 *
 * @param at ms UTC
 * @param signal wakes the sleeper, as in `sleep`
 */
export async function sleepUntil(at: number, clock: Clock, signal: AbortSignal): Promise<void> {
  for (let left = at - clock(); left > 0 && !signal.aborted; ) {
    const step = Math.min(left, LONGEST_TIMER);
    await sleep(step, signal);
    left = Math.min(left - step, at - clock());
  }
}
