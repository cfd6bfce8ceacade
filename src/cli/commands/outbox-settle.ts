import { EarshotError } from '../../core/errors.js';
import { settleReplies } from '../../services/outbox.js';
import type { Context } from '../context.js';
import type { ExitCode } from '../exit-codes.js';
import { idsOf } from '../options.js';
import { showOutcome } from '../outbox-outcome.js';

/** `outbox settle [ID...]`: finds out what became of replies whose outcome is unknown. */
export async function run(
  context: Context,
  flags: { sent?: boolean; notSent?: boolean },
  args: readonly string[],
): Promise<ExitCode> {
  const byPerson = flags.sent === true || flags.notSent === true;
  if (byPerson && (args.length === 0 || flags.sent === flags.notSent)) {
    throw new EarshotError('--sent or --not-sent goes with the numbers of the replies you looked for.', {
      code: 'settle-which',
      kind: 'usage',
      hint: 'For example: earshot outbox settle 12 --sent',
    });
  }
  const desk = await context.desk();
  const seen = flags.sent ? 'sent' : flags.notSent ? 'failed' : null;
  const entries = await settleReplies(desk, idsOf(args, 'reply'), seen);
  return showOutcome(context, desk, entries, (entry) => entry.state !== 'unknown');
}
