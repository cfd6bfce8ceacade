import type { Compaction } from '../../core/removal.js';
import { writeJson } from '../../output/json.js';
import { findPerson, forgetPerson } from '../../services/forget.js';
import { finishCompaction } from '../../services/upkeep.js';
import { compactionJson, forgetJson, forgetLines } from '../../views/removal.js';
import { promptsOf, requireYes } from '../asking.js';
import { type Context, print } from '../context.js';
import { EXIT, type ExitCode } from '../exit-codes.js';
import { viewOf } from '../options.js';

interface ForgetFlags {
  dryRun?: boolean;
  yes?: boolean;
}

/** `forget AUTHOR`: removes a person from everything here, for good. */
export async function run(
  context: Context,
  flags: ForgetFlags,
  args: readonly string[],
): Promise<ExitCode | undefined> {
  const desk = await context.desk();
  // What a killed run removed from the tables may still be in the file, and its name is not known here any more.
  if (!flags.dryRun) await finishCompaction(desk);
  const person = await findPerson(desk, args[0] ?? '');
  const { stdout, stderr } = context.streams;
  const { json, quiet } = context.options;
  const view = await viewOf(context, desk.settings.business.timeZone);
  if (flags.dryRun) {
    if (json) writeJson(stdout, { person: { ...forgetJson(person, false), compaction: null } });
    else print(stdout, forgetLines(person, false, view));
    return undefined;
  }
  if (!flags.yes) {
    const prompts = promptsOf(context);
    if (prompts.possible) print(stderr, forgetLines(person, false, view));
    const instead = '--yes, or --dry-run to see what would go';
    const message = 'Forget them? This cannot be undone.';
    await requireYes(prompts, { message, instead }, 'Nobody was forgotten.');
  }
  const compaction = await forgetPerson(desk, person);
  if (json) {
    writeJson(stdout, {
      person: { ...forgetJson(person, true), compaction: compactionJson(compaction) },
    });
  } else if (!quiet) print(stdout, forgetLines(person, true, view));
  return (await tellUnfinished(context, compaction)) ? EXIT.partial : undefined;
}

/** The rows are gone; where others held on to the file, their bytes are not yet. */
async function tellUnfinished(context: Context, compaction: Compaction | null): Promise<boolean> {
  if (compaction?.complete) return false;
  const { stderr } = context.streams;
  const words =
    'earshot: they are gone from every table, but another program holds on to the file, and old bytes may still be in it. The next poll overwrites them.';
  print(stderr, [(await context.errorStyle()).warn(words)]);
  return true;
}
