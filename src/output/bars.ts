import type { Style } from './style.js';

/** Eighths of a column, from an empty one to a full one. */
const EIGHTHS = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉', '█'];

/** A part of a bar: how large it is, zero or more, and its look. */
export type BarPart = readonly [value: number, look: keyof Style];

/**
 * A horizontal bar, drawn to an eighth of a column; only nothing is no bar.
 *
 * @param largest the value that fills `width` columns
 */
export function bar(value: number, largest: number, width: number): string {
  if (value <= 0 || largest <= 0) return '';
  const eighths = Math.max(1, Math.round((value / largest) * width * 8));
  return '█'.repeat(Math.floor(eighths / 8)) + (EIGHTHS[eighths % 8] ?? '');
}

/** The bar of a sum with its parts behind each other, each in its look; borders fall on whole columns. */
export function paintBar(text: string, parts: readonly BarPart[], style: Style): string {
  const sum = parts.reduce((all, [value]) => all + value, 0);
  let reached = 0;
  let start = 0;
  let painted = '';
  for (const [value, look] of parts) {
    reached += value;
    const end = sum === 0 ? 0 : Math.round((reached / sum) * text.length);
    if (end > start) painted += style[look](text.slice(start, end));
    start = end;
  }
  return painted;
}
