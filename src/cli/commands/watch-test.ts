import { EarshotError } from '../../core/errors.js';
import { tsvRow } from '../../output/csv.js';
import { writeJson } from '../../output/json.js';
import { counted } from '../../output/number.js';
import { safeLine } from '../../output/sanitise.js';
import { type Column, table } from '../../output/table.js';
import { tryWatch, type WatchTrial } from '../../services/watch-trial.js';
import { type Context, print } from '../context.js';
import { wholeNumber } from '../options.js';

/** As many matches as fit a screen. */
const SHOWN = 15;

const COLUMNS: readonly Column<WatchTrial['examples'][number]>[] = [
  { header: 'ID', align: 'right', cell: ({ id }) => String(id) },
  { header: 'MENTION', shrinksTo: 10, cell: ({ text }) => safeLine(text) },
];

function outcome(name: string, { matched, tried }: WatchTrial): string {
  return tried === 0
    ? 'There is no stored mention to try it on.   earshot poll'
    : `'${safeLine(name)}' matches ${matched} of ${counted(tried, 'stored mention')}.`;
}

/** `watch test NAME`: would it find the right ones? */
export async function run(
  context: Context,
  options: { limit: string },
  args: readonly string[],
): Promise<undefined> {
  const desk = await context.desk();
  const { watches } = desk.settings;
  const watch = watches.find(({ name }) => name === args[0]);
  if (!watch) {
    throw new EarshotError(`There is no watch '${args[0] ?? ''}'.`, {
      code: 'watch-unknown',
      kind: 'usage',
      hint:
        watches.length === 0
          ? 'Add one with `earshot watch add`.'
          : `There is: ${watches.map(({ name }) => name).join(', ')}.`,
    });
  }
  const { stdout } = context.streams;
  const trial = await tryWatch(
    desk,
    watch,
    wholeNumber(options.limit, '--limit'),
    stdout.isTTY ? SHOWN : Number.MAX_SAFE_INTEGER,
  );
  if (context.options.json) {
    writeJson(stdout, { watch: watch.name, ...trial });
  } else if (stdout.isTTY) {
    const lines = table(COLUMNS, trial.examples, { style: await context.style(), width: stdout.columns });
    print(stdout, [...(trial.matched > 0 ? lines : []), outcome(watch.name, trial)]);
  } else {
    for (const { id, text } of trial.examples) stdout.write(tsvRow([id, text]));
  }
}
