import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { EXIT } from './cli/exit-codes.js';
import type { Clock } from './core/clock.js';
import type { Fetch } from './core/fetch.js';
import { type Streams, systemStreams } from './output/streams.js';

/** What a test or another command may replace. */
export interface Overrides {
  clock?: Clock;
  fetch?: Fetch;
  cwd?: string;
  signal?: AbortSignal;
  /** Told how to take secrets out of a text, once a command may read some. */
  onRedactor?(redact: (text: string) => string): void;
}

/**
 * Runs one command line.
 *
 * @param argv what was typed after `earshot`
 * @param env environment variables
 * @returns the exit code (see src/cli/exit-codes.ts)
 */
export async function main(
  argv: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
  streams: Streams,
  overrides: Overrides = {},
): Promise<number> {
  const version = readVersion();
  if (argv.length === 1 && argv[0] === '--version') {
    streams.stdout.write(`${version}\n`);
    return EXIT.done;
  }
  const [{ runCommandLine }, { createContext }] = await Promise.all([
    import('./cli/run.js'),
    import('./wiring/context.js'),
  ]);
  const base = {
    version,
    env,
    streams,
    cwd: overrides.cwd ?? process.cwd(),
    clock: overrides.clock ?? Date.now,
    signal: overrides.signal ?? new AbortController().signal,
    fetch: overrides.fetch ?? fetch,
    pid: process.pid,
    nodeVersion: process.versions.node,
    program: [process.execPath, fileURLToPath(new URL('../bin/earshot.js', import.meta.url))],
    run: (line: readonly string[], own: { streams: Streams; env: Readonly<Record<string, string>> }) =>
      main(line, { ...env, ...own.env }, own.streams, overrides),
  };
  return runCommandLine(argv, {
    version,
    streams,
    env,
    context: (options) => {
      const context = createContext({ ...base, options });
      overrides.onRedactor?.(context.redactor.redact);
      return context;
    },
  });
}

/** Runs this process's own command line; for bin/earshot.js. */
export async function runProcess(): Promise<void> {
  const abort = new AbortController();
  const streams = systemStreams(process, () => abort.abort());
  const interrupt = () => {
    // The first asks the command to end tidily; a second one does not ask.
    if (abort.signal.aborted) process.exit(EXIT.interrupted);
    abort.abort();
  };
  process.on('SIGINT', interrupt);
  process.on('SIGTERM', interrupt);
  let redact = (text: string) => text;
  process.once('uncaughtException', (error) => void crash(error, streams, redact));
  let code = await main(process.argv.slice(2), process.env, streams, {
    signal: abort.signal,
    onRedactor: (known) => {
      redact = known;
    },
  });
  try {
    await Promise.all([streams.stdout.flush(), streams.stderr.flush()]);
  } catch (error) {
    code = EXIT.failed;
    streams.stderr.write(`earshot: ${error instanceof Error ? error.message : String(error)}\n`);
  }
  process.off('SIGINT', interrupt);
  process.off('SIGTERM', interrupt);
  process.exitCode = code;
}

/** A fault nobody caught: Node would print what it holds, secrets of a request included. */
async function crash(error: unknown, { stderr }: Streams, redact: (text: string) => string): Promise<never> {
  const [{ errorLines }, { PLAIN }] = await Promise.all([
    import('./views/error.js'),
    import('./output/style.js'),
  ]);
  const verbose = process.argv.includes('--verbose') || process.argv.includes('-v');
  const lines = errorLines(error, { style: PLAIN, width: stderr.columns, verbose, redact });
  // Last of all: a screen that is up would take it away with itself.
  stderr.atExit(`${lines.join('\n')}\n`);
  process.exit(EXIT.failed);
}

function readVersion(): string {
  const text = readFileSync(new URL('../package.json', import.meta.url), 'utf8');
  const { version } = JSON.parse(text) as { version: string };
  return version;
}
