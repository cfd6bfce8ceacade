import { putAccount } from '../../config/account-book.js';
import { NETWORK_IDS } from '../../config/names.js';
import { nearest } from '../../config/wording.js';
import { EarshotError } from '../../core/errors.js';
import { writeJson } from '../../output/json.js';
import { accountSubject } from '../../services/accounts.js';
import { type Context, print } from '../context.js';
import { connectAccount } from './account-connect.js';
import type { EntryOptions } from './account-entry.js';
import { showFindings } from './account-findings.js';

/** The network a person named. */
export function knownNetwork(name: string | undefined): (typeof NETWORK_IDS)[number] {
  const known = NETWORK_IDS.find((id) => id === name?.toLowerCase());
  if (known) return known;
  const meant = name === undefined ? undefined : nearest(name, NETWORK_IDS);
  throw new EarshotError(`earshot does not know the network '${name ?? ''}'.`, {
    code: 'network-unknown',
    kind: 'usage',
    hint: `${meant === undefined ? '' : `Did you mean ${meant}? `}Give one of: ${NETWORK_IDS.join(', ')}.`,
  });
}

/** `account add NETWORK`: asks for an account, tries it, saves it. */
export async function run(
  context: Context,
  options: EntryOptions,
  args: readonly string[],
): Promise<undefined> {
  const network = knownNetwork(args[0]);
  const { path, config } = await context.config();
  const { input, findings } = await connectAccount(
    context,
    path,
    network,
    options,
    config.accounts,
    (account) => {
      const streams = config.accounts.find(({ id }) => id === account.id)?.streams;
      return putAccount(path, streams ? { ...account, streams } : account);
    },
  );
  // One that was left alone because it kept failing is polled again.
  if (config.accounts.some(({ id }) => id === input.id)) {
    await (await context.desk()).store.accounts.retryNow(input.id);
  }
  if (context.options.json) {
    writeJson(context.streams.stdout, { account: input, findings });
    return;
  }
  if (context.options.quiet) return;
  await showFindings(context, [{ subject: accountSubject(input, context.networkName(network)), findings }]);
  print(context.streams.stdout, ['Saved.   earshot poll --dry-run · earshot poll']);
}
