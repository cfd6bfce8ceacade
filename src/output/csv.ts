import { safeLine } from './sanitise.js';

/** A text, or a number or flag of our own, which no spreadsheet takes for a formula. */
export type Cell = string | number | boolean | null;

/** What a spreadsheet may take for a formula: its first sign, full-width forms and leading blanks included. */
const FORMULA = /^[\t\r\n]|^\s*[=+\-@\uff1d\uff0b\uff0d\uff20]/u;

/** A text that no spreadsheet computes: a leading apostrophe makes a formula plain text (OWASP, "CSV Injection"). */
export function neutralise(text: string): string {
  return FORMULA.test(text) ? `'${text}` : text;
}

/** One record as RFC 4180 has it, ended by CR LF. Null is an empty field. */
export function csvRow(cells: readonly Cell[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`;
}

function csvCell(cell: Cell): string {
  if (typeof cell !== 'string') return cell === null ? '' : String(cell);
  const text = neutralise(cell);
  return /[",\r\n]|^\s|\s$/u.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** One line of tab-separated cells, each on one line and safe to print: what a pipe gets instead of a table. */
export function tsvRow(cells: readonly Cell[]): string {
  return `${cells.map((cell) => (cell === null ? '' : safeLine(String(cell)))).join('\t')}\n`;
}
