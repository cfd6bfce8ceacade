import { EarshotError } from '../../core/errors.js';
import { writeJson } from '../../output/json.js';
import { createPrompts } from '../../output/prompts.js';
import { requireTemplate } from '../../services/templates.js';
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
    const agreed = await createPrompts(context.streams, context.options.input).confirm({
      message: `Remove '${name}' with its ${variants.length} wordings?`,
      instead: '--yes',
    });
    if (!agreed) throw new EarshotError('Not removed.', { code: 'declined', kind: 'interrupted' });
  }
  await desk.store.templates.remove(name);
  const { stdout } = context.streams;
  if (context.options.json) writeJson(stdout, { removed: name });
  else if (!context.options.quiet) print(stdout, [`Removed '${name}'.`]);
}
