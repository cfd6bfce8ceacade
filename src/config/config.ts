import type * as z from 'zod';
import { type Age, readAge } from '../core/age.js';
import type { AlertSettings } from '../core/alerts.js';
import type { PriceList } from '../core/budget.js';
import type { Channel } from '../core/delivery.js';
import { parseDuration } from '../core/duration.js';
import type { Rule } from '../core/rules.js';
import type { Watch } from '../core/watch.js';
import { toAlerts } from './alerts-schema.js';
import { toChannel } from './delivery-schema.js';
import type { AuthMethod } from './names.js';
import type { configSchema } from './schema.js';
import { SIGN_INS } from './sign-in.js';

type Parsed = z.output<typeof configSchema>;

export type BusinessConfig = Parsed['business'];
type AccountEntry = Parsed['accounts'][number];

/** An account with the defaults of its network; `handle` is empty where the network tells it, or has none. */
export type AccountConfig = AccountEntry & { auth: AuthMethod; handle: string };

/** The most to spend, in micro-dollars, over a run, a UTC day and a UTC month; null for no limit. */
export interface BudgetConfig {
  perRunMicros: number | null;
  perDayMicros: number | null;
  perMonthMicros: number | null;
}

/** The price list of one network, and the ISO date it was read. */
export interface NetworkPrices {
  asOf: string;
  list: PriceList;
}

/** A configuration that was checked, with every default filled in, in the units the code works with. */
export interface Config {
  business: BusinessConfig;
  accounts: AccountConfig[];
  watches: Watch[];
  /** In ms; `lookbackMs` null means as far back as the network allows. */
  poll: { everyMs: number; timeoutMs: number; maxWaitMs: number; lookbackMs: number | null };
  budget: BudgetConfig;
  /** By network id; a network that is not here costs nothing. */
  prices: Readonly<Record<string, NetworkPrices>>;
  /** `reach`: followers from which an author has a large audience. */
  triage: { reach: number };
  /** How long a reply written in the inbox is held before it leaves, ms. */
  reply: { holdMs: number };
  /** Who puts right-to-left text in the order it is read. */
  terminal: { bidi: 'auto' | 'terminal' | 'reorder' };
  rules: Rule[];
  firstAnswers: Parsed['firstAnswers'];
  channels: Channel[];
  alerts: AlertSettings;
  /** `perMinute`: most replies of a bulk plan to send in a minute. */
  bulk: { perMinute: number };
  /** How long mentions are kept; null for ever. */
  retention: { keep: Age | null; all: boolean };
  storage: { database?: string | undefined };
}

function micros(dollars: number): number {
  return Math.round(dollars * 1_000_000);
}

function microsOrNull(dollars: number | null): number | null {
  return dollars === null ? null : micros(dollars);
}

function networkPrices({ asOf, ...list }: Parsed['prices']['x']): NetworkPrices {
  const entries = Object.entries(list).map(([item, dollars]) => [item, micros(dollars)]);
  return { asOf, list: Object.fromEntries(entries) };
}

/** Fills in what the account's network decides. */
export function toAccount(entry: AccountEntry): AccountConfig {
  return { ...entry, handle: entry.handle ?? '', auth: entry.auth ?? SIGN_INS[entry.network].ways[0].auth };
}

function toRule({ name, when, then: { snooze, ...action } }: Parsed['rules'][number]): Rule {
  // biome-ignore lint/suspicious/noThenProperty: as the configuration calls it; never awaited.
  return { name, when, then: snooze === undefined ? action : { ...action, snooze: parseDuration(snooze) } };
}

/** Turns what the schema accepted into the units the code works with. */
export function toConfig(parsed: Parsed): Config {
  const { poll, budget } = parsed;
  return {
    business: parsed.business,
    accounts: parsed.accounts.map(toAccount),
    watches: parsed.watches,
    poll: {
      everyMs: parseDuration(poll.every),
      timeoutMs: parseDuration(poll.timeout),
      maxWaitMs: parseDuration(poll.maxWait),
      lookbackMs: poll.lookback === null ? null : parseDuration(poll.lookback),
    },
    budget: {
      perRunMicros: microsOrNull(budget.perRun),
      perDayMicros: microsOrNull(budget.perDay),
      perMonthMicros: microsOrNull(budget.perMonth),
    },
    prices: { x: networkPrices(parsed.prices.x) },
    triage: parsed.triage,
    reply: { holdMs: parseDuration(parsed.reply.hold) },
    terminal: parsed.terminal,
    rules: parsed.rules.map(toRule),
    firstAnswers: parsed.firstAnswers,
    channels: parsed.delivery.channels.map(toChannel),
    alerts: toAlerts(parsed.alerts),
    bulk: parsed.bulk,
    retention: {
      keep: parsed.retention.keep === null ? null : readAge(parsed.retention.keep),
      all: parsed.retention.all,
    },
    storage: parsed.storage,
  };
}
