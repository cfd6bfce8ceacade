import type { TopicTrend } from './digest.js';
import { keyness } from './keyness.js';
import type { Phrase } from './phrase-tree.js';

/** A text from before the period: `age` is 0 for the day just before it, 1 for the one before that ... */
export interface SaidBefore {
  text: string;
  age: number;
}

/** When a phrase rose, and from what. */
interface Rise {
  /** In standard deviations. */
  strength: number;
  /** The same, less a tenth for each day since: what rose lately comes first. */
  rank: number;
  /** The share of mentions that held it on the day it rose, and before. */
  share: number;
  usual: number;
}

/** Fewer mentions than this are no matter of a day. */
export const LEAST_MENTIONS = 3;
/** With fewer earlier mentions there is nothing to compare with. */
export const LEAST_BACKGROUND = 20;
/** How many days before the period may have begun what it goes on with, and what each leaves of its strength. */
export const MEMORY = 6;
const KEPT_A_DAY = 0.9;
/** Standard deviations from which a day differs from the day before: one in twenty by chance. */
const LEAST_TREND = 1.64;

/** How many mentions each day has, and what a phrase's counts make of that. */
export class Days {
  readonly #now: number;
  /** By age. */
  readonly #mentions: readonly number[];
  /** By age: how many mentions are older. */
  readonly #older: readonly number[];
  readonly #total: number;

  constructor(now: number, before: readonly SaidBefore[]) {
    const counts: number[] = [];
    for (const { age } of before) counts[age] = (counts[age] ?? 0) + 1;
    const mentions = Array.from(counts, (count) => count ?? 0);
    let older = before.length;
    this.#older = mentions.map((count) => {
      older -= count;
      return older;
    });
    this.#now = now;
    this.#mentions = mentions;
    this.#total = before.length;
  }

  /** The surest rise of a phrase: in the period, or on one of the remembered days, against all that is older. */
  riseOf({ texts, earlier }: Phrase): Rise {
    let older = sum(earlier);
    let best = rise(texts.length, this.#now, older, this.#total, 1);
    let kept = 1;
    for (let age = 0; age < MEMORY; age++) {
      const count = earlier[age] ?? 0;
      older -= count;
      kept *= KEPT_A_DAY;
      const ofOlder = this.#older[age] ?? 0;
      if (ofOlder < LEAST_BACKGROUND) break;
      const of = this.#mentions[age] ?? 0;
      // No more than before: no rise, without a logarithm for it.
      if (count < LEAST_MENTIONS || count * ofOlder <= older * of) continue;
      const found = rise(count, of, older, ofOlder, kept);
      if (found.rank > best.rank) best = found;
    }
    return best;
  }

  /** Beside the last day on which anything was said. */
  trendOf({ texts, earlier }: Phrase): TopicTrend {
    const age = this.#mentions.findIndex((count) => count > 0);
    const [count, of] = [earlier[age] ?? 0, this.#mentions[age] ?? 0];
    if (count === 0) return 'new';
    if (keyness(texts.length, this.#now, count, of) >= LEAST_TREND) return 'rising';
    return keyness(count, of, texts.length, this.#now) >= LEAST_TREND ? 'fading' : 'steady';
  }

  /** The share of all mentions, of the period and before it. */
  shareOf({ texts, earlier }: Phrase): number {
    return (texts.length + sum(earlier)) / (this.#now + this.#total);
  }
}

function rise(count: number, of: number, older: number, ofOlder: number, kept: number): Rise {
  const strength = keyness(count, of, older, ofOlder);
  return {
    strength,
    rank: kept * strength,
    share: count / of,
    usual: older / ofOlder,
  };
}

/** The sum of the counts by age, in which an age without a count may be a hole. */
export function sum(counts: readonly number[]): number {
  let total = 0;
  for (let age = 0; age < counts.length; age++) total += counts[age] ?? 0;
  return total;
}
