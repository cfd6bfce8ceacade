import type { Age } from '../core/age.js';
import type { AlertSettings } from '../core/alerts.js';
import type { PriceList } from '../core/budget.js';
import type { OpeningHours } from '../core/business-hours.js';
import { type Clock, SECOND } from '../core/clock.js';
import type { Carrier, Channel } from '../core/delivery.js';
import { EarshotError } from '../core/errors.js';
import type { TeachableScorer } from '../core/lessons.js';
import type { Rule } from '../core/rules.js';
import type { Watch } from '../core/watch.js';
import type { Network } from '../networks/network.js';
import type { Act, Store } from '../store/index.js';

/** One of the owner's accounts, as the configuration has it. */
export interface DeskAccount {
  /** The id the owner gave it. */
  id: string;
  network: string;
  handle: string;
  /** How earshot signs in, in the network's own terms. */
  auth: string;
  clientId: string | null;
  baseUrl: string | null;
  /** The server it is on, where its network has many. */
  server: string | null;
  /** The document to read, for a feed. */
  url: string | null;
  /** Kinds of stream to poll; null means every one the network offers. */
  streams: readonly string[] | null;
  enabled: boolean;
}

/** An automatic first answer, as the owner allows it. */
export interface FirstAnswer {
  /** Ids of the accounts that give it. */
  accounts: readonly string[];
  /** The saved reply. */
  template: string;
  /** Only while the business is closed, or always. */
  when: 'closed' | 'always';
  /** Public mentions too, and not only private messages. */
  public: boolean;
}

/** What the use-cases need of the configuration; durations in ms, money in micro-dollars. */
export interface DeskSettings {
  business: {
    name: string;
    timeZone: string;
    /** Languages the business answers in, the first one first. */
    languages: readonly string[];
    hours: OpeningHours | null;
    /** Minutes a day there are for answering; null where the owner did not say. */
    minutesPerDay: number | null;
  };
  accounts: readonly DeskAccount[];
  watches: readonly Watch[];
  rules: readonly Rule[];
  firstAnswers: readonly FirstAnswer[];
  /** Ways to reach the owner outside the terminal. */
  channels: readonly Channel[];
  alerts: AlertSettings;
  lookbackMs: number | null;
  pollEveryMs: number;
  /** How long a reply written in the inbox is held before it leaves. */
  holdMs: number;
  /** Most replies of a bulk plan to send in a minute. */
  bulkPerMinute: number;
  budget: { perRun: number | null; perDay: number | null; perMonth: number | null };
  /** By network id. */
  prices: Readonly<Record<string, PriceList>>;
  /** Followers from which an author has a large audience. */
  reach: number;
  /** How long mentions are kept (null: for ever), and whether those that wait go too. */
  retention: { keep: Age | null; all: boolean };
}

/** Everything the use-cases work with; made once by the composition root. */
export interface Desk {
  settings: DeskSettings;
  store: Store;
  clock: Clock;
  /** Aborted when the owner interrupts. */
  signal: AbortSignal;
  /** Who is at it: user@host, for the audit. */
  user: string;
  process: { pid: number; host: string };
  scorer(): Promise<TeachableScorer>;
  network(account: DeskAccount): Promise<Network>;
  /** Forgets the connection to an account: the next one reads its secrets anew. */
  disconnect(account: DeskAccount): void;
  /** What takes reports to the owner. */
  carrier(): Promise<Carrier>;
  /** How the network is written for people. */
  networkName(id: string): string;
  /** Every network there is. */
  networkIds: readonly string[];
  /** A new random id: a batch, an idempotency key. */
  newId(): string;
  /** Runs something while no other process does the same; waits up to `waitMs`. */
  exclusively<T>(
    task: 'poll' | 'send' | 'rescore' | 'bulk' | 'deliver',
    waitMs: number,
    run: () => Promise<T>,
  ): Promise<T>;
  debug(message: string): void;
}

/** How long to wait for another process that is sending. */
export const SEND_LOCK_WAIT = 30 * SECOND;

/** The stamp of one thing the owner does now. */
export function newAct(desk: Desk): Act {
  return { author: desk.user, now: desk.clock(), batch: desk.newId() };
}

/** An account as the store knows it by. */
export function accountKey({ id, network, handle, server, url }: DeskAccount) {
  return { key: id, network, handle, place: url ?? server };
}

/** The configured account behind an id, if it is still configured. */
export function accountOf(desk: Desk, id: string): DeskAccount | undefined {
  return desk.settings.accounts.find((account) => account.id === id);
}

/**
 * The configured account behind an id.
 *
 * @throws EarshotError `account-gone` (config) where it left the configuration
 */
export function requireAccount(desk: Desk, id: string): DeskAccount {
  const account = accountOf(desk, id);
  if (account) return account;
  throw new EarshotError(`The account ${id} is not in the configuration any more.`, {
    code: 'account-gone',
    kind: 'config',
    hint: 'Add it again with `earshot account add`.',
  });
}

/**
 * The accounts to work on: those named by id, handle or network, or every enabled one.
 *
 * @throws EarshotError (usage or config) where a name fits none, or there is none at all
 */
export function chooseAccounts(desk: Desk, names: readonly string[] | undefined): DeskAccount[] {
  const { accounts } = desk.settings;
  if (accounts.length === 0) {
    throw new EarshotError('There is no account to listen with.', {
      code: 'no-accounts',
      kind: 'config',
      hint: 'Connect one with `earshot account add x`.',
    });
  }
  if (!names) return accounts.filter((account) => account.enabled);
  const chosen = new Set<DeskAccount>();
  for (const name of names) {
    const wanted = name.replace(/^@/, '').toLowerCase();
    const found = accounts.filter((account) =>
      [account.id, account.handle, account.network].some((known) => known.toLowerCase() === wanted),
    );
    if (found.length === 0) {
      throw new EarshotError(`There is no account '${name}'.`, {
        code: 'account-unknown',
        kind: 'usage',
        hint: `There are: ${accounts.map((account) => account.id).join(', ')}.`,
      });
    }
    for (const account of found) chosen.add(account);
  }
  return [...chosen];
}
