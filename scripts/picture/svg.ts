import { textWidth } from '../../src/output/width.js';
import type { Run } from './ansi.js';

const CELL = { width: 8.4, height: 19, font: 14 };
const MARGIN = { side: 20, top: 54, bottom: 16 };
const INK = '#d7dde4';
const FAINT = '#8b97a5';
/** Black, red, green, yellow, blue, magenta, cyan, white, light enough for a dark ground. */
const COLOURS = ['#5b6673', '#ff7b72', '#6fdd8b', '#e3b341', '#79b8ff', '#d2a8ff', '#56d4dd', '#f0f6fc'];
const FONTS = "ui-monospace, 'SF Mono', Menlo, Consolas, 'DejaVu Sans Mono', 'Liberation Mono', monospace";
const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]/;

/**
 * A terminal window as SVG: every piece of text stands in the column where the terminal would put it, whatever font
 * the reader has.
 *
 * @param columns the terminal's width
 */
export function drawTerminal(lines: readonly Run[][], columns: number, title: string): string {
  return drawWindow(columns, lines.length, title, drawLines(lines));
}

/**
 * A session at a terminal: one screen after the other, over and over; only the first where pictures stand still.
 *
 * @param seconds how long each screen is shown
 */
export function drawSession(
  screens: readonly (readonly Run[][])[],
  columns: number,
  title: string,
  seconds: number,
): string {
  const rows = Math.max(...screens.map((lines) => lines.length));
  const duration = screens.length * seconds;
  const groups = screens.flatMap((lines, index) => {
    const values = screens.map((_, other) => (other === index ? 'inline' : 'none')).join(';');
    const times = screens.map((_, other) => round3(other / screens.length)).join(';');
    return [
      `<g display="${index === 0 ? 'inline' : 'none'}">`,
      `<animate attributeName="display" values="${values}" keyTimes="${times}" calcMode="discrete" dur="${duration}s" repeatCount="indefinite"/>`,
      ...drawLines(lines),
      '</g>',
    ];
  });
  return drawWindow(columns, rows, title, groups);
}

function drawWindow(columns: number, rows: number, title: string, inside: readonly string[]): string {
  const width = Math.ceil(columns * CELL.width + 2 * MARGIN.side);
  const height = MARGIN.top + rows * CELL.height + MARGIN.bottom;
  const dots = ['#ff5f57', '#febc2e', '#28c840'].map(
    (colour, index) => `<circle cx="${22 + index * 20}" cy="20" r="6" fill="${colour}"/>`,
  );
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img">`,
    `<title>${escapeXml(title)}</title>`,
    `<rect width="${width}" height="${height}" rx="10" fill="#10151c"/>`,
    `<path d="M0 10a10 10 0 0 1 10-10h${width - 20}a10 10 0 0 1 10 10v30H0z" fill="#1b222c"/>`,
    ...dots,
    `<text x="${width / 2}" y="25" fill="${FAINT}" text-anchor="middle" font-family="${FONTS}" font-size="13">earshot</text>`,
    `<g font-family="${FONTS}" font-size="${CELL.font}" fill="${INK}" style="white-space:pre">`,
    ...inside,
    '</g>',
    '</svg>',
    '',
  ].join('\n');
}

function drawLines(lines: readonly Run[][]): string[] {
  return lines.flatMap((runs, row) => drawLine(runs, MARGIN.top + (row + 0.75) * CELL.height));
}

function drawLine(runs: readonly Run[], y: number): string[] {
  const drawn: string[] = [];
  let column = 0;
  for (const run of runs) {
    // Columns are kept apart by spaces: each piece between them has a place of its own.
    for (const piece of run.text.split(/(\s{2,}|^\s+)/)) {
      if (piece.trim() !== '') drawn.push(drawPiece(piece, run, column, y));
      column += textWidth(piece);
    }
  }
  return drawn;
}

function drawPiece(piece: string, { colour, bold, dim }: Run, column: number, y: number): string {
  const lead = textWidth(piece) - textWidth(piece.trimStart());
  const text = piece.trim();
  const attributes = [
    `x="${round(MARGIN.side + (column + lead) * CELL.width)}"`,
    `y="${round(y)}"`,
    ...(RIGHT_TO_LEFT.test(text) ? flow(text) : [`textLength="${round(textWidth(text) * CELL.width)}"`]),
    ...(colour === null ? [] : [`fill="${COLOURS[colour] ?? INK}"`]),
    ...(colour === null && dim ? [`fill="${FAINT}"`] : []),
    ...(bold ? ['font-weight="600"'] : []),
  ];
  return `<text ${attributes.join(' ')}>${escapeXml(text)}</text>`;
}

/** Letters that join keep their own widths; a text that begins right to left is read so as a whole. */
function flow(text: string): string[] {
  const first = /\p{L}/u.exec(text)?.[0] ?? '';
  return RIGHT_TO_LEFT.test(first) ? ['direction="rtl"', 'text-anchor="end"'] : [];
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

function round3(value: number): number {
  return Math.round(value * 1_000) / 1_000;
}

function escapeXml(text: string): string {
  const names: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
  return text.replace(/[&<>"]/g, (char) => names[char] ?? char);
}
