import { parseWhen } from '../../core/duration.js';
import { writeJson } from '../../output/json.js';
import { tryRules } from '../../services/rules.js';
import { ruleTrialLines, ruleTrialTsv } from '../../views/rule-trial.js';
import { type Context, print } from '../context.js';
import { viewOf } from '../options.js';

/** `rules test`: which mentions the rules fit. */
export async function run(context: Context, { since }: { since: string }): Promise<undefined> {
  const desk = await context.desk();
  const { timeZone } = desk.settings.business;
  const trials = await tryRules(desk, parseWhen(since, context.clock(), timeZone));
  const { stdout } = context.streams;
  if (context.options.json) {
    writeJson(stdout, {
      mentions: trials.map(({ mention: { id, text }, rules }) => ({
        id,
        text,
        rules: rules.map(({ name }) => name),
      })),
    });
  } else if (stdout.isTTY) {
    print(stdout, ruleTrialLines(trials, desk.settings.rules, await viewOf(context, timeZone)));
  } else {
    for (const trial of trials) stdout.write(ruleTrialTsv(trial));
  }
}
