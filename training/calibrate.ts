import { Confusion, mean } from '../src/core/classification.js';
import { LANGUAGES, languageIndex } from '../src/sentiment/languages.js';
import type { SentimentModel } from '../src/sentiment/model.js';
import { Tokens } from '../src/sentiment/tokens.js';
import { CLASSES, DEV_SETS, readTsv } from './data.js';

interface Scored {
  negative: number;
  positive: number;
  gold: number;
}

/** The negative log-likelihood of the gold labels when the log-odds are multiplied by a temperature. */
function loss(scored: readonly Scored[], temperature: number): number {
  return mean(
    scored.map(({ negative, positive, gold }) => {
      const z = [negative * temperature, 0, positive * temperature];
      const top = Math.max(...z);
      return Math.log(z.reduce((sum, value) => sum + Math.exp(value - top), 0)) + top - z[gold]!;
    }),
  );
}

/** The convolution's share of the log-odds, where the others' is CONVOLUTION_SHARE. */
const CONVOLUTION_SHARES: Readonly<Record<string, number>> = { en: 0.5, fa: 0.35, vi: 0.35, id: 0.35 };
const CONVOLUTION_SHARE = 0.25;

/** How far a language's classes may be shifted against each other, and in what steps. */
const FARTHEST_SHIFT = 0.5;
const SHIFT_STEP = 0.1;
/** What a shift of one costs in macro-recall, times the number of texts: small sets shift little. */
const SHIFT_COST = 25;
/** Not talk to or about businesses, with other shares of the classes: it does not decide shifts. */
const ELSEWHERE: readonly string[] = ['en.goemotions.dev'];
/** Its development set is at chance (mislabelled): it says nothing about shifts. */
const MISLABELLED = languageIndex('hi');

/** How the two models are mixed before calibration: four numbers a language, and four for the unknown one. */
export function plainMixing(): Float32Array {
  return Float32Array.from(
    [...LANGUAGES, 'und'].flatMap((code) => {
      const share = CONVOLUTION_SHARES[code] ?? CONVOLUTION_SHARE;
      return [1 - share, share, 0, 0];
    }),
  );
}

/** The shift of negative and of positive that serves macro-recall best, over the texts of one language's sets. */
function bestShift(sets: readonly (readonly Scored[])[]): readonly [number, number] {
  const total = sets.flat().length;
  const cost = SHIFT_COST / total;
  let best: readonly [number, number] = [0, 0];
  let top = Number.NEGATIVE_INFINITY;
  for (let a = -FARTHEST_SHIFT; a <= FARTHEST_SHIFT + 1e-9; a += SHIFT_STEP)
    for (let b = -FARTHEST_SHIFT; b <= FARTHEST_SHIFT + 1e-9; b += SHIFT_STEP) {
      const recalls = sets.map((set) => {
        const confusion = new Confusion(CLASSES);
        for (const { negative, positive, gold } of set)
          confusion.add(CLASSES[gold]!, CLASSES[answer(negative + a, positive + b)]!);
        return (confusion.macroRecall * set.length) / total;
      });
      const value = recalls.reduce((sum, recall) => sum + recall, 0) - cost * (Math.abs(a) + Math.abs(b));
      if (value > top) {
        top = value;
        best = [a, b];
      }
    }
  return best;
}

/** The place among CLASSES of the likeliest. */
function answer(negative: number, positive: number): number {
  if (negative > 0 && negative > positive) return 0;
  return positive > 0 ? 2 : 1;
}

/**
 * The mixing with each language's classes shifted for macro-recall, and its log-odds then multiplied so that a
 * confidence of 0.8 is right four times in five on the development sets. An unknown language gets two thirds
 * of the mean multiplier: less is known, less is claimed.
 *
 * @param model mixed by {@link plainMixing}
 */
export function calibratedMixing(model: SentimentModel, folder: string): Float32Array {
  const tokens = new Tokens();
  const sets: Scored[][][] = LANGUAGES.map(() => []);
  const forShifts: Scored[][][] = LANGUAGES.map(() => []);
  for (const name of DEV_SETS) {
    const rows = readTsv(`${folder}/sentiment/${name}.tsv`);
    const scored = rows.map(({ text, language, label }) => {
      tokens.read(text);
      const { negative, positive } = model.odds(tokens, language);
      return { negative, positive, gold: CLASSES.indexOf(label) };
    });
    const language = languageIndex(rows[0]!.language);
    sets[language]!.push(scored);
    if (!ELSEWHERE.includes(name)) forShifts[language]!.push(scored);
  }
  const shifts = forShifts.map((own, language) =>
    language === MISLABELLED ? ([0, 0] as const) : bestShift(own),
  );
  const temperatures = sets.map((own, language) => {
    const [a, b] = shifts[language]!;
    const texts = own
      .flat()
      .map(({ negative, positive, gold }) => ({ negative: negative + a, positive: positive + b, gold }));
    let best = 1;
    for (let t = 0.1; t < 2.5; t += 0.02) if (loss(texts, t) < loss(texts, best)) best = t;
    return best;
  });
  shifts.push([0, 0]);
  temperatures.push((mean(temperatures) * 2) / 3);
  return plainMixing().map((plain, i) => {
    const [a, b] = shifts[i >> 2]!;
    return temperatures[i >> 2]! * (i % 4 === 2 ? a : i % 4 === 3 ? b : plain);
  });
}
