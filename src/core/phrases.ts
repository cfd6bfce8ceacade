import { wordString } from './normalise.js';

/**
 * The first of some words and phrases that stands in a text, whole, whatever the case, keyboard or diacritics.
 *
 * @param phrases as the owner wrote them; those without a word stand nowhere
 * @returns null where none does
 */
export function firstPhraseIn(text: string, phrases: readonly string[]): string | null {
  if (phrases.length === 0) return null;
  const words = wordString(text);
  const stands = (phrase: string) => {
    const wanted = wordString(phrase);
    return wanted !== '' && words.includes(wanted);
  };
  return phrases.find(stands) ?? null;
}
