/** What a UTF-16 code unit is to the tokeniser. */
export const CLASS = {
  space: 1,
  letter: 2,
  digit: 3,
  ignored: 4,
  mark: 5,
  highSurrogate: 6,
  symbol: 7,
  apostrophe: 8,
  at: 9,
  hash: 10,
  stop: 11,
  exclaim: 12,
  question: 13,
} as const;

/** Bits of {@link traitsOf} above the class: the folded code unit stands between them. */
const FOLDED = 8;
/** A capital of the Latin of Europe's west. */
export const CAPITAL = 1 << 24;
/** A letter or digit of another script than Latin. */
export const BEYOND_LATIN = 1 << 25;
/** An accent that combines with the letter before it: both may have to be put together first. */
export const ACCENT = 1 << 26;
/** A capital of any script. */
export const UPPER = 1 << 27;

/** By code unit; 0 where it was not seen yet. */
const traits = new Int32Array(65536);

/**
 * Arabic-script spellings that stand for one another: Arabic and Persian yeh and kaf, heh and teh marbuta,
 * the alef family, waw with hamza.
 */
const ARABIC_FOLDS: Readonly<Record<string, string>> = {
  ي: 'ی',
  ى: 'ی',
  ئ: 'ی',
  ك: 'ک',
  ة: 'ه',
  ۀ: 'ه',
  ە: 'ه',
  أ: 'ا',
  إ: 'ا',
  آ: 'ا',
  ٱ: 'ا',
  ؤ: 'و',
};

/** Zero-width joiners, direction marks, tatweel, harakat and variation selectors: part of no word's identity. */
const IGNORED =
  // biome-ignore lint/suspicious/noMisleadingCharacterClass: combining marks, each meant by itself
  /\u00ad|[\u0300-\u036f\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06ed\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]/;
const MARKS = /[:;=<>^()[\]\-،؛¿¡*]/;
const STOPS = /[.…。]/;
const EXCLAIMS = /[!！]/;
const QUESTIONS = /[?؟？]/;
const APOSTROPHES = /['’‘`´]/;

function classify(unit: number): number {
  const character = String.fromCharCode(unit);
  if (IGNORED.test(character)) return CLASS.ignored;
  if (unit >= 0xd800 && unit <= 0xdbff) return CLASS.highSurrogate;
  if (character === '@') return CLASS.at;
  if (character === '#') return CLASS.hash;
  if (APOSTROPHES.test(character)) return CLASS.apostrophe;
  if (MARKS.test(character)) return CLASS.mark;
  if (STOPS.test(character)) return CLASS.stop;
  if (EXCLAIMS.test(character)) return CLASS.exclaim;
  if (QUESTIONS.test(character)) return CLASS.question;
  if (/\p{Nd}/u.test(character)) return CLASS.digit;
  if (/[\p{L}\p{M}]/u.test(character)) return CLASS.letter;
  if (/\p{Extended_Pictographic}/u.test(character)) return CLASS.symbol;
  return CLASS.space;
}

function fold(character: string): number {
  return (ARABIC_FOLDS[character] ?? character).toLowerCase().charCodeAt(0);
}

/** Greek is the first script after Latin and its accents; Latin goes on at U+1E00. */
function isBeyondLatin(unit: number): boolean {
  return unit >= 0x370 && (unit < 0x1e00 || unit > 0x1eff);
}

function learn(unit: number): number {
  const kind = classify(unit);
  const character = String.fromCharCode(unit);
  const folded = fold(character);
  let found = kind | (folded << FOLDED);
  // Capitals shout in western Latin: elsewhere the model was not taught to mind them.
  if (folded !== unit && unit < 0x250) found |= CAPITAL;
  if (isBeyondLatin(unit)) found |= BEYOND_LATIN;
  if (unit >= 0x300 && unit <= 0x36f) found |= ACCENT;
  if (character !== character.toLowerCase()) found |= UPPER;
  traits[unit] = found;
  return found;
}

/** All that is known of a code unit in one number; worked out when first seen, so that nothing is built at load. */
export function traitsOf(unit: number): number {
  const known = traits[unit] ?? 0;
  return known !== 0 ? known : learn(unit);
}

/** The class of a code unit, from its traits. */
export function classIn(unitTraits: number): number {
  return unitTraits & 0xff;
}

/** The lower-case, folded form of a code unit, from its traits. */
export function foldedOf(unitTraits: number): number {
  return (unitTraits >>> FOLDED) & 0xffff;
}
