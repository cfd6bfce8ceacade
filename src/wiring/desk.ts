import { hostname, userInfo } from 'node:os';
import type { LoadedConfig } from '../config/load.js';
import type { Network } from '../networks/network.js';
import { NETWORKS } from '../networks/registry.js';
import type { OutStream } from '../output/streams.js';
import type { AccountWiring } from '../services/accounts.js';
import { accountKey, type Desk, type DeskAccount } from '../services/desk.js';
import { remembering } from './memory.js';
import { once } from './once.js';
import type { Parts } from './parts.js';
import { settingsOf } from './settings.js';

/** What another process is doing that holds the lock of a task. */
const DOING = {
  poll: 'polling, or writing the database anew',
  send: 'sending, or writing the database anew',
  rescore: 'scoring mentions again',
  bulk: 'sending a bulk plan',
  deliver: 'delivering',
} as const;

/** Opens the database and puts the desk together around it. */
export async function openDesk(parts: Parts, accounts: AccountWiring): Promise<Desk> {
  const { base, config, scorer, debug } = parts;
  const { clock, signal, env, options, cwd, streams } = base;
  // The store is read from disk while the configuration is checked.
  const [loaded, { openStore, requireDriver, withLock }, { databasePath }] = await Promise.all([
    config(),
    import('../store/index.js'),
    import('../config/paths.js'),
  ]);
  await layOut(streams.stdout, loaded, env);
  const path = databasePath({ flag: options.db, env, cwd, loaded });
  requireDriver(base.nodeVersion);
  const store = openStore(path);
  const carrier = once(() => makeCarrier(parts, loaded));
  const host = hostname();
  const networks = new Map<string, Promise<Network>>();
  /** Our own id on a network is asked for once and kept: asking costs a request of few. */
  const connectRemembering = async (account: DeskAccount): Promise<Network> => {
    const { id, handle, nativeId, memory } = await store.accounts.ensure(accountKey(account));
    return accounts.connect({ ...account, handle }, undefined, {
      nativeId,
      onIdentity(identity) {
        store.accounts.setIdentity(id, identity).catch((error: unknown) => debug(String(error)));
      },
      memory: remembering(memory, (facts) => {
        store.accounts.remember(id, facts).catch((error: unknown) => debug(String(error)));
      }),
    });
  };
  return {
    settings: settingsOf(loaded),
    store,
    clock,
    signal,
    user: `${userInfo().username}@${host}`,
    process: { pid: base.pid, host },
    scorer,
    network(account) {
      const known = networks.get(account.id) ?? connectRemembering(account);
      networks.set(account.id, known);
      return known;
    },
    disconnect(account) {
      networks.delete(account.id);
    },
    carrier,
    networkName: accounts.networkName,
    networkIds: [...NETWORKS.keys()],
    newId: () => crypto.randomUUID(),
    exclusively: (task, waitMs, run) =>
      withLock(`${path}.${task}.lock`, { clock, waitMs, what: DOING[task], signal }, run),
    debug,
  };
}

/** Right-to-left text at a terminal, as the configuration says. */
async function layOut(stdout: OutStream, { config }: LoadedConfig, env: Parts['base']['env']): Promise<void> {
  if (!stdout.isTTY) return;
  const { layoutFor } = await import('../output/bidi.js');
  stdout.layout = await layoutFor(config.terminal.bidi, env);
}

async function makeCarrier({ base, redactor, debug }: Parts, { dir, config }: LoadedConfig) {
  const [{ createCarrier }, { openSecrets, secretVariable }] = await Promise.all([
    import('../delivery/index.js'),
    import('../config/secrets.js'),
  ]);
  const { env, clock, fetch } = base;
  return createCarrier({
    fetch,
    clock,
    timeoutMs: config.poll.timeoutMs,
    maxWaitMs: config.poll.maxWaitMs,
    // A channel's secrets are only ever read.
    secrets: (accountId) => openSecrets({ dir, env, accountId, redactor, lock: (_path, run) => run() }),
    secretVariable,
    debug,
    redact: (text) => redactor.redact(text),
  });
}
