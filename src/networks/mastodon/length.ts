import { countGraphemes } from '../../core/graphemes.js';

/** What counts towards the limit of a server. */
export interface Counting {
  /** What every link counts. */
  charactersPerUrl: number;
}

const LINK = /(?<![A-Za-z0-9@＠$#＃])(?:https?|dat|dweb|ipfs|ipns|ssb|gopher|gemini):\/\/\S+/giu;
/** The part of a link that every server takes for one: what follows it is counted letter by letter. */
const PLAIN_LINK =
  /^[a-z]+:\/\/(?:[a-z0-9-]+\.)+[a-z]{2,}(?::\d+)?(?:[/?][\w\-.~!$&'*+,;=:@/?#%]*[\w\-/#]|\/)?/i;
const HANDLE =
  /(?<![=/\p{L}\p{M}\p{N}_])@([a-z0-9_]+(?:[.-]+[a-z0-9_]+)*)@[\p{L}\p{M}\p{N}_]+(?:[.-]+[\p{L}\p{M}\p{N}_]+)*/giu;

/**
 * Length of a text as Mastodon counts it: what a reader takes for one character is one, every link counts the same,
 * and of `@name@host` only the name. A link of an unusual form counts at least what Mastodon counts for it.
 *
 * @see https://docs.joinmastodon.org/user/posting/#text
 */
export function countCharacters(text: string, { charactersPerUrl }: Counting): number {
  const shortened = text.replace(HANDLE, '@$1');
  let count = 0;
  let at = 0;
  for (const { 0: whole, index } of shortened.matchAll(LINK)) {
    const plain = PLAIN_LINK.exec(whole)?.[0] ?? '';
    count += countGraphemes(shortened.slice(at, index));
    count +=
      plain === ''
        ? Math.max(charactersPerUrl, countGraphemes(whole))
        : charactersPerUrl + countGraphemes(whole.slice(plain.length));
    at = index + whole.length;
  }
  return count + countGraphemes(shortened.slice(at));
}
