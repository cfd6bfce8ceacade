import { type CheckFinding, looking } from '../core/check-finding.js';
import { EarshotError, type FailureKind } from '../core/errors.js';
import type { SecretStore } from '../core/secrets.js';
import type { AccountMemory, Authorisation, Identity, Network } from '../networks/network.js';
import type { DeskAccount } from './desk.js';

/** What a network told of an account once, kept by the desk: our own id, and whatever its adapter remembers. */
export interface KeptFacts {
  nativeId: string | null;
  onIdentity(identity: Identity): void;
  memory: AccountMemory;
}

/** What adding, checking and removing accounts needs of the house; made by the composition root. */
export interface AccountWiring {
  /**
   * The account's network.
   *
   * @param secrets secrets that are not saved yet; left out, those of the environment and the credentials file
   * @param kept what the desk remembers of the account
   */
  connect(account: DeskAccount, secrets?: SecretStore, kept?: KeptFacts): Promise<Network>;
  /** How a person agrees in a browser that earshot may act for the account; null where the network has no such way. */
  authorisation(account: DeskAccount, secrets: SecretStore): Promise<Authorisation | null>;
  /** Runs something while no other process holds the lock on that file. */
  lock<T>(path: string, run: () => Promise<T>): Promise<T>;
  /** How a network is written for people. */
  networkName(id: string): string;
  /** Opens a page in the person's browser, as far as that can be done; never fails. */
  openBrowser(url: string): void;
}

/** An account as a configuration has it. */
interface ConfiguredAccount {
  id: string;
  network: string;
  handle: string;
  auth: string;
  clientId?: string | undefined;
  baseUrl?: string | undefined;
  server?: string | undefined;
  url?: string | undefined;
  streams?: readonly string[] | undefined;
  enabled?: boolean | undefined;
}

/** A configured account as the desk works with it: what was left out becomes null or its default. */
export function toDeskAccount(account: ConfiguredAccount): DeskAccount {
  const { id, network, handle, auth, enabled = true } = account;
  const { clientId = null, baseUrl = null, server = null, url = null, streams = null } = account;
  return { id, network, handle, auth, clientId, baseUrl, server, url, streams, enabled };
}

/** Secrets held in memory until they have proved good: `values` are the newest, renewals included. */
export function heldSecrets(given: Readonly<Record<string, string>>): SecretStore & {
  values(): Record<string, string>;
} {
  let current = { ...given };
  return {
    get: (name) => current[name],
    async update(renew) {
      current = { ...current, ...(await renew(current)) };
    },
    values: () => ({ ...current }),
  };
}

/** An account whose credentials were tried and found good. */
export interface ConnectedAccount {
  account: DeskAccount;
  identity: Identity;
  /** What may still stand in the way of listening or answering. */
  findings: CheckFinding[];
}

/**
 * Tries what was entered before anything is saved. Where no handle was entered, the network tells it.
 *
 * @param account as entered
 * @param secrets as entered; left out, those of the environment and the credentials file
 * @throws NetworkError when the network refuses the credentials or cannot be reached
 * @throws EarshotError `account-other` (usage) when they belong to another account
 */
export async function tryAccount(
  wiring: AccountWiring,
  account: DeskAccount,
  secrets: SecretStore | undefined,
  signal: AbortSignal,
): Promise<ConnectedAccount> {
  const network = await wiring.connect(account, secrets);
  const identity = await network.verify(signal);
  if (account.handle !== '' && !isHandleOf(identity, account.handle)) {
    throw new EarshotError(`These credentials belong to @${identity.handle}, not to @${account.handle}.`, {
      code: 'account-other',
      kind: 'usage',
      hint: `Give --handle ${identity.handle}, or the credentials of @${account.handle}.`,
    });
  }
  const findings = await network.check(signal);
  return { account: { ...account, handle: identity.handle }, identity, findings };
}

/** Some networks write their server behind the handle, and leave it out among their own people. */
function isHandleOf(identity: Identity, handle: string): boolean {
  const [own, given] = [identity.handle.toLowerCase(), handle.toLowerCase()];
  return own === given || own.startsWith(`${given}@`) || given.startsWith(`${own}@`);
}

/** The findings of one account's check. */
export interface AccountCheck {
  account: DeskAccount;
  findings: CheckFinding[];
}

/**
 * Checks accounts side by side. What keeps one from being checked at all (no credentials, a file that cannot be
 * read) is a finding too, so that one account's trouble never hides another's.
 */
export async function checkAccounts(
  wiring: Pick<AccountWiring, 'connect'>,
  accounts: readonly DeskAccount[],
  signal: AbortSignal,
): Promise<AccountCheck[]> {
  return Promise.all(
    accounts.map(async (account) => ({
      account,
      findings: await looking(async () => (await wiring.connect(account)).check(signal)),
    })),
  );
}

/** Error codes of a check that say the credentials must be renewed by a person. */
const AUTH_CODES = new Set(['identity', 'credentials', 'app-type', 'scope-missing', 'secret-not-ours']);

/** How a command that shows findings ends: null where no error is among them, `auth` where nothing but credentials is. */
export function failureOf(findings: readonly CheckFinding[]): FailureKind | null {
  const errors = findings.filter(({ level }) => level === 'error');
  if (errors.length === 0) return null;
  return errors.every(({ code }) => AUTH_CODES.has(code)) ? 'auth' : 'failed';
}

/** How an account is called above its findings. */
export function accountSubject(
  { id, handle = '' }: { id: string; handle?: string | undefined },
  networkName: string,
): string {
  return handle === '' ? `${id} (${networkName})` : `${id} (@${handle} on ${networkName})`;
}
