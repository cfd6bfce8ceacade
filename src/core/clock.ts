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
