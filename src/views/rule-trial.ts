import type { Rule } from '../core/rules.js';
import type { StoredMention } from '../core/stored-mention.js';
import { tsvRow } from '../output/csv.js';
import { safeLine } from '../output/sanitise.js';
import { type Column, table } from '../output/table.js';
import { flow } from '../output/width.js';
import { handleLabel, nextCommands } from './labels.js';
import type { View } from './view.js';

interface Trial {
  mention: StoredMention;
  rules: readonly Rule[];
}

const COLUMNS: readonly Column<Trial>[] = [
  { header: 'ID', align: 'right', cell: ({ mention }) => String(mention.id) },
  { header: 'RULES', shrinksTo: 10, max: 30, cell: names },
  {
    header: 'FROM',
    drop: 1,
    shrinksTo: 8,
    max: 20,
    cell: ({ mention }) => handleLabel(mention.author.handle),
  },
  { header: 'MENTION', shrinksTo: 10, cell: ({ mention }) => safeLine(mention.text) },
];

/** `rules test` at a terminal: each mention that a rule fits, then the rules that fit none. */
export function ruleTrialLines(trials: readonly Trial[], rules: readonly Rule[], view: View): string[] {
  const { style, width } = view;
  if (rules.length === 0)
    return flow(['There are no rules in the configuration; docs/rules.md shows how.'], '', width);
  const idle = rules.filter((rule) => !trials.some((trial) => trial.rules.includes(rule)));
  return [
    ...(trials.length > 0 ? table(COLUMNS, trials, view) : ['No mention fits any rule.']),
    ...(idle.length > 0 && trials.length > 0
      ? flow([`Nothing fits: ${idle.map(({ name }) => safeLine(name)).join(', ')}.`], '', width)
      : []),
    ...flow(nextCommands(style, ['earshot rules apply']), '', width),
  ];
}

/** One line of `rules test` in a pipe: id, rules, handle, text. */
export function ruleTrialTsv(trial: Trial): string {
  const { mention } = trial;
  return tsvRow([mention.id, names(trial), mention.author.handle, mention.text]);
}

function names({ rules }: Trial): string {
  return rules.map(({ name }) => safeLine(name)).join(', ');
}
