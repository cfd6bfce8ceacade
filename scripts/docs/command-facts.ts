import type { OptionSpec } from '../../src/cli/command-spec.js';
import { buildProgram } from '../../src/cli/program.js';
import { memoryStreams } from '../../src/output/streams.js';

/** The options of every command. */
export function globalOptions(): { flags: string; description: string }[] {
  const { stdout, stderr } = memoryStreams();
  const program = buildProgram({ version: '', stdout, stderr, run: async () => {} });
  return program.options.map(({ flags, description }) => ({ flags, description }));
}

/** What an option does, with its choices, its default, and whether it may be repeated. */
export function meaning({ what, choices, default: standard, list }: OptionSpec): string {
  const unnamed = (choices ?? []).filter((choice) => !what.includes(choice));
  const notes = [
    unnamed.length > 0 ? `one of ${choices?.join(', ')}` : '',
    standard === undefined ? '' : `default: ${standard}`,
    list ? 'may be repeated, or a list with commas' : '',
  ].filter((note) => note !== '');
  return notes.length === 0 ? what : `${what} (${notes.join('; ')})`;
}
