import { relative } from 'node:path';
import { EarshotError } from '../../core/errors.js';
import type { PlanRow } from '../../core/plan.js';
import type { StoredMention } from '../../core/stored-mention.js';
import { writeJson } from '../../output/json.js';
import { createPrompts } from '../../output/prompts.js';
import { progress } from '../../output/spinner.js';
import { makePlan } from '../../services/bulk-plan.js';
import { openBulkTimer } from '../../services/bulk-time.js';
import { planJson } from '../../views/bulk-json.js';
import { planLines, planTsv, reviewLines } from '../../views/bulk-plan.js';
import { handleLabel } from '../../views/labels.js';
import { type Context, isInteractive, print } from '../context.js';
import { EXIT, type ExitCode } from '../exit-codes.js';
import { perMinuteOf, viewOf } from '../options.js';
import { planPathFor, readBulkFile, writePlan } from './bulk-file.js';

interface PlanFlags {
  out?: string;
  perMinute?: string;
  interactive?: boolean;
  split?: boolean;
  strict?: boolean;
}

/** `bulk plan FILE`: writes and checks every reply; nothing is sent. */
export async function run(context: Context, flags: PlanFlags, args: readonly string[]): Promise<ExitCode> {
  const [name = '-'] = args;
  if (flags.interactive && !isInteractive(context)) {
    throw new EarshotError('Nobody is there to look at the replies.', {
      code: 'no-input',
      kind: 'usage',
      hint: 'Leave --interactive out, or plan at a terminal.',
    });
  }
  const input = await readBulkFile(context, name);
  const desk = await context.desk();
  const perMinute = perMinuteOf(flags.perMinute) ?? desk.settings.bulkPerMinute;
  const { stdout, stderr } = context.streams;
  const quiet = context.options.quiet || context.options.json || flags.interactive === true;
  const spinner = progress(stderr, !quiet);
  const plan = await makePlan(desk, input, {
    perMinute,
    split: flags.split === true,
    ...(flags.interactive ? { review: (row, mention) => review(context, row, mention) } : {}),
    progress: (done, of) => spinner.update(`checking reply ${done} of ${of}`),
  }).finally(() => spinner.stop());
  const path = planPathFor(context, name, flags.out);
  await writePlan(path, plan);
  const time = (await openBulkTimer(desk, plan.rows))(plan.rows, perMinute);

  const shown = relative(context.cwd, path);
  if (context.options.json) writeJson(stdout, { plan: planJson(plan, time), path: shown });
  else if (stdout.isTTY) {
    print(stdout, planLines(plan, time, shown, await viewOf(context, desk.settings.business.timeZone)));
  } else for (const line of planTsv(plan)) stdout.write(line);
  if (plan.rows.length === 0) return EXIT.failed;
  return flags.strict && plan.refused.length > 0 ? EXIT.partial : EXIT.done;
}

/** One reply, to be kept, changed or left out. */
async function review(
  context: Context,
  row: Omit<PlanRow, 'row'>,
  mention: StoredMention,
): Promise<string | null> {
  const desk = await context.desk();
  print(
    context.streams.stderr,
    reviewLines(row, mention, await viewOf(context, desk.settings.business.timeZone)),
  );
  const prompts = createPrompts(context.streams, true);
  const choice = await prompts.select({
    message: `To ${handleLabel(row.to)}`,
    choices: [
      { value: 'keep', name: 'Keep it' },
      { value: 'edit', name: 'Change the text' },
      { value: 'leave', name: 'Leave it out' },
    ],
    instead: 'the file as it should be',
  });
  if (choice === 'leave') return null;
  if (choice === 'keep') return row.text;
  return (await prompts.editor({ message: 'The reply', default: row.text, instead: 'the text' })).trim();
}
