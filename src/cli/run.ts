import type { Command } from 'commander';
import { EarshotError } from '../core/errors.js';
import { toJsonText } from '../output/json.js';
import type { Streams } from '../output/streams.js';
import { createStyle } from '../output/style.js';
import type { CommandModule } from './command-spec.js';
import { type Context, type GlobalOptions, print } from './context.js';
import { EXIT, type ExitCode, exitCodeOf } from './exit-codes.js';
import { buildProgram, isHelpShown, isUsageError } from './program.js';

export interface RunOptions {
  version: string;
  streams: Streams;
  env: Readonly<Record<string, string | undefined>>;
  context(options: GlobalOptions): Context & { close(): Promise<void> };
}

/** Parses a command line, runs its command, and turns whatever happens into an exit code. */
export async function runCommandLine(argv: readonly string[], run: RunOptions): Promise<ExitCode> {
  let code: ExitCode = EXIT.done;
  // Nothing is secret before a command has read it.
  let redact = (text: string): string => text;
  const wantsJson = argv.includes('--json');
  const runner = async (module: CommandModule, command: Command, args: readonly string[]) => {
    const context = run.context(globalOptions(command));
    redact = context.redactor.redact;
    try {
      code = (await module.run(context, command.opts(), args)) ?? EXIT.done;
      if (context.signal.aborted && !context.streams.stdout.closed) code = EXIT.interrupted;
    } finally {
      await context.close();
    }
  };
  const { streams, version } = run;
  const program = buildProgram({ version, ...streams, argv, run: runner });
  try {
    await program.parseAsync([...argv], { from: 'user' });
    return code;
  } catch (error) {
    if (isHelpShown(error)) return EXIT.done;
    if (isUsageError(error)) return EXIT.usage;
    await reportError(error, run, {
      redact,
      json: wantsJson,
      verbose: argv.includes('--verbose') || argv.includes('-v'),
    });
    return error instanceof EarshotError ? exitCodeOf(error.kind) : EXIT.failed;
  }
}

async function reportError(
  error: unknown,
  run: RunOptions,
  how: { json: boolean; verbose: boolean; redact(text: string): string },
): Promise<void> {
  const { stderr } = run.streams;
  const { errorJson, errorLines } = await import('../views/error.js');
  if (how.json) {
    stderr.write(`${how.redact(toJsonText(errorJson(error)))}\n`);
    return;
  }
  const style = await createStyle({ isTTY: stderr.isTTY, env: run.env });
  const width = stderr.isTTY ? stderr.columns : 1_000;
  const { redact, verbose } = how;
  print(stderr, errorLines(error, { style, width, verbose, redact }));
}

function globalOptions(command: Command): GlobalOptions {
  const options = command.optsWithGlobals<GlobalOptions>();
  return {
    ...(options.config === undefined ? {} : { config: options.config }),
    ...(options.db === undefined ? {} : { db: options.db }),
    json: options.json === true,
    color: options.color,
    input: options.input,
    quiet: options.quiet === true,
    verbose: options.verbose === true,
  };
}
