import { stripVTControlCharacters } from 'node:util';
import stringWidth from 'string-width';
import { segmentGraphemes } from '../core/graphemes.js';

/**
 * Latin (Vietnamese included), Greek, Cyrillic, Arabic and Persian letters, digits and punctuation, without any mark
 * or joiner: each code unit is one grapheme, one column wide. Most texts are no more than that.
 */
const SIMPLE =
  /^[\x20-\x7e\xa0-\xac\xae-\u02ff\u0370-\u0482\u048a-\u052f\u060c\u061b\u061f-\u064a\u0660-\u066f\u0671-\u06d3\u06f0-\u06ff\u1e00-\u1eff\u2010-\u2027\u2212]*$/;
const ELLIPSIS = '…';

/** One sign such as © or ☀ that is text, and so one column wide, unless a variation selector makes it an emoji. */
const TEXT_SIGN = /^(?![\u3030\u303d\u3297\u3299\u{1f200}-\u{1f2ff}]|\p{Emoji_Presentation})\p{Emoji}$/u;

/**
 * Columns a text takes on a terminal: two for wide East Asian characters and emoji, none for marks and for our own
 * colours.
 */
export function textWidth(text: string): number {
  if (SIMPLE.test(text)) return text.length;
  let width = 0;
  for (const { segment } of segmentGraphemes(stripVTControlCharacters(text))) width += graphemeWidth(segment);
  return width;
}

function graphemeWidth(grapheme: string): number {
  return SIMPLE.test(grapheme) || TEXT_SIGN.test(grapheme) ? 1 : stringWidth(grapheme);
}

/** The characters as a reader counts them: a letter with its marks, a whole family emoji. */
export function graphemes(text: string): string[] {
  return SIMPLE.test(text) ? text.split('') : Array.from(segmentGraphemes(text), ({ segment }) => segment);
}

/**
 * A text cut to a width, ending in … where something was left out. Never splits a grapheme.
 *
 * @param columns how wide it may be, at least 1
 */
export function truncate(text: string, columns: number): string {
  const fitting = head(text, columns);
  return fitting.length === text.length ? text : `${head(fitting, columns - 1).trimEnd()}${ELLIPSIS}`;
}

/** A text filled up with spaces to a width; a wider one comes back as it is. */
export function pad(text: string, columns: number, align: 'left' | 'right' = 'left'): string {
  const space = ' '.repeat(Math.max(0, columns - textWidth(text)));
  return align === 'left' ? text + space : space + text;
}

/**
 * A text broken into lines no wider than `columns`, at spaces where it can be; its own line breaks stay.
 *
 * @param columns at least 2, so that a wide character fits
 */
export function wrap(text: string, columns: number): string[] {
  return text.split('\n').flatMap((paragraph) => wrapParagraph(paragraph, columns));
}

/**
 * A text wrapped behind a label, the following lines indented. A label that leaves too little room for words
 * stands on a line of its own.
 *
 * @param columns width of the whole, at least 10
 * @param indent of the following lines; by default they start where the text does
 */
export function hang(label: string, text: string, columns: number, indent = textWidth(label)): string[] {
  const start = Math.max(textWidth(label), indent);
  if (start > columns - NARROWEST_TEXT) {
    const own = label.trim() === '' ? [] : [truncate(label.trimEnd(), columns)];
    return [...own, ...wrap(text, columns - 2).map((line) => `  ${line}`)];
  }
  return wrap(text, columns - start).map((line, index) => (index === 0 ? label : ' '.repeat(indent)) + line);
}

/** As `hang`, for facts of one line: a line is broken between them, and inside one only where it is too wide alone. */
export function hangParts(
  label: string,
  parts: readonly string[],
  separator: string,
  columns: number,
): string[] {
  const start = textWidth(label);
  if (start > columns - NARROWEST_TEXT) return hang(label, parts.join(separator), columns);
  const lines = flow(parts, separator, columns - start);
  return lines.map((line, index) => (index === 0 ? label : ' '.repeat(start)) + line);
}

const NARROWEST_TEXT = 11;

/** Parts that are not empty, as many on a line as fit; a part is broken only where it is too wide alone. */
export function flow(parts: readonly string[], separator: string, columns: number): string[] {
  const lines: string[] = [];
  for (const part of parts) {
    if (part === '') continue;
    const joined = lines.length === 0 ? part : `${lines.at(-1)}${separator}${part}`;
    if (lines.length > 0 && textWidth(joined) <= columns) lines[lines.length - 1] = joined;
    else lines.push(...wrap(part, columns));
  }
  return lines;
}

function wrapParagraph(paragraph: string, columns: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of paragraph.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (textWidth(longer) <= columns) {
      line = longer;
      continue;
    }
    if (line !== '') lines.push(line.trimEnd());
    line = word;
    while (textWidth(line) > columns) {
      const part = head(line, columns) || (graphemes(line)[0] ?? '');
      lines.push(part);
      line = line.slice(part.length);
    }
  }
  lines.push(line.trimEnd());
  return lines;
}

/** The longest beginning that fits; looks no further than that. */
function head(text: string, columns: number): string {
  if (SIMPLE.test(text)) return text.slice(0, Math.max(0, columns));
  let used = 0;
  for (const { segment, index } of segmentGraphemes(text)) {
    used += graphemeWidth(segment);
    if (used > columns) return text.slice(0, index);
  }
  return text;
}
