import { writeJson } from '../../output/json.js';
import { openCard } from '../../services/mention-card.js';
import { mentionCardLines } from '../../views/mention-card.js';
import { cardJson } from '../../views/to-json.js';
import { type Context, print } from '../context.js';
import type { ExitCode } from '../exit-codes.js';
import { idsOf, viewOf } from '../options.js';

/** `show ID`: everything about one mention. */
export async function run(
  context: Context,
  _flags: object,
  args: readonly string[],
): Promise<ExitCode | undefined> {
  const [id = 0] = idsOf(args, 'mention');
  const desk = await context.desk();
  const card = await openCard(desk, id);
  const { stdout } = context.streams;
  if (context.options.json) writeJson(stdout, cardJson(card));
  else print(stdout, mentionCardLines(card, await viewOf(context, desk.settings.business.timeZone)));
  return undefined;
}
