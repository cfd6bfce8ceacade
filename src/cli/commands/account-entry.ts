import { accountId } from '../../config/account-id.js';
import type { AuthMethod } from '../../config/names.js';
import type { AccountInput } from '../../config/schema.js';
import { type NetworkSignIn, SIGN_INS, type SignIn, signInBy } from '../../config/sign-in.js';
import { answerProblem, validateAccount } from '../../config/validate.js';
import { EarshotError } from '../../core/errors.js';
import type { Prompts } from '../../output/prompts.js';
import { hang } from '../../output/width.js';
import { toDeskAccount } from '../../services/accounts.js';
import type { DeskAccount } from '../../services/desk.js';
import { promptsOf } from '../asking.js';
import { type Context, print } from '../context.js';
import { type EnteredSecrets, enterSecrets } from './account-secrets.js';

/** What a person may say about an account on the command line. */
export interface EntryOptions {
  id?: string;
  handle?: string;
  server?: string;
  url?: string;
  auth?: AuthMethod;
  clientId?: string;
  baseUrl?: string;
  port?: string;
  codeShown?: boolean;
  secretsStdin?: boolean;
}

/** An account as it was entered, not yet tried. */
export interface AccountEntry extends EnteredSecrets {
  input: AccountInput;
  account: DeskAccount;
}

/** Networks compare the redirect address to the letter, so that it cannot be a new one each time. */
const REDIRECT_PORT = 8723;

/**
 * Gathers an account and its secrets: from options, then by asking what its network wants.
 *
 * @param known the accounts that are configured: a name of its own is found among them
 * @throws EarshotError `no-input` (usage) that names the option, where something is missing and nobody can be
 *   asked; `account-invalid` (usage)
 */
export async function enterAccount(
  context: Context,
  network: AccountInput['network'],
  options: EntryOptions,
  known: readonly AccountInput[],
): Promise<AccountEntry> {
  const prompts = promptsOf(context);
  const wants = SIGN_INS[network];
  const port = readPort(options.port);
  const place = { ...(await askServer(prompts, wants, options)), ...(await askUrl(prompts, wants, options)) };
  const handle = await askHandle(prompts, wants, options);
  const named = { network, ...place, ...(handle === undefined ? {} : { handle }) };
  const auth = options.auth ?? (await askAuth(prompts, wants));
  const input: AccountInput = { id: options.id ?? accountId(named, known), ...named, auth };
  if (options.baseUrl !== undefined) input.baseUrl = options.baseUrl;
  const signIn = signInBy(network, auth);
  if (signIn !== undefined) {
    if (prompts.possible && !options.secretsStdin) guide(context, signIn);
    if (options.clientId !== undefined) input.clientId = options.clientId;
    else if (signIn.clientId) input.clientId = await askClientId(prompts);
  }
  const valid = validateAccount(input);
  if (signIn === undefined) throw new TypeError(`${network} has no ${auth}, and passed for valid`);
  if (valid.handle !== '') input.handle = valid.handle;
  if (valid.server !== undefined) input.server = valid.server;
  const account = toDeskAccount(valid);
  const { secretsStdin: stdin = false, codeShown = false } = options;
  const secrets = await enterSecrets({ context, prompts, account, signIn, port, stdin, codeShown });
  return { input, account, ...secrets };
}

async function askServer(
  prompts: Prompts,
  { server }: NetworkSignIn,
  options: EntryOptions,
): Promise<Pick<AccountInput, 'server'>> {
  if (options.server !== undefined) return { server: options.server };
  if (!server?.required) return {};
  const answer = await prompts.input({
    message: `${server.label}, such as ${server.example}`,
    instead: `--server URL, such as ${server.example}`,
    validate: (text) => answerProblem('account.server', text),
  });
  return { server: answer };
}

async function askUrl(
  prompts: Prompts,
  { url }: NetworkSignIn,
  options: EntryOptions,
): Promise<Pick<AccountInput, 'url'>> {
  if (options.url !== undefined) return { url: options.url };
  if (url === undefined) return {};
  const answer = await prompts.input({
    message: `${url.label}, such as ${url.example}`,
    instead: `--url ADDRESS, such as ${url.example}`,
    validate: (text) => answerProblem('account.url', text.trim()),
  });
  return { url: answer.trim() };
}

async function askHandle(
  prompts: Prompts,
  { handle, handleLabel }: NetworkSignIn,
  options: EntryOptions,
): Promise<string | undefined> {
  if (options.handle !== undefined) return options.handle;
  if (handle === 'asked') {
    return prompts.input({
      message: handleLabel,
      instead: '--handle NAME',
      validate: (text) => answerProblem('account.handle', text),
    });
  }
  if (handle !== 'optional' || !prompts.possible) return undefined;
  const answer = await prompts.input({
    message: `${handleLabel}, or nothing`,
    instead: '--handle NAME',
    validate: (text) => (text.trim() === '' ? null : answerProblem('account.handle', text)),
  });
  return answer.trim() === '' ? undefined : answer;
}

async function askAuth(prompts: Prompts, { ways }: NetworkSignIn): Promise<AuthMethod> {
  if (!prompts.possible || ways.length === 1) return ways[0].auth;
  return prompts.select({
    message: 'How to sign in',
    instead: '--auth METHOD',
    choices: ways.map(({ auth, title }) => ({ value: auth, name: title })),
  });
}

function askClientId(prompts: Prompts): Promise<string> {
  return prompts.input({
    message: 'Client id of your app',
    instead: '--client-id ID',
    validate: (text) => answerProblem('account.clientId', text),
  });
}

function guide({ streams: { stderr } }: Context, signIn: SignIn): void {
  print(stderr, hang('', signIn.guide, stderr.columns));
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
