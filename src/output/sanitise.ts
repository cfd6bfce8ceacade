// Every text from a stranger is hostile: what follows makes it safe to print, and leaves every script readable.

const PLAIN_ASCII = /^[\x20-\x7e]*$/;
const LINE_BREAK = /\r\n|[\n\r\v\f\u0085\u2028\u2029]/g;
const CONTROL = /[\x00-\x08\x0e-\x1f\x7f-\x9f]/g;
/** Lone surrogates and code points that never are characters. */
const BROKEN = /\p{Surrogate}|\p{Noncharacter_Code_Point}/gu;
/** England, Scotland, Wales: the one use of tag characters that is not a way of hiding text. */
const FLAG_TAGS = /\u{1f3f4}[\u{e0030}-\u{e0039}\u{e0061}-\u{e007a}]{3,6}\u{e007f}/gu;
/** Signs written around Arabic, Syriac and Kaithi numbers, and hieroglyph joiners: of category Cf, yet not invisible. */
const VISIBLE_FORMAT =
  '\\u0600-\\u0605\\u06dd\\u070f\\u0890\\u0891\\u08e2\\u{110bd}\\u{110cd}\\u{13430}-\\u{1343f}';
/** A left-to-right or right-to-left mark has no more power than a letter of its direction. */
const DIRECTION_MARKS = '\\u200e\\u200f';
/** The Arabic letter mark turns as the right-to-left mark does; older terminals give it a column of its own. */
const ARABIC_LETTER_MARK = '\u061c';
const VARIATION = '\\ufe00-\\ufe0f\\u180b-\\u180d\\u180f\\u{e0100}-\\u{e01ef}';
const JOINERS = '\\u200c\\u200d';
/** Bidi embeddings, overrides and isolates; zero-width and filler characters; tags; soft hyphens. */
const INVISIBLE = new RegExp(
  `(?![${VISIBLE_FORMAT}${DIRECTION_MARKS}${VARIATION}${JOINERS}])[\\p{Cf}\\p{Default_Ignorable_Code_Point}]`,
  'gu',
);
/** A variation selector that does not directly follow something it could vary. */
const STRAY_VARIATION = new RegExp(`(?<=^|[\\s${VARIATION}${JOINERS}])[${VARIATION}]+`, 'gu');
/** A joiner that neither shapes a script's letters (Persian, Hindi ...) nor joins two emoji. */
const STRAY_JOINER = new RegExp(
  `(?<!(?!\\p{Script=Latin}|[0-9])[\\p{L}\\p{M}\\p{N}])(?<![\\p{Extended_Pictographic}\\p{Emoji_Modifier}\\ufe0f](?=\\u200d\\p{Extended_Pictographic}))[${JOINERS}]`,
  'gu',
);
/** More marks on one letter than any language writes: they would climb over the lines around. */
const MARK_PILE = /(\p{M}{6})\p{M}+/gu;

/**
 * A stranger's text, safe to print on one line: as `safeText`, with line breaks, tabs and runs of spaces made one
 * space, and none at the ends.
 */
export function safeLine(text: string): string {
  return safeText(text).replace(/\s+/gu, ' ').trim();
}

/**
 * A stranger's text, safe to print over several lines. Control characters (C0, DEL, C1, so every escape sequence)
 * become visible signs; bidi overrides and isolates, tags and other invisible characters go; lone surrogates become
 * U+FFFD; every line break becomes `\n`, a tab two spaces. Joiners stay where a script or an emoji needs them.
 */
export function safeText(text: string): string {
  if (PLAIN_ASCII.test(text)) return text;
  const flags: string[] = [];
  return text
    .replace(LINE_BREAK, '\n')
    .replaceAll('\t', '  ')
    .replaceAll(ARABIC_LETTER_MARK, '\u200f')
    .replace(CONTROL, visibleControl)
    .replace(BROKEN, '\ufffd')
    .replace(FLAG_TAGS, (flag) => {
      flags.push(flag);
      return FLAG_PLACEHOLDER;
    })
    .replace(INVISIBLE, '')
    .replace(STRAY_VARIATION, '')
    .replace(STRAY_JOINER, '')
    .replace(MARK_PILE, '$1')
    .replaceAll(FLAG_PLACEHOLDER, () => flags.shift() ?? '');
}

/**
 * A line as it goes to a terminal: our own looks (SGR) stay, every other control character is made visible, and what
 * turns the direction of what follows goes. Views make strangers' texts safe where they lay them out; this is the gate
 * behind them, for the one that forgets.
 */
export function guardLine(line: string): string {
  return line.replace(UNPRINTABLE, (found) => {
    if (found.length > 1) return found;
    return /[\u2028-\u2069]/.test(found) ? '' : visibleControl(found);
  });
}

const UNPRINTABLE = /\x1b\[\d{1,2}(?:;\d{1,2})*m|[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g;

/** A control character, which by then no text can contain. */
const FLAG_PLACEHOLDER = '\u0001';

/** The Unicode control picture of a C0 control or DEL; the replacement character for C1, which have none. */
function visibleControl(control: string): string {
  const code = control.charCodeAt(0);
  if (code === 0x7f) return '\u2421';
  return code < 0x20 ? String.fromCharCode(0x2400 + code) : '\ufffd';
}
