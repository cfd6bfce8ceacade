import { putSecrets, removeAccount } from '../../config/account-book.js';
import { writeJson } from '../../output/json.js';
import { promptsOf, requireYes } from '../asking.js';
import { type Context, print } from '../context.js';

/** `account remove ID`: takes an account and its secrets away; its mentions stay. */
export async function run(
  context: Context,
  options: { yes?: boolean },
  args: readonly string[],
): Promise<undefined> {
  const id = args[0] ?? '';
  const { path, dir, config } = await context.config();
  const known = config.accounts.some((account) => account.id === id);
  if (known && !options.yes) {
    const message = `Disconnect ${id} and delete its saved keys?`;
    await requireYes(promptsOf(context), { message, instead: '--yes' }, 'Nothing was changed.');
  }
  // Keys first: a run that is killed between the two can be repeated.
  if (known) await putSecrets(dir, (await context.accounts()).lock, id, null);
  await removeAccount(path, id);
  if (context.options.json) {
    writeJson(context.streams.stdout, { removed: id });
    return;
  }
  if (context.options.quiet) return;
  print(context.streams.stdout, [
    `${id} is disconnected. Its mentions stay. Withdraw its keys on the network too, if nobody else uses them.`,
  ]);
}
