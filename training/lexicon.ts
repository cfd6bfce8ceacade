import { createRequire } from 'node:module';
import { Tokens } from '../src/sentiment/tokens.js';
import { SHOP_WORDS } from './shop-words.js';

const require = createRequire(import.meta.url);

/**
 * The word and emoji valences of AFINN-165 with its emoji (the package `sentiment`, MIT) and of VADER
 * (`vader-sentiment`, MIT), averaged where both know a token; and our own
 * SHOP_WORDS, for tokens that neither knows.
 *
 * @returns token hashes and valences, -127 to 127
 */
export function buildLexicon(): { hashes: Int32Array; valences: Int8Array } {
  const afinn: Record<string, number> = require('sentiment/languages/en/labels.json');
  const emoji: Record<string, number> = require('sentiment/build/emoji.json');
  const vader: { lexicon: Record<string, number> } = require('vader-sentiment/src/vader_lexicon.js');
  const tokens = new Tokens();
  const sums = new Map<number, { sum: number; n: number }>();
  const add = (word: string, valence: number) => {
    tokens.read(word);
    if (tokens.count !== 1 || valence === 0) return;
    const entry = sums.get(tokens.hash[0]!) ?? { sum: 0, n: 0 };
    sums.set(tokens.hash[0]!, { sum: entry.sum + valence, n: entry.n + 1 });
  };
  for (const [word, valence] of Object.entries({ ...afinn, ...emoji })) add(word, valence / 5);
  for (const [word, valence] of Object.entries(vader.lexicon)) add(word, valence / 4);
  const english = new Set(sums.keys());
  const known = (word: string) => {
    tokens.read(word);
    return english.has(tokens.hash[0]!);
  };
  for (const words of Object.values(SHOP_WORDS))
    for (const [fifths, list] of Object.entries(words))
      for (const word of list.split(' ')) if (!known(word)) add(word, Number(fifths) / 5);
  const entries = [...sums].map(([hash, { sum, n }]) => [hash, Math.round((127 * sum) / n)] as const);
  const kept = entries.filter(([, valence]) => valence !== 0).sort(([a], [b]) => a - b);
  return {
    hashes: Int32Array.from(kept, ([hash]) => hash),
    valences: Int8Array.from(kept, ([, valence]) => Math.max(-127, Math.min(127, valence))),
  };
}
