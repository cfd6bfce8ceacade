import { LANGUAGES, languageIndex } from '../src/sentiment/languages.js';
import type { SentimentModel } from '../src/sentiment/model.js';
import { Tokens } from '../src/sentiment/tokens.js';
import { CLASSES, DEV_SETS, readTsv } from './data.js';
import { mean } from './metrics.js';

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

/** How the two models are mixed before calibration: two numbers a language, and two for the unknown one. */
export function plainMixing(): Float32Array {
  return Float32Array.from(
    [...LANGUAGES, 'und'].flatMap((code) => {
      const share = CONVOLUTION_SHARES[code] ?? CONVOLUTION_SHARE;
      return [1 - share, share];
    }),
  );
}

/**
 * The mixing with each language's log-odds multiplied so that a confidence of 0.8 is right four times in five
 * on the development sets. An unknown language gets two thirds of the mean: less is known, less is claimed.
 *
 * @param model mixed by {@link plainMixing}
 */
export function calibratedMixing(model: SentimentModel, folder: string): Float32Array {
  const tokens = new Tokens();
  const scored: Scored[][] = LANGUAGES.map(() => []);
  for (const name of DEV_SETS)
    for (const row of readTsv(`${folder}/sentiment/${name}.tsv`)) {
      tokens.read(row.text);
      const { negative, positive } = model.odds(tokens, row.language);
      const gold = CLASSES.indexOf(row.label);
      scored[languageIndex(row.language)]!.push({ negative, positive, gold });
    }
  const temperatures = scored.map((texts) => {
    let best = 1;
    for (let t = 0.1; t < 2.5; t += 0.02) if (loss(texts, t) < loss(texts, best)) best = t;
    return best;
  });
  temperatures.push((mean(temperatures) * 2) / 3);
  return plainMixing().map((share, i) => share * temperatures[i >> 1]!);
}
