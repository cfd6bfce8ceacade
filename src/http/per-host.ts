import type { Fetch } from '../core/fetch.js';

/** A fetch that keeps at most so many requests to one host under way at a time; the others wait their turn. */
export function limitPerHost(fetch: Fetch, atOnce: number): Fetch {
  const underWay = new Map<string, { count: number; waiting: (() => void)[] }>();
  return async (input, init) => {
    const { host } = new URL(input);
    const lane = underWay.get(host) ?? { count: 0, waiting: [] };
    underWay.set(host, lane);
    if (lane.count >= atOnce) await new Promise<void>((resolve) => lane.waiting.push(resolve));
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
