import { Home, homeOf } from './home.js';
import { MOST_TOGETHER } from './local-weights.js';
import { softmax } from './probabilities.js';

/** A word is learnt only where so many corrected texts hold it. */
export const EVIDENCE = 3;
/** No feature moves an answer by more than this, in log-odds. */
const MOST_A_FEATURE = 1;
const ROUNDS = 15;
const STEP = 0.3;
const FOLDS = 5;
const MOST_LIFT = 5;

/** One judged text as the learner sees it. */
export interface Item {
  /** What may be learnt about: words, pairs of words, and what the rules took it for. */
  features: readonly number[];
  /** Those of the features that are single words. */
  words: readonly number[];
  /** Log-odds of each answer before anything is learnt. */
  base: readonly number[];
  answer: number;
  corrected: boolean;
}

/** What is judged, and how it is learnt. */
export interface Subject {
  items: readonly Item[];
  /** How far rare answers are lifted: 0 not at all, 1 until all count the same. */
  balance: number;
  /** Pulls a feature's weights towards nothing: as much as so many texts that say nothing. */
  doubt(feature: number): number;
}

/** Whether what is learnt from four fifths serves the fifth that was held out, in the mean over the answers. */
export function provesItself(subject: Subject): boolean {
  const { items } = subject;
  const lifts = liftsOf(subject);
  let total = 0;
  const gains = Array.from({ length: FOLDS }, (_, fold) => {
    const others = items.filter((_, index) => index % FOLDS !== fold);
    const weights = fitWeights({ ...subject, items: others });
    const home = new Home(homeOf(others.map(({ words }) => words)));
    return items
      .filter((_, index) => index % FOLDS === fold)
      .map((item) => {
        const lift = lifts[item.answer] ?? 1;
        total += lift;
        const rightness = (logits: readonly number[]) => Math.log(softmax(logits)[item.answer] ?? 1);
        const taught = shifted(item, weights, home.share(item.words));
        return { lift, gain: rightness(taught) - rightness(item.base) };
      });
  }).flat();
  const mean = gains.reduce((sum, { lift, gain }) => sum + lift * gain, 0) / total;
  const variance = gains.reduce((sum, { lift, gain }) => sum + (lift * (gain - mean)) ** 2, 0) / total ** 2;
  return mean > Math.sqrt(variance);
}

/** In how many corrected texts each feature stands. */
export function evidenceOf(items: readonly Item[]): Map<number, number> {
  return counts(items.filter((item) => item.corrected));
}

function counts(items: readonly Item[]): Map<number, number> {
  const found = new Map<number, number>();
  for (const { features } of items) for (const key of features) found.set(key, (found.get(key) ?? 0) + 1);
  return found;
}

/** What each judged text counts by its answer, so that a rare one is not drowned. */
function liftsOf({ items, balance }: Subject): number[] {
  const answers = items[0]?.base.length ?? 0;
  const per = new Array<number>(answers).fill(0);
  for (const { answer } of items) per[answer] = (per[answer] ?? 0) + 1;
  const present = per.filter((count) => count > 0).length;
  return per.map((count) =>
    count === 0 ? 0 : Math.min(MOST_LIFT, (items.length / (present * count)) ** balance),
  );
}

/**
 * The weights, one for each answer, of the features with evidence enough: a penalised logistic regression, by steps of
 * Newton's kind, where each feature's own curvature scales its step.
 */
export function fitWeights(subject: Subject): Map<number, number[]> {
  const { items } = subject;
  const all = counts(items);
  const answers = items[0]?.base.length ?? 0;
  const weights = new Map<number, number[]>();
  for (const [key, count] of evidenceOf(items))
    if (count >= EVIDENCE) weights.set(key, new Array<number>(answers).fill(0));
  const lifts = liftsOf(subject);
  for (let round = 0; round < ROUNDS; round++) {
    const slopes = slopesOf(items, weights, lifts);
    for (const [key, own] of weights) {
      const slope = slopes.get(key) ?? [];
      const doubt = subject.doubt(key);
      const curvature = (all.get(key) ?? 0) / 4 + doubt;
      for (let k = 0; k < answers; k++) {
        const weight = own[k] ?? 0;
        const next = weight + (STEP * ((slope[k] ?? 0) - doubt * weight)) / curvature;
        own[k] = Math.max(-MOST_A_FEATURE, Math.min(MOST_A_FEATURE, next));
      }
    }
  }
  return weights;
}

/** Where each weight wants to go: what the answers are less what is said of them now, over the texts with its feature. */
function slopesOf(
  items: readonly Item[],
  weights: ReadonlyMap<number, number[]>,
  lifts: readonly number[],
): Map<number, number[]> {
  const slopes = new Map([...weights].map(([key, own]) => [key, own.map(() => 0)]));
  for (const item of items) {
    const known = item.features.filter((key) => weights.has(key));
    if (known.length === 0) continue;
    const lift = lifts[item.answer] ?? 1;
    const errors = softmax(shifted(item, weights, 1)).map((said, k) => (k === item.answer ? 1 : 0) - said);
    for (const key of known) {
      const slope = slopes.get(key) ?? [];
      for (const [k, error] of errors.entries()) slope[k] = (slope[k] ?? 0) + lift * error;
    }
  }
  return slopes;
}

function shifted({ features, base }: Item, weights: ReadonlyMap<number, number[]>, share: number): number[] {
  const sum = new Array<number>(base.length).fill(0);
  for (const key of features) {
    const own = weights.get(key);
    if (own) for (let k = 0; k < sum.length; k++) sum[k] = (sum[k] ?? 0) + (own[k] ?? 0);
  }
  return base.map(
    (value, k) => value + share * Math.max(-MOST_TOGETHER, Math.min(MOST_TOGETHER, sum[k] ?? 0)),
  );
}
