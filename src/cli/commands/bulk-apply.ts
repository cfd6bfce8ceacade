import { EarshotError } from '../../core/errors.js';
import { formatMicros } from '../../core/money.js';
import { isFinished, type Plan, planCost } from '../../core/plan.js';
import { counted } from '../../output/number.js';
import { openProgress } from '../../services/bulk-progress.js';
import { timeText } from '../../views/bulk-applied.js';
import { promptsOf, requireYes } from '../asking.js';
import { type Context, isInteractive } from '../context.js';
import type { ExitCode } from '../exit-codes.js';
import { perMinuteOf } from '../options.js';
import { readPlan } from './bulk-file.js';
import { type SendFlags, sendPlan } from './bulk-send.js';

/** `bulk apply PLAN`: sends what the plan holds, once. */
export async function run(
  context: Context,
  flags: SendFlags & { yes?: boolean },
  args: readonly string[],
): Promise<ExitCode> {
  const plan = await readPlan(context, args[0] ?? '');
  if (!flags.yes) await agree(context, plan, perMinuteOf(flags.perMinute) ?? plan.perMinute);
  return sendPlan(context, plan, flags);
}

async function agree(context: Context, plan: Plan, perMinute: number): Promise<void> {
  const desk = await context.desk();
  const progress = await openProgress(desk, plan);
  const counts = progress.counts();
  if (isFinished(counts)) return;
  if (!isInteractive(context)) {
    throw new EarshotError('Bulk replies are sent only after a yes.', {
      code: 'no-input',
      kind: 'usage',
      hint: 'Add --yes to send them from a script.',
    });
  }
  const left = counts.waiting + counts.failed + counts.unknown;
  const cost = planCost(plan.rows);
  const time = timeText(progress.timeLeft(perMinute), perMinute, desk);
  const about = `${time}${cost > 0 ? `, ${formatMicros(cost)} in all` : ''}`;
  const message = `Send ${counted(left, 'reply', 'replies')}, ${about}?`;
  await requireYes(promptsOf(context), { message, instead: '--yes' }, 'Nothing was sent.');
}
