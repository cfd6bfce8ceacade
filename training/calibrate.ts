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

/**
 * What to multiply the log-odds of each language with, so that a confidence of 0.8 is right four times in
 * five on the development sets.
 *
 * @param model with temperatures of 1
 * @returns one a language, and their mean, lowered by a third, for texts in an unknown one
 */
export function fitTemperatures(model: SentimentModel, folder: string): Float32Array {
  const tokens = new Tokens();
  const scored: Scored[][] = LANGUAGES.map(() => []);
  for (const name of DEV_SETS)
    for (const row of readTsv(`${folder}/sentiment/${name}.tsv`)) {
      tokens.read(row.text);
      const { negative, positive } = model.odds(tokens, row.language);
      const gold = CLASSES.indexOf(row.label);
      scored[languageIndex(row.language)]!.push({ negative, positive, gold });
    }
  const fitted = scored.map((texts) => {
    let best = 1;
    for (let t = 0.1; t < 2.5; t += 0.02) if (loss(texts, t) < loss(texts, best)) best = t;
    return best;
  });
  return Float32Array.of(...fitted, (mean(fitted) * 2) / 3);
}
