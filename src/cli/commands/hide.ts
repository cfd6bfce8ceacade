import { writeJson } from '../../output/json.js';
import { hideMention } from '../../services/moderate.js';
import { handleLabel } from '../../views/labels.js';
import { type Context, print } from '../context.js';
import type { ExitCode } from '../exit-codes.js';
import { idsOf } from '../options.js';

/** `hide ID`: hides a reply under one of the owner's posts. */
export async function run(
  context: Context,
  flags: { show?: boolean },
  args: readonly string[],
): Promise<ExitCode | undefined> {
  const [id = 0] = idsOf(args, 'mention');
  const hidden = flags.show !== true;
  const mention = await hideMention(await context.desk(), id, hidden);
  const { stdout } = context.streams;
  if (context.options.json) writeJson(stdout, { mentionId: id, hidden });
  else if (!context.options.quiet) {
    const what = hidden ? `Hidden.   earshot hide ${id} --show` : 'Shown again.';
    print(stdout, [`${handleLabel(mention.author.handle)}: ${what}`]);
  }
  return undefined;
}
