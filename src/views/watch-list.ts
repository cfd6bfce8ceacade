import { shellWord } from '../core/shell.js';
import type { Watch } from '../core/watch.js';
import { tsvRow } from '../output/csv.js';
import { safeLine } from '../output/sanitise.js';
import { type Column, table } from '../output/table.js';
import { flow } from '../output/width.js';
import { nextCommands } from './labels.js';
import type { View } from './view.js';

/** `watch list` at a terminal. */
export function watchLines(watches: readonly Watch[], view: View): string[] {
  const { style, width } = view;
  const first = watches[0];
  if (first === undefined) {
    return flow(['No watches yet.', ...nextCommands(style, ['earshot watch add --help'])], '   ', width);
  }
  return [
    ...table(COLUMNS, watches, view),
    ...flow(nextCommands(style, [`earshot watch test ${shellWord(safeLine(first.name))}`]), '', width),
  ];
}

const COLUMNS: readonly Column<Watch>[] = [
  { header: 'WATCH', shrinksTo: 8, cell: (watch) => safeLine(watch.name) },
  { header: 'KIND', drop: 3, cell: (watch) => watch.kind, paint: (style) => style.dim },
  {
    header: 'LANGUAGES',
    drop: 2,
    max: 12,
    shrinksTo: 9,
    cell: (watch) => watch.languages.join(' ') || 'any',
  },
  {
    header: 'ACCOUNTS',
    drop: 1,
    max: 16,
    shrinksTo: 8,
    cell: (watch) => watch.accounts.map(safeLine).join(' ') || 'all',
  },
  { header: 'LISTENS FOR', shrinksTo: 8, cell: words },
];

/** The words of a watch as a person would search for them: `café nar, kafe nar  +berlin  −jobs`. */
function words(watch: Watch): string {
  const marked = (sign: string, list: readonly string[]) => list.map((word) => `${sign}${safeLine(word)}`);
  return [
    watch.keywords.map(safeLine).join(', '),
    ...marked('+', watch.required),
    ...marked('−', watch.excluded),
  ].join('  ');
}

/** One line of `watch list` in a pipe: name, kind, languages, accounts, words. */
export function watchTsv(watch: Watch): string {
  return tsvRow([watch.name, watch.kind, watch.languages.join(' '), watch.accounts.join(' '), words(watch)]);
}
