import * as z from 'zod';
import { EarshotError } from '../core/errors.js';
import { shellWord } from '../core/shell.js';
import { type Credentials, credentialsPath, editCredentials, type FileLock } from './credentials-file.js';
import { type LoadedConfig, saveConfig } from './load.js';
import type { AccountInput, WatchInput } from './schema.js';

/** The lists of a configuration file as they are written there; what else stands in it is kept. */
const listsSchema = z.looseObject({
  accounts: z.array(z.looseObject({ id: z.string() })).default([]),
  watches: z.array(z.looseObject({ name: z.string(), accounts: z.array(z.string()).optional() })).default([]),
});

type Lists = z.output<typeof listsSchema>;

function edit(path: string, change: (lists: Lists) => Partial<Lists>): Promise<LoadedConfig> {
  return saveConfig(path, (raw) => {
    const lists = listsSchema.safeParse(raw);
    // A file without such lists is refused when it is checked, in better words.
    return lists.success ? Object.assign({}, raw, change(lists.data)) : raw;
  });
}

function notThere(what: string, name: string, known: readonly string[]): EarshotError {
  return new EarshotError(`There is no ${what} '${name}'.`, {
    code: `${what}-unknown`,
    kind: 'usage',
    hint: known.length > 0 ? `There is: ${known.join(', ')}.` : `Add one with \`earshot ${what} add\`.`,
  });
}

/** Puts an account into the configuration, in place of the one with its id. */
export function putAccount(path: string, account: AccountInput): Promise<LoadedConfig> {
  return edit(path, ({ accounts }) => {
    const known = accounts.some(({ id }) => id === account.id);
    return {
      accounts: known
        ? accounts.map((old) => (old.id === account.id ? { ...account } : old))
        : [...accounts, { ...account }],
    };
  });
}

/**
 * Takes an account out of the configuration, and out of the watches that name it; a watch that named no other
 * is searched for by every account from then on.
 *
 * @throws EarshotError `account-unknown` (usage)
 */
export function removeAccount(path: string, id: string): Promise<LoadedConfig> {
  return edit(path, ({ accounts, watches }) => {
    const rest = accounts.filter((account) => account.id !== id);
    if (rest.length === accounts.length)
      throw notThere(
        'account',
        id,
        accounts.map((account) => account.id),
      );
    return {
      accounts: rest,
      watches: watches.map((watch) =>
        watch.accounts ? { ...watch, accounts: watch.accounts.filter((account) => account !== id) } : watch,
      ),
    };
  });
}

/**
 * Adds a watch to the configuration.
 *
 * @throws EarshotError `watch-exists` (usage)
 */
export function addWatch(path: string, watch: WatchInput): Promise<LoadedConfig> {
  return edit(path, ({ watches }) => {
    const same = (name: string) => name.toLowerCase() === watch.name.toLowerCase();
    if (watches.some(({ name }) => same(name))) {
      throw new EarshotError(`There is a watch '${watch.name}' already.`, {
        code: 'watch-exists',
        kind: 'usage',
        hint: `Give another name, or remove it first: \`earshot watch remove ${shellWord(watch.name)}\`.`,
      });
    }
    return { watches: [...watches, { ...watch }] };
  });
}

/**
 * Takes a watch out of the configuration; what it found stays.
 *
 * @throws EarshotError `watch-unknown` (usage)
 */
export function removeWatch(path: string, name: string): Promise<LoadedConfig> {
  return edit(path, ({ watches }) => {
    const rest = watches.filter((watch) => watch.name !== name);
    if (rest.length === watches.length)
      throw notThere(
        'watch',
        name,
        watches.map((watch) => watch.name),
      );
    return { watches: rest };
  });
}

/** Replaces the saved secrets of one account; null removes them. */
export function putSecrets(
  dir: string,
  lock: FileLock,
  accountId: string,
  secrets: Readonly<Record<string, string>> | null,
): Promise<void> {
  return editCredentials(credentialsPath(dir), lock, (all) => {
    const { [accountId]: _, ...others } = all;
    const changed: Credentials = secrets === null ? others : { ...others, [accountId]: { ...secrets } };
    return changed;
  });
}
