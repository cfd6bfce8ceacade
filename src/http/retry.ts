import { sleep } from '../core/clock.js';

/** How often something is tried again, and after which failures. */
export interface RetryOptions {
  /** Waits between attempts, ms: one attempt more than there are waits. */
  delays: readonly number[];
  /** Whether asking again can help after this failure. */
  retryable(error: unknown): boolean;
  signal: AbortSignal;
}

/**
 * Runs something that changes nothing on the other side, again after failures that may pass.
 *
 * @returns what `run` resolves to; rejects with its last failure
 */
export async function retrySafe<T>(run: () => Promise<T>, options: RetryOptions): Promise<T> {
  for (const delay of options.delays) {
    try {
      return await run();
    } catch (error) {
      if (options.signal.aborted || !options.retryable(error)) throw error;
    }
    await sleep(delay, options.signal);
  }
  return run();
}
