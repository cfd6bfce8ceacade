import type { Fetch } from '../core/fetch.js';
import { NoAnswer } from './no-answer.js';

interface Lane {
  count: number;
  waiting: (() => void)[];
}

/** A fetch that keeps at most so many requests to one host under way at a time; the others wait their turn. */
export function limitPerHost(fetch: Fetch, atOnce: number): Fetch {
  const underWay = new Map<string, Lane>();
  return async (input, init) => {
    const { host } = new URL(input);
    const lane = underWay.get(host) ?? { count: 0, waiting: [] };
    underWay.set(host, lane);
    if (lane.count >= atOnce) await turn(lane, init?.signal ?? null);
    else lane.count += 1;
    try {
      return await fetch(input, init);
    } finally {
      // The place goes to the next in line; only when nobody waits is it free.
      const next = lane.waiting.shift();
      if (next) next();
      else lane.count -= 1;
    }
  };
}

/** Waits for a place. @throws NoAnswer where the signal aborts first: nothing was sent then */
function turn({ waiting }: Lane, signal: AbortSignal | null): Promise<void> {
  return new Promise((resolve, reject) => {
    const leave = () => {
      waiting.splice(waiting.indexOf(enter), 1);
      reject(new NoAnswer(signal?.reason instanceof NoAnswer ? signal.reason.code : 'aborted', false));
    };
    const enter = () => {
      signal?.removeEventListener('abort', leave);
      resolve();
    };
    waiting.push(enter);
    if (signal?.aborted) leave();
    else signal?.addEventListener('abort', leave, { once: true });
  });
}
