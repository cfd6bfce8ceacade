import * as z from 'zod';
import { parseJsonText } from '../../config/json-text.js';
import { conceal, environmentSecret, secretVariable } from '../../config/secrets.js';
import type { SecretField, SignIn } from '../../config/sign-in.js';
import { EarshotError } from '../../core/errors.js';
import { readText } from '../../output/input.js';
import type { Prompts } from '../../output/prompts.js';
import { heldSecrets } from '../../services/accounts.js';
import { authorise, authoriseByCode, redirectAddress } from '../../services/authorise.js';
import type { DeskAccount } from '../../services/desk.js';
import { type Context, print } from '../context.js';

export interface EnteredSecrets {
  /** Every secret known. */
  secrets: ReturnType<typeof heldSecrets>;
  /** The names of those that stay where they are, in the environment. */
  fromEnvironment: ReadonlySet<string>;
  /** Whether a person entered any of them, and may do so again. */
  typed: boolean;
}

interface SecretsQuestion {
  context: Context;
  prompts: Prompts;
  account: DeskAccount;
  signIn: SignIn;
  /** Of the address the browser comes back to. */
  port: number;
  /** Whether standard input holds the secrets as JSON. */
  stdin: boolean;
  /** Whether the network shall show the code of an authorisation instead of sending the browser back here. */
  codeShown: boolean;
}

/**
 * Gathers an account's secrets: from standard input and the environment, then by asking, then in the browser
 * where that is how its network is signed in to. Each is registered for redaction at once.
 *
 * @throws EarshotError `no-input` (usage) that names what to give, where something is missing and nobody can be
 *   asked; `secrets-invalid` (usage)
 */
export async function enterSecrets(question: SecretsQuestion): Promise<EnteredSecrets> {
  const { context, prompts, account, signIn, stdin } = question;
  const given = await givenSecrets(context, account.id, signIn, stdin);
  const asked = await askSecrets(prompts, account.id, signIn, given.values);
  conceal(context.redactor, asked);
  const secrets = heldSecrets({ ...given.values, ...asked });
  const signedIn = !signIn.browser || secrets.get('accessToken') !== undefined;
  if (!signedIn) await agreeInBrowser(question, secrets);
  const typed = prompts.possible && (Object.keys(asked).length > 0 || !signedIn);
  return { secrets, fromEnvironment: given.fromEnvironment, typed };
}

/** The secrets that need not be asked for, and which of them the environment keeps. */
async function givenSecrets(context: Context, id: string, signIn: SignIn, stdin: boolean) {
  const piped = stdin ? secretsOf(await readText(context.streams.stdin), signIn) : {};
  const kept = signIn.fields.flatMap(({ name }) => {
    const value = environmentSecret(context.env, id, name);
    return value === undefined || Object.hasOwn(piped, name) ? [] : [[name, value] as const];
  });
  const values: Record<string, string> = { ...Object.fromEntries(kept), ...piped };
  conceal(context.redactor, values);
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
const BROWSER_SECRETS = ['accessToken', 'refreshToken', 'expiresAt', 'clientId', 'clientSecret'];

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
  { context, prompts, account, port, codeShown }: SecretsQuestion,
  secrets: ReturnType<typeof heldSecrets>,
): Promise<void> {
  const { signal, env, streams } = context;
  const wiring = await context.accounts();
  const flow = await wiring.authorisation(account, secrets);
  if (flow === null || !context.options.input) {
    throw new EarshotError('Somebody must agree in a browser that earshot may act for this account.', {
      code: 'no-input',
      kind: 'usage',
      hint: 'Run it without --no-input, or give the secrets that agreeing would bring with --secrets-stdin.',
    });
  }
  const visit = ({ url }: { url: string }) => {
    print(streams.stderr, ['Agree on this page; it opens in your browser where that can be done:', url]);
    wiring.openBrowser(url);
  };
  const onSecret = (secret: string) => conceal(context.redactor, { secret });
  const askCode = () =>
    prompts.input({
      message: 'The code it shows',
      instead: 'an access token with --secrets-stdin',
      validate: (text) => (text.trim() === '' ? 'It cannot be empty.' : null),
    });
  // Somebody who came in over SSH has the browser on another machine: it could not come back to this one.
  const remote = prompts.possible && env.SSH_CONNECTION !== undefined && flow.codeShownAt !== null;
  if (!codeShown && !remote && prompts.possible) {
    print(streams.stderr, [`Callback address: ${redirectAddress(port)}`]);
  }
  const gained =
    codeShown || remote
      ? await authoriseByCode(flow, { signal, visit, askCode, onSecret })
      : await authorise(flow, { port, signal, visit, onSecret });
  conceal(context.redactor, gained);
  await secrets.update(() => Promise.resolve(gained));
}
