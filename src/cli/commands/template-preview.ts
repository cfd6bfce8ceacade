import { writeJson } from '../../output/json.js';
import { safeText } from '../../output/sanitise.js';
import { previewTemplate } from '../../services/templates.js';
import { handleLabel } from '../../views/labels.js';
import { type Context, print } from '../context.js';
import { idsOf, valuesOf } from '../options.js';

interface Options {
  mention?: string;
  set?: string[];
}

/** `template preview NAME`: what it would say, to whom, and how long that is. */
export async function run(
  context: Context,
  options: Options,
  [name = '']: readonly string[],
): Promise<undefined> {
  const desk = await context.desk();
  const [id = null] = options.mention === undefined ? [] : idsOf([options.mention], 'mention');
  const preview = await previewTemplate(desk, name, id, valuesOf(options.set ?? []));
  const { stdout } = context.streams;
  const { mention, text, length, limit } = preview;
  if (context.options.json) {
    writeJson(stdout, { template: name, mentionId: mention.id, text, length, limit });
    return;
  }
  print(stdout, [safeText(text)]);
  if (!stdout.isTTY || context.options.quiet) return;
  const style = await context.style();
  const where = `#${mention.id}, ${handleLabel(mention.author.handle)} on ${desk.networkName(mention.network)}`;
  print(stdout, [style.dim(`${length}/${limit} · ${safeText(where)}`)]);
}
