import { writeJson } from '../../output/json.js';
import { counted } from '../../output/number.js';
import { safeLine } from '../../output/sanitise.js';
import { type Undone, undoLast } from '../../services/undo.js';
import { type Context, print } from '../context.js';
import type { ExitCode } from '../exit-codes.js';

/** `undo`: takes back the last mark, merge or split. */
export async function run(context: Context): Promise<ExitCode | undefined> {
  const undone = await undoLast(await context.desk());
  const { stdout } = context.streams;
  if (context.options.json) {
    const { mentions = [], customers = [] } = undone ?? {};
    writeJson(stdout, { undone: mentions, customers });
  } else if (!context.options.quiet) print(stdout, [summary(undone)]);
  return undefined;
}

function summary(undone: Undone | null): string {
  if (undone === null) return 'Nothing to undo.';
  const { mentions, customers } = undone;
  if (customers.length === 0) return `Took back the mark of ${counted(mentions.length, 'mention')}.`;
  const names = customers.map(({ handle, network }) => `${network}:${safeLine(handle)}`);
  return `Took back what was said of ${names.join(', ')}.`;
}
