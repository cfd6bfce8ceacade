import { matchWatch, type Watch } from '../../core/watch.js';

/** The site's guidelines ask for English, and what is there is in English. */
const LANGUAGE = 'en';

/** Whether a watch can find anything on a site in English. */
export function canSearch({ languages }: Watch): boolean {
  return languages.length === 0 || languages.includes(LANGUAGE);
}

/**
 * A watch as searches: one for each keyword, because Algolia knows no OR. Required words narrow it; excluded ones
 * are left to `isHeard`, since the search takes words that only begin alike for the same.
 *
 * @see https://hn.algolia.com/api
 */
export function queriesOf(watch: Watch): string[] {
  const required = phrases(watch.required);
  return [...new Set(phrases(watch.keywords).map((keyword) => [keyword, ...required].join(' ')))];
}

/** Whether a hit is what the watch listens for: the search is more generous than that. */
export function isHeard(watch: Watch, text: string): boolean {
  return matchWatch(watch, text, LANGUAGE);
}

/** Words as phrases of Algolia's advanced syntax, which has no way to write a quotation mark inside one. */
function phrases(words: readonly string[]): string[] {
  return words
    .map((word) => word.replace(/["“”\s]+/g, ' ').trim())
    .filter((word) => /[\p{L}\p{N}]/u.test(word))
    .map((word) => `"${word}"`);
}
