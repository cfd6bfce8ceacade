import { DAY, HOUR } from './clock.js';
import type { Volume } from './digest.js';

/** Within how long an answer counts, ms. */
export const WINDOWS = [HOUR, DAY, 3 * DAY] as const;

/** A part of the mentions: how many, how they were meant, how many were answered. Parts add up to the whole. */
export interface Tally extends Volume {
  /** Of all of them. */
  answered: number;
  needReply: number;
  /** Of those that need a reply. */
  needAnswered: number;
  /** By window, in the order of `WINDOWS`. */
  windows: readonly WindowTally[];
}

/** How many were answered within a window. */
export interface WindowTally {
  /** Of those that need a reply: for how many the window has elapsed. */
  elapsed: number;
  /** Of these: how many were answered within it. */
  within: number;
}

export const NO_MENTIONS: Tally = {
  mentions: 0,
  positive: 0,
  neutral: 0,
  negative: 0,
  answered: 0,
  needReply: 0,
  needAnswered: 0,
  windows: WINDOWS.map(() => ({ elapsed: 0, within: 0 })),
};

/** The tally of several parts together. */
export function addUp(parts: readonly Tally[]): Tally {
  return parts.reduce(
    (sum, part) => ({
      mentions: sum.mentions + part.mentions,
      positive: sum.positive + part.positive,
      neutral: sum.neutral + part.neutral,
      negative: sum.negative + part.negative,
      answered: sum.answered + part.answered,
      needReply: sum.needReply + part.needReply,
      needAnswered: sum.needAnswered + part.needAnswered,
      windows: sum.windows.map(({ elapsed, within }, index) => ({
        elapsed: elapsed + (part.windows[index]?.elapsed ?? 0),
        within: within + (part.windows[index]?.within ?? 0),
      })),
    }),
    NO_MENTIONS,
  );
}

/** Parts put together where they share a key, the largest first, then by key. */
export function addUpBy<Part extends Tally>(
  parts: readonly Part[],
  keyOf: (part: Part) => string,
): Map<string, Tally> {
  const groups = new Map<string, Part[]>();
  for (const part of parts) {
    const key = keyOf(part);
    const group = groups.get(key);
    if (group) group.push(part);
    else groups.set(key, [part]);
  }
  const sums = [...groups].map(([key, group]) => [key, addUp(group)] as const);
  return new Map(sums.sort(([a, one], [b, two]) => two.mentions - one.mentions || (a < b ? -1 : 1)));
}

/** The volume alone of whatever has one. */
export function volumeOf({ mentions, positive, neutral, negative }: Volume): Volume {
  return { mentions, positive, neutral, negative };
}
