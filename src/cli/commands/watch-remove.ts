import { removeWatch } from '../../config/account-book.js';
import { writeJson } from '../../output/json.js';
import { type Context, print } from '../context.js';

/** `watch remove NAME`: stops listening; what it found stays. */
export async function run(context: Context, _options: object, args: readonly string[]): Promise<undefined> {
  const name = args[0] ?? '';
  const { path } = await context.config();
  await removeWatch(path, name);
  const { stdout } = context.streams;
  if (context.options.json) {
    writeJson(stdout, { removed: name });
    return;
  }
  if (!context.options.quiet) print(stdout, [`'${name}' is gone. What it found stays.`]);
}
