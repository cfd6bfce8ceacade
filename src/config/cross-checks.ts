import * as z from 'zod';
import { accountProblems } from './account-checks.js';
import { channelProblems } from './delivery-schema.js';
import type { Problem } from './problems.js';
import { nearest, shown } from './wording.js';

const text = z.string().optional().catch(undefined);

/** Only what the checks look at, taking whatever else is wrong in its stride: that is reported already. */
const looseSchema = z.object({
  accounts: z.array(z.looseObject({ id: text }).catch({})).catch([]),
  watches: z
    .array(z.object({ name: text, accounts: z.array(z.string()).catch([]) }).catch({ accounts: [] }))
    .catch([]),
  rules: z.array(z.object({ name: text }).catch({})).catch([]),
  firstAnswers: z
    .array(z.object({ accounts: z.array(z.string()).catch([]) }).catch({ accounts: [] }))
    .catch([]),
  delivery: z
    .object({ channels: z.array(z.looseObject({ id: text }).catch({})).catch([]) })
    .catch({ channels: [] }),
});

/** How an id appears in the names of environment variables: case, and - and _, make no difference there. */
export function envName(id: string): string {
  return id.toUpperCase().replaceAll('-', '_');
}

function repeated(names: readonly (string | undefined)[], same: (name: string) => string) {
  const seen = new Map<string, number>();
  const found: { index: number; name: string; first: number }[] = [];
  names.forEach((name, index) => {
    if (name === undefined) return;
    const first = seen.get(same(name));
    if (first === undefined) seen.set(same(name), index);
    else found.push({ index, name, first });
  });
  return found;
}

/** What one part of a configuration says about another: ids used twice, accounts that are not there. */
export function crossChecks(raw: unknown): Problem[] {
  const parsed = looseSchema.safeParse(raw, { jitless: true });
  if (!parsed.success) return [];
  const { accounts, watches, rules, firstAnswers, delivery } = parsed.data;
  const ids = accounts.flatMap(({ id }) => (id === undefined ? [] : [id]));
  return [
    ...repeated(
      accounts.map(({ id }) => id),
      envName,
    ).map(({ index, name, first }) => ({
      path: `accounts[${index}].id`,
      message: `${shown(name)} is too like the id of accounts[${first}]. Give each account an id of its own.`,
    })),
    ...accounts.flatMap((account, index) =>
      accountProblems(account).map(({ path, message }) => ({ path: `accounts[${index}].${path}`, message })),
    ),
    ...delivery.channels.flatMap((channel, index) =>
      channelProblems(channel).map(({ path, message }) => ({
        path: `delivery.channels[${index}].${path}`,
        message,
      })),
    ),
    // The secrets of both are kept under their names.
    ...repeated(
      [...accounts, ...delivery.channels].map(({ id }) => id),
      envName,
    )
      .filter(({ index }) => index >= accounts.length)
      .map(({ index, name }) => ({
        path: `delivery.channels[${index - accounts.length}].id`,
        message: `${shown(name)} is too like the id of an account or another channel. Give it a name of its own.`,
      })),
    ...namedTwice('watches', 'watch', watches),
    ...namedTwice('rules', 'rule', rules),
    ...watches.flatMap((watch, index) => strangers(`watches[${index}].accounts`, watch.accounts, ids)),
    ...firstAnswers.flatMap(({ accounts: named }, index) =>
      strangers(`firstAnswers[${index}].accounts`, named, ids),
    ),
  ];
}

function namedTwice(list: string, what: string, items: readonly { name?: string | undefined }[]): Problem[] {
  return repeated(
    items.map(({ name }) => name),
    (name) => name.toLowerCase(),
  ).map(({ index, name, first }) => ({
    path: `${list}[${index}].name`,
    message: `${shown(name)} is the name of ${list}[${first}] too. Give each ${what} a name of its own.`,
  }));
}

/** Accounts named somewhere that are not in the file. */
function strangers(path: string, named: readonly string[], ids: readonly string[]): Problem[] {
  return named.flatMap((account, at) => {
    if (ids.includes(account)) return [];
    const meant = nearest(account, ids);
    const remedy = meant ? `Did you mean '${meant}'?` : 'Use the id of an account in this file.';
    return [{ path: `${path}[${at}]`, message: `there is no account ${shown(account)}. ${remedy}` }];
  });
}
