import type { Paint, Style } from './style.js';
import { textWidth, truncate } from './width.js';

/** One column: what it shows of a row, and how it gives way when the terminal is narrow. */
export interface Column<Row> {
  header: string;
  align?: 'left' | 'right';
  /** Safe text on one line. */
  cell(row: Row): string;
  paint?(style: Style, row: Row): Paint;
  /** It may be cut down to this many columns; without it the column is never cut. */
  shrinksTo?: number;
  /** It is never wider than this. */
  max?: number;
  /** Narrow terminals lose the column with the highest number first; without one it stays. */
  drop?: number;
  /** A short form that stays when the column's turn comes to be dropped. */
  short?(row: Row): string;
}

/** How a table is drawn. */
export interface TableOptions {
  style: Style;
  /** Columns of the terminal, at least 20. */
  width: number;
}

interface Fitted<Row> {
  column: Column<Row>;
  header: string;
  cells: string[];
  width: number;
  shortened: boolean;
}

const GAP = 2;

/**
 * A table as lines no wider than the terminal: header first, columns two spaces apart. What does not fit is
 * first cut (columns that shrink), then shortened, then dropped.
 */
export function table<Row>(
  columns: readonly Column<Row>[],
  rows: readonly Row[],
  options: TableOptions,
): string[] {
  const { style, width } = options;
  let fitted = columns.map((column) => measure(column, rows, width, false));
  while (missing(fitted, width) > 0) {
    const next = giveWay(fitted, rows, width);
    if (next === null) break;
    fitted = next;
  }
  shrink(fitted, width);
  const header = fitted.map((item) => aligned(item, item.header, style.dim));
  const lines = rows.map((row, index) =>
    fitted.map((item) => aligned(item, item.cells[index] ?? '', item.column.paint?.(style, row) ?? AS_IS)),
  );
  return [header, ...lines].map((cells) => cells.join(' '.repeat(GAP)).trimEnd());
}

const AS_IS: Paint = (text) => text;

function aligned<Row>({ column, width }: Fitted<Row>, text: string, paint: Paint): string {
  const shown = truncate(text, width);
  const space = ' '.repeat(Math.max(0, width - textWidth(shown)));
  return column.align === 'right' ? space + paint(shown) : paint(shown) + space;
}

function measure<Row>(
  column: Column<Row>,
  rows: readonly Row[],
  most: number,
  shortened: boolean,
): Fitted<Row> {
  const text = (row: Row) => (shortened && column.short ? column.short(row) : column.cell(row));
  const cells = rows.map((row) => truncate(text(row), most));
  const widest = cells.reduce((widest, cell) => Math.max(widest, textWidth(cell)), 0);
  const header = shortened && textWidth(column.header) > widest ? '' : column.header;
  const width = Math.min(column.max ?? Number.POSITIVE_INFINITY, Math.max(textWidth(header), widest));
  return { column, header, cells, width, shortened };
}

/** How many columns are missing after everything that shrinks has shrunk. */
function missing<Row>(fitted: readonly Fitted<Row>[], width: number): number {
  const narrowest = fitted.map((item) => Math.min(item.width, item.column.shrinksTo ?? item.width));
  return narrowest.reduce((sum, each) => sum + each + GAP, -GAP) - width;
}

/** The same table with its least important column shortened or dropped; null when all that is left must stay. */
function giveWay<Row>(
  fitted: readonly Fitted<Row>[],
  rows: readonly Row[],
  width: number,
): Fitted<Row>[] | null {
  const order = (item: Fitted<Row> | null) => (item === null || item.shortened ? 0 : (item.column.drop ?? 0));
  const least = fitted.reduce<Fitted<Row> | null>(
    (least, item) => (order(item) > order(least) ? item : least),
    null,
  );
  if (least === null) return null;
  if (least.column.short === undefined) return fitted.filter((item) => item !== least);
  return fitted.map((item) => (item === least ? measure(item.column, rows, width, true) : item));
}

/** Takes what is missing from the columns that shrink, the last first, and in the end from the last of all. */
function shrink<Row>(fitted: Fitted<Row>[], width: number): void {
  let over = fitted.reduce((sum, item) => sum + item.width + GAP, -GAP) - width;
  for (const item of [...fitted].reverse()) {
    if (over <= 0) return;
    const least = item.column.shrinksTo ?? item.width;
    const taken = Math.min(over, Math.max(0, item.width - least));
    item.width -= taken;
    over -= taken;
  }
  for (const item of [...fitted].reverse()) {
    const taken = Math.min(Math.max(0, over), item.width - 1);
    item.width -= taken;
    over -= taken;
  }
}
