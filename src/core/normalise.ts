import { byCharacter } from './by-character.js';

// The letters that different keyboards write differently, and the marks that people leave out.
const FOLDED: Readonly<Record<string, string>> = {
  ي: 'ی',
  ى: 'ی',
  ئ: 'ی',
  ك: 'ک',
  ة: 'ه',
  ۀ: 'ه',
  أ: 'ا',
  إ: 'ا',
  آ: 'ا',
  ٱ: 'ا',
  ؤ: 'و',
  đ: 'd',
  ð: 'd',
  ß: 'ss',
  ı: 'i',
  ł: 'l',
  ø: 'o',
  æ: 'ae',
  œ: 'oe',
  ς: 'σ',
};
const FOLDABLE = new RegExp(`[${Object.keys(FOLDED).join('')}]`, 'gu');
const BEYOND_ASCII = /[^\x20-\x7e\n\t]/;
const MARKS = /\p{M}|\u200d|[\u0640\u200e\u200f\ufeff]/gu;
const DIGITS = /[٠-٩۰-۹]/g;
const ZWNJ = '\u200c';
/** Scripts written without spaces: there every letter is looked for as a word of its own. */
const SPACELESS =
  /[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Thai}\p{scx=Lao}\p{scx=Khmer}\p{scx=Myanmar}]/gu;

/**
 * Folds a text so that the same word typed on different keyboards, with or without diacritics, in either
 * case, comes out the same: Persian and Arabic yeh, kaf, alef and digits, Vietnamese marks and đ, full-width
 * forms. Keeps word boundaries; ZWNJ is kept for the caller to decide about.
 *
 * @param text any string
 * @returns the folded text, for comparing only
 */
export function fold(text: string): string {
  const lower = text.toLowerCase();
  return BEYOND_ASCII.test(lower) ? foldLetters(lower) : lower;
}

const foldLetters = byCharacter((lower) =>
  lower
    .toWellFormed()
    .replace(FOLDABLE, (letter) => FOLDED[letter] ?? letter)
    .normalize('NFKD')
    .replace(MARKS, '')
    .replace(FOLDABLE, (letter) => FOLDED[letter] ?? letter)
    .replace(DIGITS, (digit) => String((digit.codePointAt(0) ?? 0) & 0xf))
    .normalize('NFC'),
);

/**
 * The text as the search index keeps it. A word written with ZWNJ is kept joined and apart, since people
 * search for it either way.
 */
export function indexText(text: string): string {
  const folded = spaced(fold(text));
  if (!folded.includes(ZWNJ)) return folded;
  const joined = pieces(zwnjWords(folded)).flatMap((word) =>
    word.includes(ZWNJ) ? [word.replaceAll(ZWNJ, '')] : [],
  );
  return `${folded.replaceAll(ZWNJ, ' ')} ${joined.join(' ')}`;
}

/**
 * What the owner typed, as words and phrases to look for: a bare word, or several in double quotes.
 * Whatever else it holds (operators, punctuation) is text, never syntax.
 *
 * @returns the terms, each a list of alternatives (a ZWNJ word is looked for joined or apart), each
 *   alternative a list of words in order; empty where there is nothing to look for
 */
export function searchTerms(query: string): string[][][] {
  const terms: string[][][] = [];
  for (const [, phrase, word] of fold(query).matchAll(/"([^"]*)"|([^\s"]+)/g)) {
    const text = phrase ?? word ?? '';
    const apart = wordsOf(text.replaceAll(ZWNJ, ' '));
    if (apart.length === 0) continue;
    terms.push(text.includes(ZWNJ) ? [wordsOf(text.replaceAll(ZWNJ, '')), apart] : [apart]);
  }
  return terms;
}

function spaced(folded: string): string {
  return BEYOND_ASCII.test(folded) ? spaceLetters(folded) : folded;
}

const spaceLetters = byCharacter((folded) => folded.replace(SPACELESS, ' $& '));

/** Folded words with spaces between them, and nothing else. */
const words = byCharacter((folded) => spaced(folded).replace(/[^\p{L}\p{M}\p{N}\p{Co}]/gu, ' '));
/** The same; a ZWNJ stays where it is. */
const zwnjWords = byCharacter((folded) => spaced(folded).replace(/[^\p{L}\p{M}\p{N}\p{Co}\u200c]/gu, ' '));

function wordsOf(folded: string): string[] {
  return BEYOND_ASCII.test(folded) ? pieces(words(folded)) : (folded.match(/[a-z0-9]+/g) ?? []);
}

function pieces(words: string): string[] {
  return words.match(/[^ ]+/g) ?? [];
}

/**
 * A text as its folded words with a space before, between and after them, so that one such text holds another
 * exactly where its words stand in it, next to each other and whole. Empty where there is no word.
 */
export function wordString(text: string): string {
  const folded = fold(text);
  const found = BEYOND_ASCII.test(folded)
    ? ` ${words(folded.replaceAll(ZWNJ, ''))} `.replace(/ {2,}/g, ' ')
    : ` ${folded} `.replace(/[^a-z0-9]+/g, ' ');
  return found === ' ' ? '' : found;
}
