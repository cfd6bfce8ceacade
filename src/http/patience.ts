import { NoAnswer } from './no-answer.js';

/** A whole answer may take so many times the longest silence: a server that sends a byte a second is not waited for. */
const SILENCES = 6;

/** How long a whole answer may take, ms. @param timeoutMs the longest silence to bear, ms */
export function longestAnswer(timeoutMs: number): number {
  return SILENCES * timeoutMs;
}

/**
 * Runs one request and lets it go on for as long as a whole answer may take.
 *
 * @param timeoutMs the longest silence to bear, ms
 * @param run is given what breaks the request off, with a NoAnswer `too-slow` for its reason
 */
export async function withinPatience<T>(
  timeoutMs: number,
  run: (tooSlow: AbortSignal) => Promise<T>,
): Promise<T> {
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(new NoAnswer('too-slow', true)), longestAnswer(timeoutMs));
  try {
    return await run(late.signal);
  } finally {
    clearTimeout(timer);
  }
}
