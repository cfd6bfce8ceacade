import { writeJson } from '../../output/json.js';
import { likeMention } from '../../services/moderate.js';
import { handleLabel } from '../../views/labels.js';
import { type Context, print } from '../context.js';
import { idsOf } from '../options.js';

/** `like ID`: likes a mention, or reacts to it, where its network lets programs do that. */
export async function run(
  context: Context,
  flags: { undo?: boolean },
  args: readonly string[],
): Promise<undefined> {
  const [id = 0] = idsOf(args, 'mention');
  const liked = flags.undo !== true;
  const { author } = await likeMention(await context.desk(), id, liked);
  const { stdout } = context.streams;
  if (context.options.json) writeJson(stdout, { mentionId: id, liked });
  else if (!context.options.quiet) {
    print(stdout, [
      `${handleLabel(author.handle)}: ${liked ? `Liked.   earshot like ${id} --undo` : 'Not liked any more.'}`,
    ]);
  }
}
