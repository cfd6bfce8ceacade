import { EarshotError } from '../../core/errors.js';
import type { Intent, SentimentLabel } from '../../core/sentiment.js';
import type { TriageStatus } from '../../core/triage.js';
import { writeJson } from '../../output/json.js';
import { counted } from '../../output/number.js';
import { snoozeUntil } from '../../services/snooze.js';
import { markMentions } from '../../services/triage.js';
import { type Context, print } from '../context.js';
import type { ExitCode } from '../exit-codes.js';
import { idsOf } from '../options.js';

interface MarkFlags {
  status?: TriageStatus;
  snooze?: string;
  tag?: string[];
  untag?: string[];
  sentiment?: SentimentLabel;
  intent?: Intent;
}

/** `mark ID...`: triage by script; `undo` takes it back. */
export async function run(
  context: Context,
  flags: MarkFlags,
  args: readonly string[],
): Promise<ExitCode | undefined> {
  const ids = idsOf(args, 'mention');
  if (Object.values(flags).every((value) => value === undefined)) {
    throw new EarshotError('Nothing to mark them with was given.', {
      code: 'mark-nothing',
      kind: 'usage',
      hint: 'Add --status, --snooze, --tag, --untag, --sentiment or --intent.',
    });
  }
  if (flags.snooze !== undefined && flags.status !== undefined) {
    throw new EarshotError('--snooze and --status exclude each other.', {
      code: 'flags-exclude',
      kind: 'usage',
      hint: '--snooze sets the status by itself: leave --status out.',
    });
  }
  const desk = await context.desk();
  const snoozedUntil = flags.snooze === undefined ? undefined : snoozeUntil(desk, flags.snooze);
  await markMentions(desk, ids, {
    ...(flags.status ? { status: flags.status } : {}),
    ...(snoozedUntil === undefined ? {} : { snoozedUntil }),
    ...(flags.tag ? { addTags: flags.tag } : {}),
    ...(flags.untag ? { removeTags: flags.untag } : {}),
    ...(flags.sentiment ? { sentiment: flags.sentiment } : {}),
    ...(flags.intent ? { intent: flags.intent } : {}),
  });
  const { stdout } = context.streams;
  if (context.options.json) writeJson(stdout, { marked: ids });
  else if (!context.options.quiet && stdout.isTTY) {
    print(stdout, [`Marked ${counted(ids.length, 'mention')}.   earshot undo`]);
  }
  return undefined;
}
