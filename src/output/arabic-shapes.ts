// A terminal that does not reorder does not join Arabic letters either. Unicode has each letter's shapes as characters
// of their own (Arabic Presentation Forms-A and -B), in the order isolated, final, initial, medial.

interface Shapes {
  isolated: string;
  final: string;
  /** Null for a letter that does not join the next one. */
  initial: string | null;
  medial: string | null;
}

/** First and last of runs of shapes; each letter's stand together, and compose (NFKC) to the letter itself. */
const RUNS: readonly (readonly [first: number, last: number])[] = [
  [0xfb50, 0xfbb1],
  [0xfbd3, 0xfbe7],
  [0xfbfc, 0xfbff],
  [0xfe80, 0xfef4],
];
const NON_JOINER = '\u200c';
const TATWEEL = '\u0640';
const TRANSPARENT = /^[\p{M}\u200d]$/u;
const ARABIC = /[\u0600-\u06ff]/;

/**
 * Text in logical order with every Arabic letter in the shape its neighbours give it (Unicode 16, section 9.2). Lam and
 * alef stay two letters, so that a text takes as many columns as before.
 */
export function shapeArabic(text: string): string {
  if (!ARABIC.test(text)) return text;
  const shapes = tableOfShapes();
  const characters = [...text];
  return characters
    .map((character, index) => {
      const own = shapes.get(character);
      if (!own) return character === NON_JOINER ? '' : character;
      const before = joins(shapes, neighbour(characters, index, -1), 'next');
      const after = own.initial !== null && joins(shapes, neighbour(characters, index, 1), 'previous');
      if (after) return (before ? own.medial : own.initial) ?? character;
      return before ? own.final : own.isolated;
    })
    .join('');
}

/** The next character on a side that is not a mark. */
function neighbour(characters: readonly string[], index: number, step: 1 | -1): string | undefined {
  let at = index + step;
  while (TRANSPARENT.test(characters[at] ?? '')) at += step;
  return characters[at];
}

function joins(
  shapes: ReadonlyMap<string, Shapes>,
  letter: string | undefined,
  side: 'next' | 'previous',
): boolean {
  if (letter === TATWEEL) return true;
  const known = letter === undefined ? undefined : shapes.get(letter);
  if (!known) return false;
  return side === 'next' ? known.initial !== null : known.final !== known.isolated;
}

let table: ReadonlyMap<string, Shapes> | undefined;

function tableOfShapes(): ReadonlyMap<string, Shapes> {
  if (table) return table;
  const found = new Map<string, string[]>();
  for (const [first, last] of RUNS) {
    for (let code = first; code <= last; code += 1) {
      const shape = String.fromCharCode(code);
      const letter = shape.normalize('NFKC');
      if (letter.length === 1) found.set(letter, [...(found.get(letter) ?? []), shape]);
    }
  }
  table = new Map(
    [...found].map(([letter, [isolated = letter, final = isolated, initial = null, medial = null]]) => [
      letter,
      { isolated, final, initial, medial },
    ]),
  );
  return table;
}
