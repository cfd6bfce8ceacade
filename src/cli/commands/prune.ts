import { type Age, momentBefore, readAge } from '../../core/age.js';
import { EarshotError } from '../../core/errors.js';
import { writeJson } from '../../output/json.js';
import { counted } from '../../output/number.js';
import { progress } from '../../output/spinner.js';
import type { Desk } from '../../services/desk.js';
import { compact, prune, tallyPrune } from '../../services/upkeep.js';
import { compactionJson, pruneJson, pruneLines } from '../../views/removal.js';
import { promptsOf, requireYes } from '../asking.js';
import { type Context, print } from '../context.js';
import { EXIT, type ExitCode } from '../exit-codes.js';
import { viewOf } from '../options.js';

interface PruneFlags {
  olderThan?: string;
  all?: boolean;
  dryRun?: boolean;
  yes?: boolean;
}

/** `prune`: removes what is old, after saying what that is. */
export async function run(context: Context, flags: PruneFlags): Promise<ExitCode | undefined> {
  const desk = await context.desk();
  const { retention, business } = desk.settings;
  const age = ageOf(flags.olderThan, retention.keep);
  const before = momentBefore(age, context.clock(), business.timeZone);
  const scope = { before, all: flags.all ?? retention.all };
  const tally = await tallyPrune(desk, scope);
  const { stdout, stderr } = context.streams;
  const { json, quiet } = context.options;
  const view = await viewOf(context, business.timeZone);
  if (flags.dryRun) {
    if (json) writeJson(stdout, { prune: { ...pruneJson(tally, null), compaction: null } });
    else print(stdout, pruneLines(tally, false, view));
    return undefined;
  }
  if (!flags.yes && tally.mentions > 0) {
    const prompts = promptsOf(context);
    if (prompts.possible) print(stderr, pruneLines(tally, false, view));
    const message = `Remove ${counted(tally.mentions, 'mention')} for good?`;
    const instead = '--yes, or --dry-run to see what would go';
    await requireYes(prompts, { message, instead }, 'Nothing was removed.');
  }
  const { mentions, complete } = await removeAll(context, desk, scope);
  const compaction = complete && mentions > 0 ? await compact(desk) : null;
  if (json) {
    const done = { ...pruneJson(tally, mentions), compaction: compactionJson(compaction) };
    writeJson(stdout, { prune: done });
  } else if (!quiet) print(stdout, pruneLines({ ...tally, mentions }, true, view));
  return complete ? undefined : EXIT.interrupted;
}

async function removeAll(context: Context, desk: Desk, scope: Parameters<typeof prune>[1]) {
  const { json, quiet } = context.options;
  const spinner = progress(context.streams.stderr, !quiet && !json && !context.env.CI);
  try {
    return await prune(desk, scope, (gone) => spinner.update(`${counted(gone, 'mention')} removed`));
  } finally {
    spinner.stop();
  }
}

function ageOf(typed: string | undefined, kept: Age | null): Age {
  const age = typed === undefined ? kept : readAge(typed);
  if (age !== null) return age;
  const hint = 'Write a number and a unit of d, w, m or y (days, weeks, months, years): --older-than 18m';
  throw typed === undefined
    ? new EarshotError('It takes an age to prune by.', { code: 'age-missing', kind: 'usage', hint })
    : new EarshotError(`"${typed}" is not an age.`, { code: 'age-invalid', kind: 'usage', hint });
}
