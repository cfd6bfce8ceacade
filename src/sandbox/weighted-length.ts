import { linksIn } from './text.js';

const LIGHT = [
  [0, 4351],
  [8192, 8205],
  [8208, 8223],
  [8242, 8247],
] as const;
const LINK_LENGTH = 23;
const EMOJI =
  /\p{Regional_Indicator}{2}|[0-9#*]\ufe0f?\u20e3|(?:\p{Emoji}\ufe0f|\p{Emoji_Presentation}|\p{Extended_Pictographic})(?:\p{Emoji_Modifier}|[\u{e0020}-\u{e007f}]+)?(?:\u200d(?:\p{Extended_Pictographic})\ufe0f?\p{Emoji_Modifier}?)*/gu;

/**
 * Length of a post as X counts it (twitter-text configuration v3): Latin and common punctuation 1, everything
 * else 2, an emoji sequence 2, a link 23. The limit is 280.
 */
export function weightedLength(text: string): number {
  const links = linksIn(text);
  let rest = text.normalize('NFC');
  for (const link of links) rest = rest.replace(link.normalize('NFC'), '');
  let length = links.length * LINK_LENGTH;
  rest = rest.replace(EMOJI, (emoji) => {
    if (/^[\p{ASCII}\u00a9\u00ae]$/u.test(emoji)) return emoji;
    length += 2;
    return '';
  });
  for (const character of rest) {
    const code = character.codePointAt(0) ?? 0;
    length += LIGHT.some(([from, to]) => code >= from && code <= to) ? 1 : 2;
  }
  return length;
}
