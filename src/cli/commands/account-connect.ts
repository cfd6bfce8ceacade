import { dirname } from 'node:path';
import { putSecrets } from '../../config/account-book.js';
import { accountId } from '../../config/account-id.js';
import type { AccountInput } from '../../config/schema.js';
import { SIGN_INS } from '../../config/sign-in.js';
import { safeLine } from '../../output/sanitise.js';
import { progress } from '../../output/spinner.js';
import { hang } from '../../output/width.js';
import { accountSubject, type ConnectedAccount, tryAccount } from '../../services/accounts.js';
import { promptsOf } from '../asking.js';
import { type Context, print } from '../context.js';
import { type AccountEntry, type EntryOptions, enterAccount } from './account-entry.js';

/** An account that answered, and is saved. */
export interface Connected {
  input: AccountInput;
  findings: ConnectedAccount['findings'];
}

/**
 * Asks for an account, tries it, and saves it once it has answered: its secrets first, then the configuration.
 * At a terminal a refusal is shown and the person may enter it again; nothing is saved before it works.
 *
 * @param path the configuration, there already or about to be
 * @param known the accounts in it
 * @param save writes the account into it
 */
export async function connectAccount(
  context: Context,
  path: string,
  network: AccountInput['network'],
  options: EntryOptions,
  known: readonly AccountInput[],
  save: (input: AccountInput) => Promise<unknown>,
): Promise<Connected> {
  const wiring = await context.accounts();
  for (;;) {
    const entry = await enterAccount(context, network, options, known);
    const tried = await attempt(context, entry);
    if (tried === null) continue;
    const input = settled(entry, tried.account.handle, options, known);
    const kept = Object.entries(entry.secrets.values()).filter(([name]) => !entry.fromEnvironment.has(name));
    if (kept.length > 0) await putSecrets(dirname(path), wiring.lock, input.id, Object.fromEntries(kept));
    await save(input);
    return { input, findings: tried.findings };
  }
}

/** The account as it is saved: with the handle its network told, and a name after it where none was given. */
function settled(
  { input, fromEnvironment }: AccountEntry,
  handle: string,
  options: EntryOptions,
  known: readonly AccountInput[],
): AccountInput {
  const { handle: from } = SIGN_INS[input.network];
  if (from === 'none' || (from === 'optional' && input.handle === undefined)) return input;
  const named = { ...input, handle };
  // Secrets of the environment are bound to the name they were found under.
  if (from !== 'told' || options.id !== undefined || fromEnvironment.size > 0) return named;
  return { ...named, id: accountId(named, known) };
}

/** Tries an account; null when it was refused and the person wants to enter it again. */
async function attempt(context: Context, { account, secrets, typed }: AccountEntry) {
  const wiring = await context.accounts();
  const { streams, options, signal } = context;
  const spinner = progress(streams.stderr, !options.quiet && !options.json);
  spinner.update(`Trying ${accountSubject(account, wiring.networkName(account.network))}`);
  try {
    return await tryAccount(wiring, account, secrets, signal);
  } catch (error) {
    spinner.stop();
    if (!typed || !(error instanceof Error)) throw error;
    // What to do next is asked right below.
    const why = safeLine(context.redactor.redact(error.message));
    print(streams.stderr, hang('  ', why, streams.stderr.columns));
    const again = await promptsOf(context).confirm({
      message: 'Enter it again?',
      instead: '--no-input',
      default: true,
    });
    if (!again) throw error;
    return null;
  } finally {
    spinner.stop();
  }
}
