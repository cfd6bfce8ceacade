import { resolve } from 'node:path';
import { writeJson } from '../../output/json.js';
import { counted } from '../../output/number.js';
import { progress } from '../../output/spinner.js';
import { importDesk } from '../../services/copies.js';
import { importLines } from '../../views/copies.js';
import { type Context, print } from '../context.js';
import { viewOf } from '../options.js';

/** `import FILE`: a whole desk, into one that has heard nothing yet. */
export async function run(context: Context, _flags: object, args: readonly string[]): Promise<undefined> {
  const desk = await context.desk();
  const { stdout, stderr } = context.streams;
  const { json, quiet } = context.options;
  const spinner = progress(stderr, !quiet && !json && !context.env.CI);
  const report = await importDesk(desk, resolve(context.cwd, args[0] ?? ''), (rows) =>
    spinner.update(`${counted(rows, 'line')} read`),
  ).finally(() => spinner.stop());
  if (json) writeJson(stdout, { imported: report });
  else if (!quiet) print(stdout, importLines(report, await viewOf(context, desk.settings.business.timeZone)));
}
