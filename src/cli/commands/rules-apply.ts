import { parseWhen } from '../../core/duration.js';
import { writeJson } from '../../output/json.js';
import { applyRules } from '../../services/rules.js';
import { type Context, print } from '../context.js';

/** `rules apply`: the rules as they are now, over what is stored. */
export async function run(context: Context, { since }: { since: string }): Promise<undefined> {
  const desk = await context.desk();
  const from = parseWhen(since, context.clock(), desk.settings.business.timeZone);
  // A poll applies the rules too: one of them at a time.
  const result = await desk.exclusively('poll', 0, () => applyRules(desk, from));
  const { stdout } = context.streams;
  if (context.options.json) writeJson(stdout, result);
  else if (!context.options.quiet)
    print(stdout, [
      `${result.fitting} of ${result.looked} mentions fit a rule.   earshot list --needs-reply`,
    ]);
}
