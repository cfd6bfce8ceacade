import { writeJson } from '../../output/json.js';
import { counted } from '../../output/number.js';
import { undoMark } from '../../services/triage.js';
import { type Context, print } from '../context.js';
import type { ExitCode } from '../exit-codes.js';

/** `undo`: takes back the last mark. */
export async function run(context: Context): Promise<ExitCode | undefined> {
  const touched = await undoMark(await context.desk());
  const { stdout } = context.streams;
  if (context.options.json) writeJson(stdout, { undone: touched ?? [] });
  else if (!context.options.quiet) {
    print(stdout, [
      touched ? `Took back the mark of ${counted(touched.length, 'mention')}.` : 'Nothing to undo.',
    ]);
  }
  return undefined;
}
