/** What a UTF-16 code unit is to the tokeniser. */
export const CLASS = {
  unknown: 0,
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
} as const;

const classes = new Uint8Array(65536);
const folds = new Uint16Array(65536);

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
const MARKS = /[!?.:;=<>^()[\]\-…؟،؛！？。¿¡*]/;
const APOSTROPHES = /['’‘`´]/;

function classify(unit: number): number {
  const character = String.fromCharCode(unit);
  if (IGNORED.test(character)) return CLASS.ignored;
  if (unit >= 0xd800 && unit <= 0xdbff) return CLASS.highSurrogate;
  if (character === '@') return CLASS.at;
  if (character === '#') return CLASS.hash;
  if (APOSTROPHES.test(character)) return CLASS.apostrophe;
  if (MARKS.test(character)) return CLASS.mark;
  if (/\p{Nd}/u.test(character)) return CLASS.digit;
  if (/[\p{L}\p{M}]/u.test(character)) return CLASS.letter;
  if (/\p{Extended_Pictographic}/u.test(character)) return CLASS.symbol;
  return CLASS.space;
}

function fold(unit: number): number {
  const character = String.fromCharCode(unit);
  const lower = (ARABIC_FOLDS[character] ?? character).toLowerCase();
  return lower.charCodeAt(0);
}

/** The class of a code unit; worked out when first seen, so that nothing is built at load. */
export function classOf(unit: number): number {
  const known = classes[unit] ?? CLASS.space;
  if (known !== CLASS.unknown) return known;
  const found = classify(unit);
  classes[unit] = found;
  folds[unit] = fold(unit);
  return found;
}

/** The lower-case, folded form of a code unit that {@link classOf} has seen. */
export function foldOf(unit: number): number {
  return folds[unit] ?? unit;
}
