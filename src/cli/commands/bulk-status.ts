import { writeJson } from '../../output/json.js';
import { openProgress, requireBegunPlan } from '../../services/bulk-progress.js';
import { appliedLines, resultTsv } from '../../views/bulk-applied.js';
import { appliedJson } from '../../views/bulk-json.js';
import { type Context, print } from '../context.js';
import { viewOf } from '../options.js';
import { hashOfNamed } from './bulk-file.js';

/** `bulk status [PLAN]`: how far a plan has come. */
export async function run(context: Context, _flags: object, args: readonly string[]): Promise<undefined> {
  const hash = await hashOfNamed(context, args[0]);
  const desk = await context.desk();
  const progress = await openProgress(desk, await requireBegunPlan(desk, hash));
  const { stdout } = context.streams;
  const applied = { progress, halts: [] };
  if (context.options.json) writeJson(stdout, appliedJson(applied));
  else if (stdout.isTTY) {
    print(stdout, appliedLines(applied, await viewOf(context, desk.settings.business.timeZone)));
  } else for (const result of progress.results()) stdout.write(resultTsv(result));
}
