import { existsSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { writeConfig } from '../../config/load.js';
import { NETWORK_IDS } from '../../config/names.js';
import { CONFIG_NAME } from '../../config/paths.js';
import type { AccountInput, ConfigInput } from '../../config/schema.js';
import { answerProblem } from '../../config/validate.js';
import { EarshotError } from '../../core/errors.js';
import { writeJson } from '../../output/json.js';
import type { Prompts } from '../../output/prompts.js';
import { accountSubject } from '../../services/accounts.js';
import { promptsOf } from '../asking.js';
import { type Context, print } from '../context.js';
import { knownNetwork } from './account-add.js';
import { connectAccount } from './account-connect.js';
import type { EntryOptions } from './account-entry.js';
import { showFindings } from './account-findings.js';

interface InitOptions extends EntryOptions {
  dir?: string;
  business?: string;
  timeZone?: string;
  network?: string;
  force?: boolean;
}

/** `init`: asks its way to a configuration, tries the first account, and saves both. */
export async function run(context: Context, options: InitOptions): Promise<undefined> {
  const path = placeFor(context, options);
  const prompts = promptsOf(context);
  const business = await enterBusiness(prompts, options);
  const network = await chooseNetwork(context, prompts, options);
  const save = (accounts: AccountInput[]) => writeConfig(path, { business, accounts } satisfies ConfigInput);
  const connected =
    network === null
      ? null
      : await connectAccount(context, path, network, options, [], (account) => save([account]));
  if (connected === null) await save([]);
  const { stdout } = context.streams;
  if (context.options.json) {
    const { input = null, findings = [] } = connected ?? {};
    writeJson(stdout, { config: path, account: input, findings });
    return;
  }
  if (context.options.quiet) return;
  if (connected !== null && network !== null) {
    const subject = accountSubject(connected.input, context.networkName(network));
    await showFindings(context, [{ subject, findings: connected.findings }]);
  }
  print(stdout, farewell(context, path, connected !== null));
}

/** Where the configuration will be; never over one that is there, unless the owner says so. */
function placeFor(context: Context, { dir, force }: InitOptions): string {
  const { cwd, env } = context;
  const named = context.options.config ?? (dir === undefined ? env.EARSHOT_CONFIG || undefined : undefined);
  const path = named === undefined ? join(resolve(cwd, dir ?? '.'), CONFIG_NAME) : resolve(cwd, named);
  if (!existsSync(path) || force) return path;
  throw new EarshotError(`There is a configuration already at ${path}.`, {
    code: 'config-exists',
    kind: 'usage',
    hint: 'Add to it with `earshot account add x`, or replace it with --force.',
  });
}

async function enterBusiness(prompts: Prompts, options: InitOptions): Promise<ConfigInput['business']> {
  const name =
    options.business ??
    (await prompts.input({
      message: 'Name of the business',
      instead: '--business NAME',
      validate: (text) => answerProblem('business.name', text),
    }));
  const here = new Intl.DateTimeFormat().resolvedOptions().timeZone;
  if (options.timeZone !== undefined || !prompts.possible)
    return { name, timeZone: options.timeZone ?? here };
  const timeZone = await prompts.input({
    message: 'Its time zone',
    instead: '--time-zone NAME',
    default: here,
    validate: (text) => answerProblem('business.timeZone', text),
  });
  return { name, timeZone };
}

async function chooseNetwork(
  context: Context,
  prompts: Prompts,
  options: InitOptions,
): Promise<AccountInput['network'] | null> {
  if (options.network !== undefined) return knownNetwork(options.network);
  if (!prompts.possible) return null;
  const choice = await prompts.select({
    message: 'Connect an account now',
    instead: '--network ID',
    choices: [
      ...NETWORK_IDS.map((id) => ({ value: id, name: context.networkName(id) })),
      { value: 'later' as const, name: 'Later' },
    ],
  });
  return choice === 'later' ? null : choice;
}

function farewell({ cwd }: Context, path: string, connected: boolean): string[] {
  const here = relative(cwd, path);
  const command =
    here === CONFIG_NAME ? 'earshot' : `earshot --config ${here.startsWith('..') ? path : here}`;
  const next = connected ? `${command} poll --dry-run · ${command} poll` : `${command} account add x`;
  return [`Saved ${path}.   ${next}`];
}
