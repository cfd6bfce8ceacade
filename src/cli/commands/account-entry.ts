import * as z from 'zod';
import { parseJsonText } from '../../config/json-text.js';
import type { AccountInput } from '../../config/schema.js';
import { environmentSecret, secretVariable } from '../../config/secrets.js';
import { type SecretField, SIGN_INS, type SignIn } from '../../config/sign-in.js';
import { answerProblem, validateAccount } from '../../config/validate.js';
import { EarshotError } from '../../core/errors.js';
import { readText } from '../../output/input.js';
import { createPrompts, type Prompts } from '../../output/prompts.js';
import { hang } from '../../output/width.js';
import { heldSecrets, toDeskAccount } from '../../services/accounts.js';
import { authorise, redirectAddress } from '../../services/authorise.js';
import type { DeskAccount } from '../../services/desk.js';
import { type Context, print } from '../context.js';

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
export interface AccountEntry {
  input: AccountInput;
  account: DeskAccount;
  /** Every secret known. */
  secrets: ReturnType<typeof heldSecrets>;
  /** The names of those that stay where they are, in the environment. */
  fromEnvironment: ReadonlySet<string>;
  /** Whether a person entered any of it, and may do so again. */
  typed: boolean;
}

/** Networks compare the redirect address to the letter, so that it cannot be a new one each time. */
const REDIRECT_PORT = 8723;

/** The prompts of a command, as its global options allow them. */
export function promptsOf({ streams, options }: Context): Prompts {
  return createPrompts(streams, options.input && !options.json);
}

/**
 * Gathers an account and its secrets: from options, standard input and the environment, then by asking, then in
 * the browser where that is how its network is signed in to.
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
  const { id, handle: bareHandle } = validateAccount(input);
  input.handle = bareHandle;
  const account = toDeskAccount(input);
  const given = await givenSecrets(context, id, signIn, options.secretsStdin === true);
  const asked = await askSecrets(prompts, id, signIn, given.values);
  const secrets = heldSecrets({ ...given.values, ...asked });
  const signedIn = !signIn.browser || secrets.get('accessToken') !== undefined;
  if (!signedIn) await agreeInBrowser(context, account, secrets, port);
  for (const value of Object.values(asked)) context.redactor.register(value);
  const typed = prompts.possible && (Object.keys(asked).length > 0 || !signedIn);
  return { input, account, secrets, fromEnvironment: given.fromEnvironment, typed };
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

/** The secrets that need not be asked for, and which of them the environment keeps. */
async function givenSecrets(context: Context, id: string, signIn: SignIn, stdin: boolean) {
  const piped = stdin ? secretsOf(await readText(context.streams.stdin), signIn) : {};
  const kept = signIn.fields.flatMap(({ name }) => {
    const value = environmentSecret(context.env, id, name);
    return value === undefined || Object.hasOwn(piped, name) ? [] : [[name, value] as const];
  });
  const values: Record<string, string> = { ...Object.fromEntries(kept), ...piped };
  for (const value of Object.values(values)) context.redactor.register(value);
  return { values, fromEnvironment: new Set(kept.map(([name]) => name)) };
}

/** Secrets as JSON: `{"apiKey": "...", ...}`; nothing of them is quoted in an error. */
function secretsOf(text: string, signIn: SignIn): Record<string, string> {
  const known = [...signIn.fields.map(({ name }) => name), ...(signIn.browser ? BROWSER_SECRETS : [])];
  const parsed = z
    .record(z.string(), z.string().trim().min(1))
    .safeParse(parseJsonText(text, 'Standard input'));
  if (parsed.success && Object.keys(parsed.data).every((name) => known.includes(name))) return parsed.data;
  throw new EarshotError('Standard input does not hold the secrets of this account.', {
    code: 'secrets-invalid',
    kind: 'usage',
    hint: `Give one JSON object of texts, with any of: ${known.join(', ')}.`,
  });
}

/** What the browser would bring; a script that has them already may give them. */
const BROWSER_SECRETS = ['accessToken', 'refreshToken', 'expiresAt'];

async function askSecrets(
  prompts: Prompts,
  id: string,
  { fields }: SignIn,
  given: Readonly<Record<string, string>>,
): Promise<Record<string, string>> {
  const answers: Record<string, string> = {};
  for (const field of fields) {
    if (Object.hasOwn(given, field.name) || (field.optional && !prompts.possible)) continue;
    const answer = (await askSecret(prompts, id, field)).trim();
    if (answer !== '') answers[field.name] = answer;
  }
  return answers;
}

function askSecret(prompts: Prompts, id: string, { name, label, optional }: SecretField): Promise<string> {
  return prompts.password({
    message: optional ? `${label}, or nothing` : label,
    instead: `it in ${secretVariable(id, name)}, or all secrets with --secrets-stdin`,
    validate: (text) => (optional || text.trim() !== '' ? null : 'It cannot be empty.'),
  });
}

async function agreeInBrowser(
  context: Context,
  account: DeskAccount,
  secrets: ReturnType<typeof heldSecrets>,
  port: number,
): Promise<void> {
  const wiring = await context.accounts();
  const flow = await wiring.authorisation(account, secrets);
  if (flow === null || !context.options.input) {
    throw new EarshotError('Somebody must agree in a browser that earshot may act for this account.', {
      code: 'no-input',
      kind: 'usage',
      hint: 'Run it without --no-input, or give accessToken and refreshToken with --secrets-stdin.',
    });
  }
  const visit = ({ url }: { url: string }) => {
    print(context.streams.stderr, [
      'Agree on this page; it opens in your browser where that can be done:',
      url,
    ]);
    wiring.openBrowser(url);
  };
  const gained = await authorise(flow, { port, signal: context.signal, visit });
  for (const value of Object.values(gained)) context.redactor.register(value);
  await secrets.update(() => Promise.resolve(gained));
}
