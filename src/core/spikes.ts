import { DAY, HOUR } from './clock.js';
import { betaBinomialTail, negativeBinomialTail } from './tails.js';
import { instantOfWall, wallTime } from './time-zone.js';

// Whether there is more talk, or unhappier talk, than these hours of the week usually bring.

export const SENSITIVITIES = ['low', 'medium', 'high'] as const;
export type Sensitivity = (typeof SENSITIVITIES)[number];

/** How spikes are looked for. */
export interface SpikeSettings {
  sensitivity: Sensitivity;
  /** After an alarm, how long the same kind keeps still, ms. */
  cooldownMs: number;
}

/** The hours that are looked at: those just past. */
export const WINDOW = 3 * HOUR;
const WEEKS = 6;
/** How much each week back counts less than the one after it: a business grows, and seasons change. */
const FADING = 0.85;
/** The same hours of other days of the week together count as this many weeks at most, each day as a quarter. */
const OTHER_DAYS = 1;
const OTHER_DAY = 0.25;
/** Before any history: as good as one window of the overall mean. */
const PRIOR_WINDOWS = 1;
/** Variance over mean where nothing is known, and how many windows of history that belief is worth. */
const PRIOR_DISPERSION = 1.5;
const PRIOR_DISPERSION_WINDOWS = 4;
/** An outburst of old must not hide the next: a window counts at most so many times the median of its like. */
const OUTBURST = 3;
/** The share of unhappy mentions where nothing is known, and how many mentions that belief is worth. */
const PRIOR_SHARE = 0.2;
const PRIOR_SHARE_MENTIONS = 10;
/** However long the history, the share of a window is not known better than from so many mentions. */
const SHARE_STRENGTH = 60;

/** What it takes, by sensitivity: how unlikely, how many, and how much more than usual. */
const DEMANDS: Readonly<Record<Sensitivity, { chance: number; least: number; times: number }>> = {
  low: { chance: 1e-6, least: 10, times: 3 },
  medium: { chance: 1e-5, least: 8, times: 2 },
  high: { chance: 1e-4, least: 5, times: 1.5 },
};
/** Shorter histories tell nothing about usual. */
const SHORTEST_HISTORY = 2 * DAY;

/** A stretch of time, [from, to), ms UTC. */
export interface Window {
  from: number;
  to: number;
}

/** What one window held. */
export interface WindowCount {
  mentions: number;
  negative: number;
}

/** One window of the past and how it compares. */
export interface Reference extends Window {
  /** Days before now. */
  daysAgo: number;
}

/** What was seen, and what is usual. */
export interface SpikeSignal {
  from: number;
  to: number;
  mentions: number;
  negative: number;
  /** Of what spiked: mentions for a volume, a share from 0 to 1 for unhappiness. */
  usual: number;
  /** How likely so much or more is by chance, 0 to 1. */
  chance: number;
}

/**
 * The windows to count: the hours just past, and the same hours on the wall of each day of the past weeks.
 *
 * @param now ms UTC
 * @param since the beginning of the history, ms UTC: windows before it are left out
 */
export function referenceWindows(now: number, since: number, timeZone: string): Reference[] {
  const wall = wallTime(now, timeZone);
  return Array.from({ length: WEEKS * 7 }, (_, index) => {
    const to = instantOfWall(wall - (index + 1) * DAY, timeZone);
    return { daysAgo: index + 1, from: to - WINDOW, to };
  }).filter(({ from }) => from >= since);
}

/** Whether a history is long enough to say what is usual. */
export function knowsUsual(now: number, since: number): boolean {
  return now - since >= SHORTEST_HISTORY;
}

/**
 * Whether the hours just past hold more mentions than they would by chance.
 *
 * The count is compared with the predictive distribution of a gamma-Poisson model with extra variance: the mean is
 * that of the same hours of past weeks, later weeks counting more, shrunk towards other days and the overall mean where
 * there are few; the variance is measured in the same windows, shrunk towards 1.5 times the mean.
 *
 * @param past counts of `referenceWindows`, in the same order
 * @param overall mean number of mentions in a window of this length, at any time of the history
 */
export function volumeSpike(
  now: WindowCount,
  references: readonly Reference[],
  past: readonly WindowCount[],
  overall: number,
  sensitivity: Sensitivity,
): Pick<SpikeSignal, 'usual' | 'chance'> | null {
  const { chance: limit, least, times } = DEMANDS[sensitivity];
  const counts = cut(past.map(({ mentions }) => mentions));
  const weights = weightsOf(references);
  const weight = sum(weights) + PRIOR_WINDOWS;
  const usual =
    (sum(counts.map((count, index) => count * at(weights, index))) + overall * PRIOR_WINDOWS) / weight;
  const mean = Math.max(usual, 0.05);
  const chance = negativeBinomialTail(
    now.mentions,
    mean,
    mean * dispersionOf(references, counts, mean) + mean / weight,
  );
  return now.mentions >= least && now.mentions >= times * usual && chance < limit ? { usual, chance } : null;
}

/**
 * Whether more of the mentions of the hours just past are unhappy than would be by chance: the count of unhappy ones
 * against a beta-binomial distribution of the share in past windows.
 *
 * @param past counts of `referenceWindows`
 */
export function negativeSpike(
  now: WindowCount,
  past: readonly WindowCount[],
  sensitivity: Sensitivity,
): Pick<SpikeSignal, 'usual' | 'chance'> | null {
  const { chance: limit, least, times } = DEMANDS[sensitivity];
  const mentions = sum(past.map((window) => window.mentions)) + PRIOR_SHARE_MENTIONS;
  const negative = sum(past.map((window) => window.negative)) + PRIOR_SHARE * PRIOR_SHARE_MENTIONS;
  const usual = negative / mentions;
  const strength = Math.min(mentions, SHARE_STRENGTH);
  const chance = betaBinomialTail(now.negative, now.mentions, usual * strength, (1 - usual) * strength);
  const enough = now.negative >= least && now.negative / now.mentions >= Math.min(times * usual, 0.9);
  return enough && chance < limit ? { usual, chance } : null;
}

function weightsOf(references: readonly Reference[]): number[] {
  const others = references.filter(({ daysAgo }) => daysAgo % 7 !== 0).length;
  return references.map(({ daysAgo }) =>
    daysAgo % 7 === 0 ? FADING ** (daysAgo / 7 - 1) : Math.min(OTHER_DAY, OTHER_DAYS / others),
  );
}

/** Variance over mean of the windows most like this one, at least 1. */
function dispersionOf(references: readonly Reference[], counts: readonly number[], mean: number): number {
  const sameDay = counts.filter((_, index) => (references[index]?.daysAgo ?? 1) % 7 === 0);
  const alike = sameDay.length >= 3 ? sameDay : counts;
  const scatter = sum(alike.map((count) => (count - mean) ** 2 / Math.max(mean, 0.5)));
  const measured = PRIOR_DISPERSION * PRIOR_DISPERSION_WINDOWS + scatter;
  return Math.max(1, measured / (PRIOR_DISPERSION_WINDOWS + alike.length));
}

function cut(counts: readonly number[]): number[] {
  const sorted = counts.toSorted((a, b) => a - b);
  const most = OUTBURST * (sorted[Math.floor(sorted.length / 2)] ?? 0) + OUTBURST;
  return counts.map((count) => Math.min(count, most));
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

function at(numbers: readonly number[], index: number): number {
  return numbers[index] ?? 0;
}
