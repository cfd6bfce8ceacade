import { SECOND } from '../core/clock.js';
import { EarshotError } from '../core/errors.js';
import type { SecretStore } from '../core/secrets.js';
import { limitPerHost } from '../http/per-host.js';
import type { NetworkDeps } from '../networks/network.js';
import { NETWORKS, type NetworkEntry } from '../networks/registry.js';
import type { AccountWiring, KeptFacts } from '../services/accounts.js';
import type { DeskAccount } from '../services/desk.js';
import { forgetful } from './memory.js';
import type { Parts } from './parts.js';

/** Waiting for another process that renews the same token. */
const TOKEN_LOCK_WAIT = 30 * SECOND;

/** Requests under way to one host at a time, whatever the number of accounts there. */
const AT_ONCE = 2;

/** How accounts are added, checked and connected. */
export async function wireAccounts({ base, redactor, debug, config }: Parts): Promise<AccountWiring> {
  const { env, clock, signal } = base;
  const lock: AccountWiring['lock'] = async (path, run) => {
    const { withLock } = await import('../store/lock.js');
    return withLock(
      `${path}.lock`,
      { clock, waitMs: TOKEN_LOCK_WAIT, what: 'saving credentials', signal },
      run,
    );
  };
  const fetch = limitPerHost(base.fetch, AT_ONCE);
  const depsOf = async (
    account: DeskAccount,
    secrets: SecretStore | undefined,
    kept?: KeptFacts,
  ): Promise<NetworkDeps> => {
    const loaded = await config().catch((error: unknown) => {
      // Before the first configuration is saved, `init` brings its secrets with it.
      if (secrets) return null;
      throw error;
    });
    const { openSecrets } = await import('../config/secrets.js');
    const dir = loaded?.dir ?? base.cwd;
    return {
      account: { ...account, nativeId: kept?.nativeId ?? null },
      secrets: secrets ?? openSecrets({ dir, env, accountId: account.id, redactor, lock }),
      memory: kept?.memory ?? forgetful(),
      fetch,
      clock,
      timeoutMs: loaded?.config.poll.timeoutMs ?? 20 * SECOND,
      maxWaitMs: loaded?.config.poll.maxWaitMs ?? 60 * SECOND,
      onIdentity: (identity) => kept?.onIdentity(identity),
      debug,
      redact: (text) => redactor.redact(text),
    };
  };
  return {
    lock,
    networkName,
    openBrowser: async (url) => (await import('../output/browser.js')).openInBrowser(url),
    async connect(account, secrets, kept) {
      const { create } = await entryOf(account.network).load();
      return create(await depsOf(account, secrets, kept));
    },
    async authorisation(account, secrets) {
      const { authorisation } = await entryOf(account.network).load();
      return authorisation?.(await depsOf(account, secrets)) ?? null;
    },
  };
}

/** How a network is written for people. */
export function networkName(id: string): string {
  return NETWORKS.get(id)?.name ?? id;
}

function entryOf(network: string): NetworkEntry {
  const entry = NETWORKS.get(network);
  if (entry) return entry;
  throw new EarshotError(`${network} is not a network earshot knows.`, {
    code: 'network-unknown',
    kind: 'usage',
    hint: `It knows ${[...NETWORKS.keys()].join(', ')}.`,
  });
}
