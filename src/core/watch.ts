import { containsPhrase, fold } from './normalise.js';

export const WATCH_KINDS = ['brand', 'competitor', 'topic'] as const;
export type WatchKind = (typeof WATCH_KINDS)[number];

/** What to listen for beyond the account. */
export interface Watch {
  name: string;
  kind: WatchKind;
  /** Any of these words or phrases. */
  keywords: string[];
  /** All of these too. */
  required: string[];
  /** None of these. */
  excluded: string[];
  /** BCP 47 primary subtags; empty means any language. */
  languages: string[];
  /** Account ids that search for it; empty means every account whose network can search. */
  accounts: string[];
}

/**
 * Whether a text is talk the watch listens for: any keyword, every required word, no excluded one, as whole
 * words whatever the case, keyboard or diacritics; and in one of its languages where it names some.
 *
 * @param language BCP 47 primary subtag of the text; `und` passes any language rule
 */
export function matchWatch(watch: Watch, text: string, language: string): boolean {
  if (watch.languages.length > 0 && language !== 'und' && !watch.languages.includes(language)) return false;
  const folded = fold(text);
  const has = (phrase: string) => containsPhrase(folded, fold(phrase).replaceAll('\u200c', ''));
  return watch.keywords.some(has) && watch.required.every(has) && !watch.excluded.some(has);
}
