/** Text for a cell of a Markdown table: on one line, its bars escaped. */
function cell(text: string): string {
  return text.replaceAll('|', '\\|').replace(/\s*\n\s*/g, ' ');
}

/** A Markdown table; nothing at all where there are no rows. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  if (rows.length === 0) return [];
  const line = (cells: readonly string[]) => `| ${cells.map(cell).join(' | ')} |`;
  return [line(head), `|${head.map(() => '---').join('|')}|`, ...rows.map(line), ''];
}

/** A comment that keeps people from editing a generated page. */
export const GENERATED =
  '<!-- Written by `npm run docs`; a test compares it with the program. Do not edit. -->';
