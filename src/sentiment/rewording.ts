import type { IdiomFound } from './cue-book.js';
import { negates } from './negators.js';
import { KIND, type Tokens } from './tokens.js';

/** A negator so many tokens before an idiom denies it: "there is nothing I am not happy with". */
const REACH = 3;
const NEW_CLAUSE = /[,;:،؛\n]/;

/**
 * A text with its idioms replaced by what they mean. One is left as it is where a comma parts its words, where it is
 * denied itself, and where its first word is the unit of a number: the k of "180k".
 *
 * @param idioms in the order in which they stand, none in another
 * @param language a row of LANGUAGES
 * @returns undefined where nothing is replaced
 */
export function reword(tokens: Tokens, idioms: readonly IdiomFound[], language: number): string | undefined {
  const { text, start, end } = tokens;
  let said = '';
  let from = 0;
  let after = 0;
  for (const { first, last, reads } of idioms) {
    if (NEW_CLAUSE.test(text.slice(start[first], end[last]))) continue;
    if (isUnit(tokens, first) || isDenied(tokens, first, after, language)) continue;
    said += text.slice(from, start[first]) + reads;
    from = end[last] ?? from;
    after = last + 1;
  }
  return after === 0 ? undefined : said + text.slice(from);
}

function isUnit({ kind, start, end }: Tokens, index: number): boolean {
  return index > 0 && kind[index - 1] === KIND.number && end[index - 1] === start[index];
}

function isDenied(
  { text, kind, hash, start, end }: Tokens,
  index: number,
  after: number,
  language: number,
): boolean {
  for (let i = index - 1; i >= Math.max(after, index - REACH); i--) {
    if (kind[i] === KIND.mark || NEW_CLAUSE.test(text.slice(end[i], start[i + 1]))) return false;
    if (negates(hash[i] ?? 0, language)) return true;
  }
  return false;
}
