import type { TextLength } from '../network.js';
import { findLinks } from './urls.js';

/** X's limit for a post, in its weighted characters. */
export const POST_LIMIT = 280;
/** X's limit for a private message, in plain characters. */
export const MESSAGE_LIMIT = 10_000;

const LINK_LENGTH = 23;
const EMOJI_LENGTH = 2;
/** Code points that count 1; all others count 2 (twitter-text configuration v3). */
const LIGHT = [
  [0, 4_351],
  [8_192, 8_205],
  [8_208, 8_223],
  [8_242, 8_247],
] as const;

/** One emoji as X counts it, whatever it is put together from. */
const EMOJI_FORMS = ['\\p{RGI_Emoji}', '[#*0-9]\\uFE0F?\\u20E3', '\\p{Emoji_Modifier}'];
/** Made when it is first needed: it takes long. */
let emojiPattern: RegExp | undefined;

/**
 * The length of a text as X counts it, after NFC: Latin, Greek, Cyrillic, Hebrew, Arabic and Indic letters weigh
 * 1, others 2, an emoji 2, a link 23. The @names X itself puts before a reply are not in the text and are free.
 *
 * @see https://docs.x.com/fundamentals/counting-characters
 */
export function weightedLength(text: string): number {
  const normal = text.normalize('NFC');
  let length = 0;
  let at = 0;
  for (const { start, end } of findLinks(normal)) {
    length += weigh(normal.slice(at, start)) + LINK_LENGTH;
    at = end;
  }
  return length + weigh(normal.slice(at));
}

function weigh(text: string): number {
  let emoji = 0;
  emojiPattern ??= new RegExp(EMOJI_FORMS.join('|'), 'gv');
  const rest = text.replace(emojiPattern, () => {
    emoji += EMOJI_LENGTH;
    return '';
  });
  let length = emoji;
  for (const character of rest) {
    const point = character.codePointAt(0) ?? 0;
    length += LIGHT.some(([first, last]) => point >= first && point <= last) ? 1 : 2;
  }
  return length;
}

/** Length and limit of a reply; X does not publish the limit of private messages, 10,000 is what it accepts. */
export function measure(text: string, options: { private: boolean }): TextLength {
  if (options.private) return { length: [...text].length, limit: MESSAGE_LIMIT };
  return { length: weightedLength(text), limit: POST_LIMIT };
}
