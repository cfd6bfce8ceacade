import { wordString } from './normalise.js';

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

/** The watches that an account listens for: those that name it, and those that name none. */
export function watchesFor<Wanted extends Pick<Watch, 'accounts'>>(
  watches: readonly Wanted[],
  accountId: string,
): Wanted[] {
  return watches.filter(({ accounts }) => accounts.length === 0 || accounts.includes(accountId));
}

/**
 * Whether a text is talk the watch listens for: any keyword, every required word, no excluded one, as whole
 * words whatever the case, keyboard or diacritics; and in one of its languages where it names some.
 *
 * @param language BCP 47 primary subtag of the text; `und` passes any language rule
 */
export function matchWatch(watch: Watch, text: string, language: string): boolean {
  return hears(watch, wordString(text), language);
}

/** The watches that listen for a text, as `matchWatch` says of each. */
export function matchingWatches(watches: readonly Watch[], text: string, language: string): Watch[] {
  if (watches.length === 0) return [];
  const words = wordString(text);
  return watches.filter((watch) => hears(watch, words, language));
}

function hears(watch: Watch, words: string, language: string): boolean {
  if (watch.languages.length > 0 && language !== 'und' && !watch.languages.includes(language)) return false;
  const { keywords, required, excluded } = phrasesOf(watch);
  const has = (phrase: string) => phrase !== '' && words.includes(phrase);
  return keywords.some(has) && required.every(has) && !excluded.some(has);
}

type Phrases = Record<'keywords' | 'required' | 'excluded', string[]>;

/** A watch is asked about every text that comes in: its own words are folded once. */
const phrases = new WeakMap<Watch, Phrases>();

function phrasesOf(watch: Watch): Phrases {
  let found = phrases.get(watch);
  if (!found) {
    const { keywords, required, excluded } = watch;
    found = {
      keywords: keywords.map(wordString),
      required: required.map(wordString),
      excluded: excluded.map(wordString),
    };
    phrases.set(watch, found);
  }
  return found;
}
