import { hostname, userInfo } from 'node:os';
import type { Context } from './cli/context.js';
import type { LoadedConfig } from './config/load.js';
import { readOpeningHours } from './core/business-hours.js';
import { SECOND } from './core/clock.js';
import { EarshotError } from './core/errors.js';
import type { Fetch } from './core/fetch.js';
import type { TeachableScorer } from './core/lessons.js';
import { createRedactor, type Redactor } from './core/redact.js';
import type { SecretStore } from './core/secrets.js';
import { limitPerHost } from './http/per-host.js';
import type { AccountMemory, Network, NetworkDeps } from './networks/network.js';
import { NETWORKS, type NetworkEntry } from './networks/registry.js';
import { safeLine } from './output/sanitise.js';
import type { OutStream } from './output/streams.js';
import { createStyle } from './output/style.js';
import { type AccountWiring, type KeptFacts, toDeskAccount } from './services/accounts.js';
import { accountKey, type Desk, type DeskAccount, type DeskSettings } from './services/desk.js';

// The rooms are put together here, and only here: main.ts hands in the process, this file the parts.

/** Waiting for another process that renews the same token. */
const TOKEN_LOCK_WAIT = 30 * SECOND;

/** Requests under way to one host at a time, whatever the number of accounts there. */
const AT_ONCE = 2;

/** What another process is doing that holds the lock of a task. */
const DOING = {
  poll: 'polling',
  send: 'sending',
  rescore: 'scoring mentions again',
  bulk: 'sending a bulk plan',
  deliver: 'delivering',
} as const;

/** What a context takes over from the process as it is. */
export type ContextBase = Pick<
  Context,
  | 'version'
  | 'env'
  | 'cwd'
  | 'clock'
  | 'signal'
  | 'streams'
  | 'pid'
  | 'nodeVersion'
  | 'program'
  | 'options'
  | 'run'
> & { fetch: Fetch };

/** Makes the context of one command. Every part is made when it is first asked for, once. */
export function createContext(base: ContextBase): Context & { close(): Promise<void> } {
  const { env, streams, options } = base;
  const redactor = createRedactor();
  const debug = (message: string) => {
    if (options.verbose) streams.stderr.write(`debug: ${safeLine(redactor.redact(message))}\n`);
  };
  const configPath = once(async () => {
    const { findConfig } = await import('./config/paths.js');
    return findConfig({ flag: options.config, env, cwd: base.cwd });
  });
  const config = once(async () => {
    const path = await configPath();
    if (path === null) {
      throw new EarshotError('There is no configuration here.', {
        code: 'config-missing',
        kind: 'config',
        hint: 'Make one with `earshot init`, or try `earshot demo` first, which needs none.',
      });
    }
    const { loadConfig } = await import('./config/load.js');
    return loadConfig(path);
  });
  const scorer = once(
    async (): Promise<TeachableScorer> => (await import('./sentiment/index.js')).loadScorer(),
  );
  const parts: Parts = { base, redactor, debug, config, scorer };
  const accounts = once(() => wireAccounts(parts));
  let opened: Desk | undefined;
  const desk = once(async () => {
    opened = await openDesk(parts, await accounts());
    return opened;
  });
  const flag = options.color ? {} : { flag: false };
  return {
    version: base.version,
    env,
    cwd: base.cwd,
    clock: base.clock,
    signal: base.signal,
    streams,
    options,
    networkName,
    redactor,
    pid: base.pid,
    nodeVersion: base.nodeVersion,
    program: base.program,
    run: base.run,
    style: once(() => createStyle({ isTTY: streams.stdout.isTTY, env, ...flag })),
    errorStyle: once(() => createStyle({ isTTY: streams.stderr.isTTY, env, ...flag })),
    configPath,
    config,
    scorer,
    accounts,
    desk,
    async close() {
      opened?.store.close();
    },
  };
}

interface Parts {
  base: ContextBase;
  redactor: Redactor;
  debug(message: string): void;
  config(): Promise<LoadedConfig>;
  scorer(): Promise<TeachableScorer>;
}

async function wireAccounts({ base, redactor, debug, config }: Parts): Promise<AccountWiring> {
  const { env, clock, signal } = base;
  const lock: AccountWiring['lock'] = async (path, run) => {
    const { withLock } = await import('./store/lock.js');
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
    const { openSecrets } = await import('./config/secrets.js');
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
    openBrowser: async (url) => (await import('./output/browser.js')).openInBrowser(url),
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

function networkName(id: string): string {
  return NETWORKS.get(id)?.name ?? id;
}

function entryOf(network: string): NetworkEntry {
  const entry = NETWORKS.get(network);
  if (entry) return entry;
  throw new EarshotError(`${network} is not a network earshot knows.`, {
    code: 'network-unknown',
    kind: 'usage',
  });
}

async function openDesk(parts: Parts, accounts: AccountWiring): Promise<Desk> {
  const { base, config, scorer, debug } = parts;
  const { clock, signal, env, options, cwd, streams } = base;
  // The store is read from disk while the configuration is checked.
  const [loaded, { openStore, withLock }, { databasePath }] = await Promise.all([
    config(),
    import('./store/index.js'),
    import('./config/paths.js'),
  ]);
  await layOut(streams.stdout, loaded, env);
  const path = databasePath({ flag: options.db, env, cwd, loaded });
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
async function layOut(stdout: OutStream, { config }: LoadedConfig, env: ContextBase['env']): Promise<void> {
  if (!stdout.isTTY) return;
  const { layoutFor } = await import('./output/bidi.js');
  stdout.layout = await layoutFor(config.terminal.bidi, env);
}

async function makeCarrier({ base, redactor, debug }: Parts, { dir, config }: LoadedConfig) {
  const [{ createCarrier }, { openSecrets, secretVariable }] = await Promise.all([
    import('./delivery/index.js'),
    import('./config/secrets.js'),
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

function settingsOf({ config }: LoadedConfig): DeskSettings {
  const { business, poll, budget } = config;
  return {
    business: {
      name: business.name,
      timeZone: business.timeZone,
      languages: business.languages ?? [],
      hours: business.hours ? readOpeningHours(business.hours, business.holidays ?? []) : null,
      minutesPerDay: business.minutesPerDay ?? null,
    },
    accounts: config.accounts.map(toDeskAccount),
    watches: config.watches,
    rules: config.rules,
    firstAnswers: config.firstAnswers,
    channels: config.channels,
    alerts: config.alerts,
    lookbackMs: poll.lookbackMs,
    pollEveryMs: poll.everyMs,
    holdMs: config.reply.holdMs,
    bulkPerMinute: config.bulk.perMinute,
    budget: { perRun: budget.perRunMicros, perDay: budget.perDayMicros, perMonth: budget.perMonthMicros },
    prices: Object.fromEntries(Object.entries(config.prices).map(([network, { list }]) => [network, list])),
    reach: config.triage.reach,
    retention: config.retention,
  };
}

/** Facts in memory, and handed on to be kept as they come. */
function remembering(known: Readonly<Record<string, unknown>>, keep: AccountMemory['set']): AccountMemory {
  let facts = known;
  return {
    get: () => facts,
    set(more) {
      facts = { ...facts, ...more };
      keep(more);
    },
  };
}

/** The memory of an account that is not saved yet. */
function forgetful(): AccountMemory {
  return remembering({}, () => {});
}

/** A value made when it is first asked for, and only once. */
function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
