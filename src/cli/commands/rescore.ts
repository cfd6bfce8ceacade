import { parseWhen } from '../../core/duration.js';
import { writeJson } from '../../output/json.js';
import { progress } from '../../output/spinner.js';
import { rescore } from '../../services/rescore.js';
import { rescoreLines } from '../../views/rescore-report.js';
import { type Context, print } from '../context.js';
import type { ExitCode } from '../exit-codes.js';
import { viewOf } from '../options.js';

interface RescoreFlags {
  since?: string;
  all?: boolean;
  dryRun?: boolean;
}

/** `rescore`: stored mentions scored again by the scorer and the corrections of now. */
export async function run(context: Context, flags: RescoreFlags): Promise<ExitCode | undefined> {
  const desk = await context.desk();
  const { timeZone } = desk.settings.business;
  const { streams, options } = context;
  const since = flags.since === undefined ? null : parseWhen(flags.since, context.clock(), timeZone);
  const spinner = progress(streams.stderr, !options.quiet && !options.json && !context.env.CI);
  try {
    // Cron must not pile up: a second run leaves at once instead of waiting for the first.
    const report = await desk.exclusively('rescore', 0, () =>
      rescore(desk, { all: flags.all === true, since, dryRun: flags.dryRun === true }, (scored, total) =>
        spinner.update(`${scored} of ${total} mentions scored again`),
      ),
    );
    spinner.stop();
    if (options.json) writeJson(streams.stdout, report);
    else if (!options.quiet) print(streams.stdout, rescoreLines(report, await viewOf(context, timeZone)));
    return undefined;
  } finally {
    spinner.stop();
  }
}
