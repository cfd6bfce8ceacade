import { readFileSync } from 'node:fs';
import { EarshotError } from '../core/errors.js';
import type { Redactor } from '../core/redact.js';
import type { SecretStore } from '../core/secrets.js';
import {
  type Credentials,
  credentialsPath,
  type FileLock,
  readCredentials,
  saveCredentials,
} from './credentials-file.js';
import { envName } from './cross-checks.js';
import type { Environment } from './paths.js';

export interface SecretsOptions {
  /** The folder of the configuration. */
  dir: string;
  env: Environment;
  accountId: string;
  redactor: Redactor;
  lock: FileLock;
}

/** Secrets that a network replaces while it is in use, and that earshot must therefore be able to save. */
const ROTATING = ['accessToken', 'refreshToken', 'expiresAt'];
/** Kept beside the secrets, and no secret: blanking these words would spoil messages. */
const PUBLIC = new Set(['expiresAt', 'scope', 'clientId']);

function variablePrefix(accountId: string): string {
  return `EARSHOT_${envName(accountId)}_`;
}

/** Has secrets blanked wherever earshot writes from now on. The one way into the redactor. */
export function conceal(redactor: Redactor, secrets: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(secrets)) if (!PUBLIC.has(name)) redactor.register(value);
}

/** The environment variable that holds a secret: ('cafe-nar', 'apiKey') is EARSHOT_CAFE_NAR_API_KEY. */
export function secretVariable(accountId: string, name: string): string {
  return variablePrefix(accountId) + name.replace(/([a-z\d])([A-Z])/g, '$1_$2').toUpperCase();
}

/** The secrets the environment names for an account, whether their values can be read or not. */
function namesInEnvironment(env: Environment, accountId: string): string[] {
  const prefix = variablePrefix(accountId);
  return Object.keys(env)
    .filter((variable) => variable.startsWith(prefix) && env[variable])
    .map((variable) =>
      variable
        .slice(prefix.length)
        .replace(/_FILE$/, '')
        .toLowerCase(),
    )
    .map((words) => words.replace(/_([a-z\d])/g, (_, letter: string) => letter.toUpperCase()));
}

function fromFile(variable: string, path: string): string {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch (cause) {
    throw new EarshotError(`${variable} names ${path}, which cannot be read.`, {
      code: 'secret-file-unreadable',
      kind: 'config',
      hint: 'Check that the file is there and that you may read it, or unset the variable.',
      cause,
    });
  }
}

/**
 * A secret the environment gives, directly or by the name of a file.
 *
 * @throws EarshotError `secret-file-unreadable` (config)
 */
export function environmentSecret(env: Environment, accountId: string, name: string): string | undefined {
  const variable = secretVariable(accountId, name);
  const value = env[variable]?.trim();
  if (value) return value;
  const path = env[`${variable}_FILE`];
  return path ? fromFile(`${variable}_FILE`, path) || undefined : undefined;
}

function cannotRotate(accountId: string, name: string): EarshotError {
  const variable = secretVariable(accountId, name);
  return new EarshotError(
    `The network replaces ${name} of '${accountId}', but ${variable} sets it from outside.`,
    {
      code: 'secret-not-ours',
      kind: 'auth',
      hint: `Unset ${variable} and connect the account again with \`earshot account add\` and --id ${accountId}, which keeps it in credentials.json.`,
    },
  );
}

/**
 * The secrets of one account: from the environment (`EARSHOT_<ACCOUNT>_<NAME>`, or a file named by the same with
 * `_FILE`), else from credentials.json beside the configuration. Nothing is read before it is asked for; every
 * value read is registered with the redactor.
 *
 * `get` throws EarshotError (config) as `readCredentials`, and `secret-file-unreadable`. `update` throws these,
 * and `secret-not-ours` (auth) when a value to be replaced was set by the environment: before `renew` is called
 * where that can be known, so that no token is spent in vain.
 */
export function openSecrets({ dir, env, accountId, redactor, lock }: SecretsOptions): SecretStore {
  const path = credentialsPath(dir);
  let kept: Readonly<Record<string, string>> | undefined;

  const remember = (secrets: Readonly<Record<string, string>>) => {
    conceal(redactor, secrets);
    kept = secrets;
    return secrets;
  };
  /** Those of other accounts become known too: a server may have heard them from another run. */
  const readAll = () => {
    const all = readCredentials(path);
    for (const secrets of Object.values(all)) conceal(redactor, secrets);
    return all;
  };
  const mine = (all: Credentials) => (Object.hasOwn(all, accountId) ? (all[accountId] ?? {}) : {});
  const outside = (name: string) => {
    const value = environmentSecret(env, accountId, name);
    if (value !== undefined) conceal(redactor, { [name]: value });
    return value;
  };
  const allOutside = () =>
    Object.fromEntries(
      namesInEnvironment(env, accountId).flatMap((name) => {
        const value = outside(name);
        return value === undefined ? [] : [[name, value]];
      }),
    );

  return {
    get: (name) => outside(name) ?? (kept ?? remember(mine(readAll())))[name],
    async update(renew) {
      const fixed = allOutside();
      const rotating = ROTATING.find((name) => Object.hasOwn(fixed, name));
      if (rotating !== undefined) throw cannotRotate(accountId, rotating);
      await lock(path, async () => {
        const all = readAll();
        const current = remember(mine(all));
        // Written back as it is first: a full disk must show itself before the old token is spent.
        await saveCredentials(path, all);
        const renewed = await renew({ ...current, ...fixed });
        if (renewed === null) return;
        const changed = { ...current, ...renewed };
        await saveCredentials(path, { ...all, [accountId]: changed });
        remember(changed);
        const shadowed = Object.keys(renewed).find((name) => Object.hasOwn(fixed, name));
        if (shadowed !== undefined) throw cannotRotate(accountId, shadowed);
      });
    },
  };
}
