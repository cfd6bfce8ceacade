import { writeJson } from '../../output/json.js';
import { counted } from '../../output/number.js';
import { cancelReplies } from '../../services/outbox.js';
import { type Context, print } from '../context.js';
import type { ExitCode } from '../exit-codes.js';
import { idsOf } from '../options.js';

/** `outbox cancel ID...`: gives up replies that were not sent. */
export async function run(
  context: Context,
  _flags: object,
  args: readonly string[],
): Promise<ExitCode | undefined> {
  const ids = await cancelReplies(await context.desk(), idsOf(args, 'reply'));
  const { stdout } = context.streams;
  if (context.options.json) writeJson(stdout, { cancelled: ids });
  else if (!context.options.quiet) print(stdout, [`Cancelled ${counted(ids.length, 'reply', 'replies')}.`]);
  return undefined;
}
