import { writeJson } from '../../output/json.js';
import { deleteReply } from '../../services/moderate.js';
import { outboxEntryJson } from '../../views/to-json.js';
import { promptsOf, requireYes } from '../asking.js';
import { type Context, print } from '../context.js';
import type { ExitCode } from '../exit-codes.js';
import { idsOf } from '../options.js';

/** `outbox delete ID`: takes a sent reply off the network again. */
export async function run(
  context: Context,
  flags: { yes?: boolean },
  args: readonly string[],
): Promise<ExitCode | undefined> {
  const [id = 0] = idsOf(args, 'reply');
  if (!flags.yes) {
    const message = `Delete reply ${id} from the network? Whoever has read it has read it.`;
    await requireYes(promptsOf(context), { message, instead: '--yes' }, 'Not deleted.');
  }
  const entry = await deleteReply(await context.desk(), id);
  const { stdout } = context.streams;
  if (context.options.json) writeJson(stdout, { reply: outboxEntryJson(entry) });
  else if (!context.options.quiet) print(stdout, [`Deleted reply ${id}. Its mention stays as it is.`]);
  return undefined;
}
