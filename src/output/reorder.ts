import bidiFactory from 'bidi-js/dist/bidi.mjs';
import { shapeArabic } from './arabic-shapes.js';
import type { LineLayout } from './streams.js';
import { graphemes, textWidth } from './width.js';

const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;
/**
 * What keeps the columns of a line apart: our own looks, two spaces, and the signs between facts. Each part between
 * them is a text of its own, whose first letter gives its direction.
 */
const BETWEEN = /(\x1b\[[\d;]*m| {2,}| · | [−+] (?= *\d+ [a-z])| ?[┃│▸] ?|─+)/u;

/** A mark with no letter before it would climb onto whatever comes before it on the screen. */
const LONE_MARK = /^\p{M}/u;
const CARRIER = '\u25cc';
/** What the algorithm takes as it would take the grapheme it stands for. */
const STANDS_FOR = { right: '\u05d0', left: 'a', neutral: '\ufffc' };

/** Lines in the order they are seen: for terminals that leave every letter where it is written. */
export function visualLayout(): LineLayout {
  const bidi = bidiFactory();

  function arrange(line: string): string {
    if (!RIGHT_TO_LEFT.test(line)) return line;
    return line
      .split(BETWEEN)
      .map((part) => (RIGHT_TO_LEFT.test(part) ? partInOrder(part).text : part))
      .join('');
  }

  /** A part as it is seen; by logical index, the column and the level (odd: right to left) of each of its graphemes. */
  function partInOrder(part: string): { text: string; columns: number[]; levels: Uint8Array } {
    const logical = letters(part);
    const stand = logical.map(standIn).join('');
    const result = bidi.getEmbeddingLevels(stand, 'auto');
    const order = bidi.getReorderedIndices(stand, result);
    const mirrored = bidi.getMirroredCharactersMap(stand, result.levels);
    const text = order.map((index) => mirrored.get(index) ?? logical[index] ?? '').join('');
    return { text, columns: starts(logical, order), levels: result.levels };
  }

  /** Where a cursor is seen that stands before a column of the line as it is written. */
  function column(line: string, wanted: number): number {
    let begun = 0;
    for (const part of line.split(BETWEEN)) {
      const width = textWidth(part);
      if (wanted < begun + width || (wanted === begun + width && RIGHT_TO_LEFT.test(part))) {
        return begun + columnIn(part, wanted - begun);
      }
      begun += width;
    }
    return wanted;
  }

  function columnIn(part: string, wanted: number): number {
    if (!RIGHT_TO_LEFT.test(part)) return wanted;
    const { columns, levels } = partInOrder(part);
    const logical = letters(part);
    let begun = 0;
    for (const [index, grapheme] of logical.entries()) {
      if (begun >= wanted) return columns[index] ?? wanted;
      begun += textWidth(grapheme);
    }
    const last = logical.length - 1;
    const isRight = (levels[last] ?? 0) % 2 === 1;
    return (columns[last] ?? 0) + (isRight ? -1 : textWidth(logical[last] ?? ''));
  }

  return { arrange, column };
}

/** By logical index, the column each grapheme begins at, in a given order. */
function starts(logical: readonly string[], order: readonly number[]): number[] {
  const columns = logical.map(() => 0);
  let column = 0;
  for (const index of order) {
    columns[index] = column;
    column += textWidth(logical[index] ?? '');
  }
  return columns;
}

/** The graphemes of a part that is to be reordered, in the shapes they have there. */
function letters(part: string): string[] {
  return graphemes(shapeArabic(part)).map((grapheme) =>
    LONE_MARK.test(grapheme) ? CARRIER + grapheme : grapheme,
  );
}

/**
 * One UTF-16 unit of the same direction: the algorithm's library counts in those. The sign of a handle or a tag goes
 * with its name.
 */
function standIn(grapheme: string, index: number, all: readonly string[]): string {
  if ((grapheme === '@' || grapheme === '#') && /^[a-z\d_]/i.test(all[index + 1] ?? ''))
    return STANDS_FOR.left;
  const code = grapheme.codePointAt(0) ?? 0;
  if (code <= 0xffff) return grapheme.charAt(0);
  if (RIGHT_TO_LEFT.test(grapheme)) return STANDS_FOR.right;
  return /^\p{L}/u.test(grapheme) ? STANDS_FOR.left : STANDS_FOR.neutral;
}
