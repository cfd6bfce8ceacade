import type { LoadedConfig } from '../config/load.js';
import type { Clock } from '../core/clock.js';
import type { TeachableScorer } from '../core/lessons.js';
import type { Redactor } from '../core/redact.js';
import { guardLine } from '../output/sanitise.js';
import type { OutStream, Streams } from '../output/streams.js';
import type { Style } from '../output/style.js';
import type { AccountWiring } from '../services/accounts.js';
import type { Desk } from '../services/desk.js';

/** What every command accepts. */
export interface GlobalOptions {
  config?: string;
  db?: string;
  json: boolean;
  color: boolean;
  input: boolean;
  quiet: boolean;
  verbose: boolean;
}

/** What a command works with. Whatever costs time is a function, so that `--help` opens nothing. */
export interface Context {
  version: string;
  env: Readonly<Record<string, string | undefined>>;
  cwd: string;
  clock: Clock;
  signal: AbortSignal;
  streams: Streams;
  options: GlobalOptions;
  /** The style of stdout. */
  style(): Promise<Style>;
  errorStyle(): Promise<Style>;
  /** The configuration, found and checked; throws EarshotError (config) where there is none. */
  config(): Promise<LoadedConfig>;
  /** The path of the configuration, or null. */
  configPath(): Promise<string | null>;
  /** The configured desk with its database open. Closed by main when the command ends. */
  desk(): Promise<Desk>;
  /** The scorer without a desk: `score` needs no configuration. */
  scorer(): Promise<TeachableScorer>;
  /** What adding and checking accounts needs: secrets, networks, authorisation. */
  accounts(): Promise<AccountWiring>;
  /** How a network is written for people. */
  networkName(id: string): string;
  redactor: Redactor;
  pid: number;
  /** Node's version, without the v. */
  nodeVersion: string;
  /** How this program is started: Node, and the script. */
  program: readonly string[];
  /** Runs another earshot command in this process, with streams and variables of its own: the demo does. */
  run(
    argv: readonly string[],
    own: { streams: Streams; env: Readonly<Record<string, string>> },
  ): Promise<number>;
}

/** Whether a person is there to be asked. */
export function isInteractive(context: Context): boolean {
  const { streams, options } = context;
  return options.input && !options.json && streams.stdin.isTTY && streams.stdout.isTTY;
}

/** Writes lines for a person to a stream, laid out as its terminal needs them. */
export function print(out: OutStream, lines: readonly string[]): void {
  const { layout } = out;
  const seen = lines.map((line) => guardLine(layout === null ? line : layout.arrange(line)));
  if (seen.length > 0) out.write(`${seen.join('\n')}\n`);
}
