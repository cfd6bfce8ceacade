import { EarshotError } from '../../core/errors.js';
import type { Template } from '../../core/template.js';
import { readText } from '../../output/input.js';
import { writeJson } from '../../output/json.js';
import { createPrompts, type Prompts } from '../../output/prompts.js';
import type { Desk } from '../../services/desk.js';
import { editTemplate, requireTemplate, templateDocument } from '../../services/templates.js';
import { templateJson } from '../../views/to-json.js';
import { type Context, print } from '../context.js';

/** `template edit NAME`: all wordings at once, in the editor or from standard input. */
export async function run(context: Context, _: object, [name = '']: readonly string[]): Promise<undefined> {
  const desk = await context.desk();
  const before = await requireTemplate(desk, name);
  const prompts = createPrompts(context.streams, context.options.input);
  const after = prompts.possible
    ? await editByHand(context, desk, before, prompts)
    : await editTemplate(desk, before, await readText(context.streams.stdin));
  const { stdout } = context.streams;
  if (context.options.json) writeJson(stdout, { template: templateJson(after) });
  else if (!context.options.quiet)
    print(stdout, [`Saved '${after.name}'.   earshot template preview ${after.name}`]);
}

/** What cannot be read is shown, and edited again as it was left: nothing written is lost. */
async function editByHand(
  context: Context,
  desk: Desk,
  before: Template,
  prompts: Prompts,
): Promise<Template> {
  let text = templateDocument(before);
  for (;;) {
    text = await prompts.editor({
      message: before.name,
      instead: 'the text on standard input',
      default: text,
    });
    try {
      return await editTemplate(desk, before, text);
    } catch (error) {
      if (!(error instanceof EarshotError)) throw error;
      print(context.streams.stderr, [error.message]);
      const again = await prompts.confirm({
        message: 'Edit it again?',
        instead: '--no-input',
        default: true,
      });
      if (!again) throw error;
    }
  }
}
