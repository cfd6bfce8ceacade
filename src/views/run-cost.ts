import { formatMicros } from '../core/money.js';
import type { RunCost, StreamCost } from '../core/run-cost.js';
import { count } from '../output/number.js';
import { safeLine } from '../output/sanitise.js';
import { type Column, table } from '../output/table.js';
import { flow, hang } from '../output/width.js';
import { nextCommands } from './labels.js';
import type { View } from './view.js';

/** `poll --dry-run` at a terminal: what each stream can cost at most, the sum, and what the budget allows. */
export function runCostLines({ streams, failed, budgetLeftMicros }: RunCost, view: View): string[] {
  const { style, width } = view;
  if (streams.length === 0) return failed.length > 0 ? [] : ['Nothing to poll.'];
  const total = streams.reduce((sum, { micros }) => sum + micros, 0);
  const notes = [...new Set(streams.flatMap(({ note }) => (note === null ? [] : [safeLine(note)])))];
  const short = budgetLeftMicros !== null && budgetLeftMicros < total;
  const left = budgetLeftMicros === null ? [] : [`${formatMicros(budgetLeftMicros)} left in the budget`];
  const most = streams.every(isFree) ? 'All of it is free' : `At most ${formatMicros(total)}`;
  const sum = flow([most, ...left], ', ', width);
  return [
    ...table(COLUMNS, streams, view),
    ...sum.map(short ? style.warn : style.bold),
    ...(short ? hang('', 'The run stops before it would spend more than that.', width, 0) : []),
    ...notes.flatMap((note) => hang('note: ', note, width, 2).map(style.dim)),
    ...flow(nextCommands(style, ['earshot poll']), '', width),
  ];
}

/** The accounts of which nothing can be said, why, and what to do. */
export function uncostedLines({ failed }: Pick<RunCost, 'failed'>, { style, width }: View): string[] {
  return failed.flatMap(({ account, error }) => [
    ...hang('', safeLine(`${account}: ${error.message}`), width, 2).map(style.error),
    ...(error.hint === null ? [] : hang('  next: ', safeLine(error.hint), width, 2).map(style.accent)),
  ]);
}

function isFree({ items, micros }: StreamCost): boolean {
  return items === 0 && micros === 0;
}

const COLUMNS: readonly Column<StreamCost>[] = [
  { header: 'ACCOUNT', drop: 1, shrinksTo: 8, cell: ({ account }) => safeLine(account) },
  { header: 'STREAM', shrinksTo: 6, cell: ({ stream }) => safeLine(stream) },
  { header: 'AT MOST', align: 'right', drop: 2, cell: (cost) => (isFree(cost) ? '–' : count(cost.items)) },
  { header: 'COST', align: 'right', cell: (cost) => (isFree(cost) ? 'free' : formatMicros(cost.micros)) },
];
