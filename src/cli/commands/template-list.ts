import { writeJson } from '../../output/json.js';
import { templateLines, templateTsv } from '../../views/template-list.js';
import { templateJson } from '../../views/to-json.js';
import { type Context, print } from '../context.js';
import { viewOf } from '../options.js';

/** `template list`. */
export async function run(context: Context): Promise<undefined> {
  const desk = await context.desk();
  const templates = await desk.store.templates.all();
  const { stdout } = context.streams;
  if (context.options.json) {
    writeJson(stdout, { templates: templates.map(templateJson) });
  } else if (stdout.isTTY) {
    print(stdout, templateLines(templates, await viewOf(context, desk.settings.business.timeZone)));
  } else {
    for (const template of templates) for (const line of templateTsv(template)) stdout.write(line);
  }
}
