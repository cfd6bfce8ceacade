import { writeJson } from '../../output/json.js';
import { watchLines, watchTsv } from '../../views/watch-list.js';
import { type Context, print } from '../context.js';
import { viewOf } from '../options.js';

/** `watch list`. */
export async function run(context: Context): Promise<undefined> {
  const { config } = await context.config();
  const { stdout } = context.streams;
  if (context.options.json) {
    writeJson(stdout, { watches: config.watches });
  } else if (stdout.isTTY) {
    print(stdout, watchLines(config.watches, await viewOf(context, config.business.timeZone)));
  } else {
    for (const watch of config.watches) stdout.write(watchTsv(watch));
  }
}
