import { CLASS, classIn, foldedOf, UPPER } from './characters.js';

const HTTP = Array.from('http', (letter) => letter.charCodeAt(0));
const WWW = Array.from('www.', (letter) => letter.charCodeAt(0));
const BLANK = 0x20;
const S = 0x73;
const COLON = 0x3a;
const SLASH = 0x2f;
const AT = 0x40;
const DOT = 0x2e;
const HYPHEN = 0x2d;
const UNDERSCORE = 0x5f;
const LAST_ASCII = 0x7f;

/**
 * Where a link that begins here ends; `at` itself where none begins.
 *
 * @param traits of the text's code units, with zeros after the last
 */
export function linkEnd(traits: Int32Array, at: number): number {
  if (!isLink(traits, at)) return at;
  let end = at;
  while (unitIn(traits, end) > BLANK) end++;
  return end;
}

function isLink(traits: Int32Array, at: number): boolean {
  const second = unitIn(traits, at + 1);
  if (second === WWW[1]) return spells(traits, at, WWW);
  if (second !== HTTP[1] || !spells(traits, at, HTTP)) return false;
  const colon = at + (unitIn(traits, at + HTTP.length) === S ? HTTP.length + 1 : HTTP.length);
  return unitIn(traits, colon) === COLON && unitIn(traits, colon + 1) === SLASH;
}

/**
 * Where @name ends, and @name@server.example and @name.example, whole; the place after the sign where no name
 * follows. A dot and a capital after it begin a sentence: "@name.Thanks".
 *
 * @param traits of the text's code units, with zeros after the last
 * @param at where the at sign stands
 */
export function handleEnd(traits: Int32Array, at: number): number {
  const end = nameEnd(traits, at + 1);
  if (end === at + 1) return end;
  if (unitIn(traits, end) === AT && isName(traits, end + 1)) return domainEnd(traits, end + 1);
  const domain = domainEnd(traits, end);
  for (let i = end; i < domain; i++) if (unitIn(traits, i) === DOT) return domain;
  return end;
}

function nameEnd(traits: Int32Array, at: number): number {
  let end = at;
  while (isName(traits, end)) end++;
  return end;
}

/** Labels with dots between them; hyphens may stand inside one. */
function domainEnd(traits: Int32Array, at: number): number {
  let end = at;
  while (isName(traits, end) || (isJoint(traits, end) && isName(traits, end + 1))) end++;
  return end;
}

function isJoint(traits: Int32Array, at: number): boolean {
  const unit = unitIn(traits, at);
  return unit === HYPHEN || (unit === DOT && isPlain(traits[at + 1] ?? 0));
}

/** What a label of an address begins with: no capital, no letter of another script. */
function isPlain(own: number): boolean {
  return (own & UPPER) === 0 && foldedOf(own) <= LAST_ASCII;
}

function isName(traits: Int32Array, at: number): boolean {
  const own = traits[at] ?? 0;
  const kind = classIn(own);
  const unit = foldedOf(own);
  return kind === CLASS.letter || unit === UNDERSCORE || (kind === CLASS.digit && unit <= LAST_ASCII);
}

function unitIn(traits: Int32Array, at: number): number {
  return foldedOf(traits[at] ?? 0);
}

function spells(traits: Int32Array, at: number, word: readonly number[]): boolean {
  return word.every((unit, k) => unitIn(traits, at + k) === unit);
}
