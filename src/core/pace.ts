import { MINUTE } from './clock.js';

/** So many messages in so long a time, as a network allows one account. */
export interface WriteLimit {
  messages: number;
  /** ms */
  per: number;
  of: 'public' | 'private' | 'any';
  /** Counted for each conversation by itself; for the whole account where it is left out. */
  each?: 'conversation';
}

/** Messages that leave together: one answer, in one piece or in parts. */
export interface Write {
  /** Config id of the account. */
  account: string;
  /** What tells the conversations of an account apart. */
  conversation: string;
  private: boolean;
  messages: number;
}

/** How long answers take, and what they wait for longest where that is not the owner's cap. */
export interface WriteTime {
  /** From the first message to the last, ms. */
  duration: number;
  slowest: { account: string; limit: WriteLimit } | null;
}

/**
 * How long answers take one after the other under the owner's cap and the limits of their networks: whatever is
 * slower. What was written before them is not known here.
 *
 * @param perMinute most answers in a minute, of all accounts together
 */
export function timeToWrite(
  writes: readonly Write[],
  perMinute: number,
  limitsOf: (account: string) => readonly WriteLimit[],
): WriteTime {
  /** When messages left, by what a limit counts together. */
  const left = new Map<string, number[]>();
  let [free, end, longest] = [0, 0, 0];
  let slowest: WriteTime['slowest'] = null;
  for (const write of writes) {
    const counted = limitsOn(write, limitsOf(write.account)).map(({ limit, key }) => {
      const times = left.get(key) ?? [];
      left.set(key, times);
      return { limit, times };
    });
    let at = Math.max(free, end);
    const ready = at;
    for (const { limit, times } of counted) {
      const before = times[times.length - Math.max(1, limit.messages - write.messages + 1)];
      if (before === undefined || before + limit.per <= at) continue;
      at = before + limit.per;
      if (at - ready <= longest) continue;
      longest = at - ready;
      slowest = { account: write.account, limit };
    }
    for (const { times } of counted) times.push(...Array.from({ length: write.messages }, () => at));
    end = at + (write.messages - 1) * pauseWithin(limitsOf(write.account), write.private);
    free = at + MINUTE / perMinute;
  }
  return { duration: end, slowest };
}

function limitsOn(write: Write, limits: readonly WriteLimit[]): { limit: WriteLimit; key: string }[] {
  return limits.flatMap((limit, index) =>
    counts(limit, write.private)
      ? [{ limit, key: [write.account, index, ...(limit.each ? [write.conversation] : [])].join(' ') }]
      : [],
  );
}

function counts({ of }: WriteLimit, isPrivate: boolean): boolean {
  return of === 'any' || of === (isPrivate ? 'private' : 'public');
}

/** How long to wait between two messages into one conversation, ms: where a network takes one at a time. */
export function pauseWithin(limits: readonly WriteLimit[], isPrivate: boolean): number {
  const single = limits.filter(
    (limit) => limit.each === 'conversation' && limit.messages === 1 && counts(limit, isPrivate),
  );
  return Math.max(0, ...single.map(({ per }) => per));
}
