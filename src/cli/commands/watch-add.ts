import { addWatch } from '../../config/account-book.js';
import type { WatchInput } from '../../config/schema.js';
import { EarshotError } from '../../core/errors.js';
import { shellWord } from '../../core/shell.js';
import { writeJson } from '../../output/json.js';
import { type Context, print } from '../context.js';

interface Options {
  keyword?: string[];
  require?: string[];
  exclude?: string[];
  lang?: string[];
  kind?: WatchInput['kind'];
  account?: string[];
}

/** `watch add NAME`: listens for words from the next poll on. */
export async function run(context: Context, options: Options, args: readonly string[]): Promise<undefined> {
  const name = args[0] ?? '';
  if (!options.keyword?.length) {
    throw new EarshotError('A watch needs words to listen for.', {
      code: 'watch-empty',
      kind: 'usage',
      hint: `Give one or more: earshot watch add ${shellWord(name)} --keyword "your name"`,
    });
  }
  const watch: WatchInput = { name, kind: options.kind ?? 'brand', keywords: options.keyword };
  if (options.require?.length) watch.required = options.require;
  if (options.exclude?.length) watch.excluded = options.exclude;
  if (options.lang?.length) watch.languages = options.lang;
  if (options.account?.length) watch.accounts = options.account;
  const { path } = await context.config();
  const { config } = await addWatch(path, watch);
  const { stdout } = context.streams;
  if (context.options.json) {
    writeJson(stdout, { watch: config.watches.find((saved) => saved.name === watch.name) ?? watch });
    return;
  }
  if (context.options.quiet) return;
  print(stdout, [
    `Listening for '${name}' from the next poll on.   earshot watch test ${shellWord(name)} · earshot poll`,
  ]);
}
