import { EarshotError } from '../../core/errors.js';
import { readText } from '../../output/input.js';
import { writeJson } from '../../output/json.js';
import { createPrompts } from '../../output/prompts.js';
import { addWording } from '../../services/templates.js';
import { templateJson } from '../../views/to-json.js';
import { type Context, print } from '../context.js';

interface Options {
  lang?: string;
  network?: string;
}

/** `template add NAME [TEXT]`: saves a wording. */
export async function run(context: Context, options: Options, args: readonly string[]): Promise<undefined> {
  const [name = '', ...words] = args;
  const desk = await context.desk();
  const text = (await textOf(context, words)).trim();
  if (text === '') {
    throw new EarshotError('The wording is empty; nothing was saved.', {
      code: 'template-empty',
      kind: 'usage',
      hint: `Give it: earshot template add ${name} "Thank you!"`,
    });
  }
  const wording = { language: options.lang?.toLowerCase() ?? null, network: options.network ?? null, text };
  const template = await addWording(desk, name, wording);
  const { stdout } = context.streams;
  if (context.options.json) writeJson(stdout, { template: templateJson(template) });
  else if (!context.options.quiet) {
    const count = template.variants.length;
    print(stdout, [
      `Saved '${template.name}', ${count} ${count === 1 ? 'wording' : 'wordings'}.   earshot template preview ${template.name}`,
    ]);
  }
}

function textOf(context: Context, words: readonly string[]): Promise<string> {
  if (words.length > 0) return Promise.resolve(words.join(' '));
  if (!context.streams.stdin.isTTY) return readText(context.streams.stdin);
  return createPrompts(context.streams, context.options.input).editor({
    message: 'The wording',
    instead: 'the text',
    default: '',
  });
}
