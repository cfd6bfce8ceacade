import { DAY, HOUR, MINUTE } from '../src/core/clock.js';
import {
  knowsUsual,
  negativeSpike,
  type Reference,
  referenceWindows,
  type Sensitivity,
  volumeSpike,
  WINDOW,
  type WindowCount,
} from '../src/core/spikes.js';
import { seededRandom } from './random.js';

// Made-up weeks of talk, as bursty as real ones: days are good or bad, and one remark draws others.

/** How often a desk looks. */
export const LOOKS = 15 * MINUTE;
const SLOTS = DAY / LOOKS;
const START = Date.UTC(2026, 0, 5);
const COOLDOWN = 6 * HOUR;

/** Mentions by quarter of an hour. */
export interface Series {
  mentions: number[];
  negative: number[];
}

/** A storm: so many mentions more, most of them unhappy, over six hours that swell and die down. */
export interface Storm {
  /** The slot it begins in. */
  at: number;
  size: number;
}

const STORM_SLOTS = (6 * HOUR) / LOOKS;
const STORM_UNHAPPY = 0.7;

/** A normal day of the week at a café: little at night, most at noon and in the evening, more at the weekend. */
function shape(slot: number): number {
  const hour = ((slot % SLOTS) * 24) / SLOTS;
  const weekend = Math.floor(slot / SLOTS) % 7 >= 5 ? 1.6 : 1;
  const day = 0.15 + Math.exp(-((hour - 12.5) ** 2) / 5) + 1.2 * Math.exp(-((hour - 19) ** 2) / 8);
  return weekend * day;
}

const MEAN_SHAPE = Array.from({ length: 7 * SLOTS }, (_, slot) => shape(slot)).reduce((a, b) => a + b, 0) / 7;

/** @param perDay mean mentions a day */
export function makeSeries(days: number, perDay: number, seed: number, storm?: Storm): Series {
  const random = seededRandom(seed);
  const mentions = Array<number>(days * SLOTS).fill(0);
  const negative = Array<number>(days * SLOTS).fill(0);
  const add = (slot: number, unhappy: number) => {
    if (slot >= mentions.length) return;
    mentions[slot] = (mentions[slot] ?? 0) + 1;
    if (random() < unhappy) negative[slot] = (negative[slot] ?? 0) + 1;
  };
  let mood = 1;
  let unhappy = 0.2;
  for (let slot = 0; slot < mentions.length; slot++) {
    if (slot % SLOTS === 0) {
      // The logarithm of the day's level and of its unhappiness wander by about a third.
      mood = Math.exp(0.3 * normal(random));
      unhappy = Math.min(0.6, 0.2 * Math.exp(0.35 * normal(random)));
    }
    // One remark in four draws answers: 1.33 mentions each, within the next hours.
    const remarks = poisson(random, (perDay * mood * shape(slot)) / MEAN_SHAPE / 1.33);
    for (let remark = 0; remark < remarks; remark++) {
      add(slot, unhappy);
      for (let next = slot; random() < 0.25; ) {
        next += Math.floor(random() * 6);
        add(next, unhappy);
      }
    }
  }
  for (let one = 0; storm && one < storm.size; one++) {
    add(storm.at + Math.floor(((random() + random()) / 2) * STORM_SLOTS), STORM_UNHAPPY);
  }
  return { mentions, negative };
}

/** One alarm, and the slot at the end of which it rang. */
export interface Rang {
  slot: number;
  kind: 'volume' | 'negative';
}

/** The alarms of a desk that looks at every slot in [from, to). */
export function alarmsOf(series: Series, from: number, to: number, sensitivity: Sensitivity): Rang[] {
  const sums = { mentions: running(series.mentions), negative: running(series.negative) };
  const countOf = (window: { from: number; to: number }): WindowCount => ({
    mentions: between(sums.mentions, window),
    negative: between(sums.negative, window),
  });
  const rang: Rang[] = [];
  const last = { volume: Number.NEGATIVE_INFINITY, negative: Number.NEGATIVE_INFINITY };
  for (let slot = from; slot < to; slot++) {
    const now = START + (slot + 1) * LOOKS;
    if (!knowsUsual(now, START)) continue;
    const seen = countOf({ from: now - WINDOW, to: now });
    const references: Reference[] = referenceWindows(now, START, 'UTC');
    const past = references.map(countOf);
    const stretch = { from: Math.max(START, now - 28 * DAY), to: now - WINDOW };
    const overall = (countOf(stretch).mentions * WINDOW) / (stretch.to - stretch.from);
    const found = {
      volume: volumeSpike(seen, references, past, overall, sensitivity),
      negative: negativeSpike(seen, past, sensitivity),
    };
    for (const kind of ['volume', 'negative'] as const) {
      if (found[kind] === null || now - last[kind] < COOLDOWN) continue;
      last[kind] = now;
      rang.push({ slot, kind });
    }
  }
  return rang;
}

export interface Rates {
  /** Alarms a week where nothing happened. */
  falseAWeek: number;
  /** Of the storms, the share that rang within six hours of their beginning. */
  detected: number;
  /** Half of these rang within so many minutes; null where none did. */
  medianDelayMinutes: number | null;
}

/**
 * Rates over made-up desks.
 *
 * @param weeks of history before what is measured
 */
export function measure(options: {
  perDay: number;
  stormSize: number;
  sensitivity: Sensitivity;
  weeks: number;
  desks: number;
  seed: number;
}): Rates {
  const { perDay, stormSize, sensitivity, weeks, desks, seed } = options;
  const days = (weeks + 1) * 7;
  const [from, to] = [weeks * 7 * SLOTS, days * SLOTS];
  let falseAlarms = 0;
  const delays: number[] = [];
  for (let desk = 0; desk < desks; desk++) {
    falseAlarms += alarmsOf(makeSeries(days, perDay, seed + desk), from, to, sensitivity).length;
    const random = seededRandom(seed + desk);
    // Storms begin while people are awake.
    const at = from + Math.floor(random() * 6) * SLOTS + Math.floor(((8 + random() * 12) / 24) * SLOTS);
    const stormy = makeSeries(days, perDay, seed + desk, { at, size: stormSize });
    const [first] = alarmsOf(stormy, at, Math.min(to, at + STORM_SLOTS), sensitivity);
    if (first) delays.push(((first.slot + 1 - at) * LOOKS) / MINUTE);
  }
  delays.sort((a, b) => a - b);
  return {
    falseAWeek: falseAlarms / desks,
    detected: delays.length / desks,
    medianDelayMinutes: delays[Math.floor(delays.length / 2)] ?? null,
  };
}

function running(counts: readonly number[]): number[] {
  const sums = [0];
  for (const count of counts) sums.push((sums.at(-1) ?? 0) + count);
  return sums;
}

function between(sums: readonly number[], { from, to }: { from: number; to: number }): number {
  const at = (time: number) => Math.min(sums.length - 1, Math.max(0, Math.round((time - START) / LOOKS)));
  return (sums[at(to)] ?? 0) - (sums[at(from)] ?? 0);
}

function poisson(random: () => number, mean: number): number {
  const limit = Math.exp(-mean);
  let count = 0;
  for (let product = random(); product > limit; product *= random()) count += 1;
  return count;
}

function normal(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}
