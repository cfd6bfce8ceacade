import { writeJson } from '../../output/json.js';
import { counted } from '../../output/number.js';
import { forgetCorrections } from '../../services/teach.js';
import { type Context, print } from '../context.js';
import type { ExitCode } from '../exit-codes.js';

/** `corrections reset`: forgets what they taught; they stay on their mentions. */
export async function run(context: Context): Promise<ExitCode | undefined> {
  const forgotten = await forgetCorrections(await context.desk());
  const { stdout } = context.streams;
  if (context.options.json) writeJson(stdout, { forgotten });
  else if (!context.options.quiet) {
    print(stdout, [
      forgotten === 0
        ? 'Nothing to forget: no correction taught anything.'
        : `Forgot what ${counted(forgotten, 'correction')} taught; they stay on their mentions.   earshot rescore`,
    ]);
  }
  return undefined;
}
