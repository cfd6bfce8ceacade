import type { Template, TemplateVariant } from '../core/template.js';
import { tsvRow } from '../output/csv.js';
import { safeLine } from '../output/sanitise.js';
import { type Column, table } from '../output/table.js';
import { flow } from '../output/width.js';
import { nextCommands } from './labels.js';
import type { View } from './view.js';

interface Row {
  name: string;
  variant: TemplateVariant;
}

const COLUMNS: readonly Column<Row>[] = [
  { header: 'TEMPLATE', shrinksTo: 8, cell: ({ name }) => safeLine(name) },
  { header: 'FOR', shrinksTo: 6, cell: ({ variant }) => occasion(variant), paint: (style) => style.dim },
  { header: 'SAYS', shrinksTo: 10, cell: ({ variant }) => safeLine(variant.text) },
];

/** `template list` at a terminal: a line for each wording. */
export function templateLines(templates: readonly Template[], view: View): string[] {
  const { style, width } = view;
  const [first] = templates;
  if (first === undefined) {
    return flow(
      ['No saved replies yet.', ...nextCommands(style, ['earshot template add --help'])],
      '   ',
      width,
    );
  }
  const rows = templates.flatMap(({ name, variants }) =>
    variants.map((variant, index) => ({ name: index === 0 ? name : '', variant })),
  );
  return [
    ...table(COLUMNS, rows, view),
    ...flow(nextCommands(style, [`earshot template preview ${safeLine(first.name)}`]), '', width),
  ];
}

/** The lines of one template in a pipe: name, language, network, text. */
export function templateTsv({ name, variants }: Template): string[] {
  return variants.map(({ language, network, text }) => tsvRow([name, language, network, text]));
}

function occasion({ language, network }: TemplateVariant): string {
  return [language, network].filter((part) => part !== null).join(' ') || 'any';
}
