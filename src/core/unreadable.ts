import { MINUTE } from './clock.js';

/** How long a message that cannot be read is asked for again, and holds up what comes behind it, ms. */
const PATIENCE = 10 * MINUTE;

/** Where it is kept between runs since when a stream is waiting. */
interface Memory {
  get(): Readonly<Record<string, unknown>>;
  set(facts: Readonly<Record<string, unknown>>): void;
}

/**
 * Whether what cannot be read is still waited for.
 *
 * @param since when it was first seen, ms UTC; a clock that was set back does not prolong the wait
 */
export function isWaitedFor(since: number, now: number): boolean {
  return now - Math.min(since, now) < PATIENCE;
}

/** Waits for the messages of a stream that cannot be read: they may be readable the next time. */
export function waitForReadable(memory: Memory, stream: string, now: number) {
  const key = `unreadable ${stream}`;
  const kept = memory.get()[key];
  const since = typeof kept === 'number' ? kept : now;
  return {
    /** A page holds one. @returns whether it is to be asked for again, rather than left out with a gap */
    meet(): boolean {
      if (kept !== since) memory.set({ [key]: since });
      return isWaitedFor(since, now);
    },
    /** The stream was read to its end. */
    done(): void {
      if (typeof kept === 'number') memory.set({ [key]: null });
    },
  };
}
