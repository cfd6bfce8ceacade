import type { Shape } from './shape.js';

/** The machine, as far as it matters to a fault. */
export interface MachineFacts {
  earshot: string;
  node: string;
  platform: string;
  arch: string;
  release: string;
  /** TERM, or null. */
  terminal: string | null;
}

/** What a database is, without a word of what is in it. */
export interface StoreFacts {
  sqlite: string;
  /** The number of the last migration. */
  schema: number;
  /** Of the file, and of its WAL. */
  bytes: number;
  walBytes: number;
  /** How many rows each table has. */
  rows: Record<string, number>;
}

/** When one of the long commands last ran. Times are ms UTC. */
export interface RunFacts {
  startedAt: number;
  finishedAt: number | null;
  exitCode: number | null;
}

/** The state of one account, by its number in the configuration. Times are ms UTC. */
export interface AccountFacts {
  account: number;
  network: string;
  auth: string;
  enabled: boolean;
  polledAt: number | null;
  okAt: number | null;
  failures: number;
  error: { code: string; kind: string; at: number } | null;
  retryAt: number | null;
  stoppedAt: number | null;
}

/** What may be shown to whoever helps: no secret, no message, no name, no path. */
export interface DoctorReport {
  machine: MachineFacts;
  /** Levels and codes only: the words of a finding name accounts and places. */
  findings: { subject: string; level: string; code: string }[];
  /** null where it cannot be read. */
  configuration: Shape | null;
  accounts: AccountFacts[];
  channels: { channel: number; kind: string; carries: readonly string[] }[];
  /** null where it cannot be opened. */
  database: StoreFacts | null;
  runs: Record<'poll' | 'digest', RunFacts | null> | null;
}
