import { resolve } from 'node:path';
import { writeJson } from '../../output/json.js';
import { percent } from '../../output/number.js';
import { progress } from '../../output/spinner.js';
import { makeBackup } from '../../services/copies.js';
import { backupLines } from '../../views/copies.js';
import { type Context, print } from '../context.js';
import { viewOf } from '../options.js';

/** `backup [FILE]`: a checked copy of the database. */
export async function run(
  context: Context,
  flags: { force?: boolean },
  args: readonly string[],
): Promise<undefined> {
  const desk = await context.desk();
  const { stdout, stderr } = context.streams;
  const { json, quiet } = context.options;
  const [file] = args;
  const spinner = progress(stderr, !quiet && !json && !context.env.CI);
  const copy = await makeBackup(desk, file === undefined ? null : resolve(context.cwd, file), {
    replace: flags.force === true,
    onProgress: (share) => spinner.update(`${percent(share)} copied`),
  }).finally(() => spinner.stop());
  if (json) writeJson(stdout, { backup: copy });
  else if (!quiet) print(stdout, backupLines(copy, await viewOf(context, desk.settings.business.timeZone)));
}
