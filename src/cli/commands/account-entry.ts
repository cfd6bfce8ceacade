import type { AccountInput } from '../../config/schema.js';
import { SIGN_INS, type SignIn } from '../../config/sign-in.js';
import { answerProblem, validateAccount } from '../../config/validate.js';
import { EarshotError } from '../../core/errors.js';
import { createPrompts, type Prompts } from '../../output/prompts.js';
import { hang } from '../../output/width.js';
import { toDeskAccount } from '../../services/accounts.js';
import { redirectAddress } from '../../services/authorise.js';
import type { DeskAccount } from '../../services/desk.js';
import { type Context, print } from '../context.js';
import { type EnteredSecrets, enterSecrets } from './account-secrets.js';

/** What a person may say about an account on the command line. */
export interface EntryOptions {
  id?: string;
  handle?: string;
  auth?: 'oauth1' | 'oauth2';
  clientId?: string;
  baseUrl?: string;
  port?: string;
  secretsStdin?: boolean;
}

/** An account as it was entered, not yet tried. */
export interface AccountEntry extends EnteredSecrets {
  input: AccountInput;
  account: DeskAccount;
}

/** Networks compare the redirect address to the letter, so that it cannot be a new one each time. */
const REDIRECT_PORT = 8723;

/** The prompts of a command, as its global options allow them. */
export function promptsOf({ streams, options }: Context): Prompts {
  return createPrompts(streams, options.input && !options.json);
}

/**
 * Gathers an account and its secrets: from options, then by asking.
 *
 * @throws EarshotError `no-input` (usage) that names the option, where something is missing and nobody can be asked
 */
export async function enterAccount(
  context: Context,
  network: AccountInput['network'],
  options: EntryOptions,
): Promise<AccountEntry> {
  const prompts = promptsOf(context);
  const handle = options.handle ?? (await askHandle(prompts));
  const auth = options.auth ?? (await askAuth(prompts, network));
  const signIn = SIGN_INS[network][auth];
  const port = readPort(options.port);
  if (prompts.possible && !options.secretsStdin) guide(context, signIn, port);
  const input: AccountInput = { id: options.id ?? defaultId(handle), network, handle, auth };
  if (signIn.browser) input.clientId = options.clientId ?? (await askClientId(prompts));
  if (options.baseUrl !== undefined) input.baseUrl = options.baseUrl;
  input.handle = validateAccount(input).handle;
  const account = toDeskAccount(input);
  const stdin = options.secretsStdin === true;
  return { input, account, ...(await enterSecrets({ context, prompts, account, signIn, port, stdin })) };
}

function defaultId(handle: string): string {
  return handle.replace(/^@/, '').toLowerCase();
}

function askHandle(prompts: Prompts): Promise<string> {
  return prompts.input({
    message: 'Handle of the account',
    instead: '--handle NAME',
    validate: (text) => answerProblem('account.handle', text),
  });
}

function askAuth(prompts: Prompts, network: AccountInput['network']): Promise<'oauth1' | 'oauth2'> {
  if (!prompts.possible) return Promise.resolve('oauth1');
  const { oauth1, oauth2 } = SIGN_INS[network];
  return prompts.select({
    message: 'How to sign in',
    instead: '--auth METHOD',
    choices: [
      { value: 'oauth1', name: oauth1.title },
      { value: 'oauth2', name: oauth2.title },
    ],
  });
}

function askClientId(prompts: Prompts): Promise<string> {
  return prompts.input({
    message: 'Client id of your app',
    instead: '--client-id ID',
    validate: (text) => answerProblem('account.clientId', text),
  });
}

function guide({ streams: { stderr } }: Context, signIn: SignIn, port: number): void {
  print(stderr, hang('', signIn.guide, stderr.columns));
  if (signIn.browser) print(stderr, [`Callback address: ${redirectAddress(port)}`]);
}

function readPort(text: string | undefined): number {
  if (text === undefined) return REDIRECT_PORT;
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65_535) return port;
  throw new EarshotError(`'${text}' is not a port.`, {
    code: 'port-invalid',
    kind: 'usage',
    hint: 'Give a number up to 65535; 0 takes any free port.',
  });
}
