import { writeJson } from '../../output/json.js';
import { counted } from '../../output/number.js';
import { requireTemplate } from '../../services/templates.js';
import { promptsOf, requireYes } from '../asking.js';
import { type Context, print } from '../context.js';

/** `template remove NAME`. */
export async function run(
  context: Context,
  flags: { yes?: boolean },
  [wanted = '']: readonly string[],
): Promise<undefined> {
  const desk = await context.desk();
  const { name, variants } = await requireTemplate(desk, wanted);
  if (!flags.yes) {
    const message = `Remove '${name}' with its ${counted(variants.length, 'wording')}?`;
    await requireYes(promptsOf(context), { message, instead: '--yes' }, 'Not removed.');
  }
  await desk.store.templates.remove(name);
  const { stdout } = context.streams;
  if (context.options.json) writeJson(stdout, { removed: name });
  else if (!context.options.quiet) print(stdout, [`Removed '${name}'.`]);
}
