import { NetworkError } from '../../core/errors.js';
import type { Watch } from '../../core/watch.js';
import { searchLanguage } from './language.js';

/** X's limit for a search by a self-serve account, in characters. */
const MAX_QUERY = 512;

/** Posts that answer or name the account and are on its mentions timeline already. */
function excludingMentions(handle: string): string {
  return `-@${handle}`;
}

/** Answers to our posts whose writer took our name out: the mentions timeline does not show them. */
export function repliesQuery(handle: string): string {
  return `to:${handle} ${excludingMentions(handle)} -from:${handle} -is:retweet`;
}

/** The posts of the mentions timeline, through search: beyond the timeline's reach, within seven days. */
export function mentionsQuery(handle: string): string {
  return `@${handle} -from:${handle} -is:retweet`;
}

/**
 * A watch as a query for recent search: any keyword, all required words, none of the excluded ones.
 *
 * @param handle our own, whose posts are left out
 * @param skipMentions leave out posts that name us, because they are read (for less) as mentions
 * @throws NetworkError `rejected` for a watch X would refuse: too long, or without a keyword
 * @see https://docs.x.com/x-api/posts/search/integrate/build-a-query
 */
export function watchQuery(watch: Watch, handle: string, skipMentions: boolean): string {
  const keywords = terms(watch.keywords);
  if (keywords.length === 0) throw unusable(watch, 'has no keyword that X can search for');
  const parts = [
    anyOf(keywords),
    ...terms(watch.required),
    ...terms(watch.excluded).map((term) => `-${term}`),
    ...(watch.languages.length === 0
      ? []
      : [anyOf(watch.languages.map((language) => `lang:${searchLanguage(language)}`))]),
    `-from:${handle}`,
    ...(skipMentions ? [excludingMentions(handle)] : []),
    '-is:retweet',
  ];
  const query = parts.join(' ');
  const length = [...query].length;
  if (length > MAX_QUERY) {
    throw unusable(watch, `makes a search of ${length} characters, and X takes ${MAX_QUERY}`);
  }
  return query;
}

function anyOf(alternatives: readonly string[]): string {
  return alternatives.length === 1 ? (alternatives[0] ?? '') : `(${alternatives.join(' OR ')})`;
}

function terms(words: readonly string[]): string[] {
  return words.map(term).filter((text) => text !== '');
}

/** Words of one kind of letters, tags and handles go as they are; everything else as a phrase. */
const PLAIN = /^[#@$]?[\p{L}\p{M}\p{N}_]+$/u;
const OPERATORS = new Set(['AND', 'OR', 'NOT']);

/** One keyword. X has no way to write a quotation mark inside a phrase, so it becomes a space. */
function term(word: string): string {
  const text = word.replace(/["“”\s]+/g, ' ').trim();
  if (!/[\p{L}\p{N}\p{S}]/u.test(text)) return '';
  return PLAIN.test(text) && !OPERATORS.has(text.toUpperCase()) ? text : `"${text}"`;
}

function unusable(watch: Watch, why: string): NetworkError {
  return new NetworkError(`The watch '${watch.name}' ${why}.`, {
    network: 'x',
    kind: 'rejected',
    hint: 'Shorten it, or split it into two watches: earshot watch add',
  });
}
