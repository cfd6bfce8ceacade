import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Replaces what stands between `<!-- NAME -->` and `<!-- /NAME -->` on a page by a Markdown table.
 *
 * @throws Error where the page has no such place
 */
export function writeTable(
  root: string,
  page: string,
  name: string,
  rows: readonly (readonly (string | number)[])[],
): void {
  const path = join(root, page);
  const text = readFileSync(path, 'utf8');
  const [open, close] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
  const from = text.indexOf(open);
  const to = text.indexOf(close);
  if (from < 0 || to < from) throw new Error(`${page} has no place marked ${open} … ${close}`);
  const [head = [], ...body] = rows;
  const line = (cells: readonly (string | number)[]) => `| ${cells.join(' | ')} |`;
  const table = [line(head), line(head.map(() => '---')), ...body.map(line)].join('\n');
  writeFileSync(path, `${text.slice(0, from + open.length)}\n${table}\n${text.slice(to)}`);
}
