import { type Command, InvalidArgumentError, Option } from 'commander';
import type { Context } from './context.js';
import type { ExitCode } from './exit-codes.js';

/** A command's own file: loaded only when the command runs. */
export interface CommandModule {
  /** @returns the exit code; nothing means done */
  run(context: Context, options: object, args: readonly string[]): Promise<ExitCode | undefined>;
}

/** One command as data: what it is called, what it takes, and where it lives. */
export interface CommandSpec {
  /** Name and arguments as commander writes them: `reply <id> [text...]`. */
  usage: string;
  summary: string;
  /** A paragraph more, where the summary does not say enough. */
  description?: string;
  options?: readonly OptionSpec[];
  /** What an argument may be, by its name. */
  argumentChoices?: Readonly<Record<string, readonly string[]>>;
  /** Whether the command refuses another choice itself, in its own words. */
  refusesItself?: boolean;
  /** Commands to type, each with what it is for. */
  examples: readonly (readonly [command: string, what: string])[];
  load(): Promise<CommandModule>;
}

export interface OptionSpec {
  flags: string;
  what: string;
  choices?: readonly string[];
  default?: string;
  /** May be given several times, or as a list as `splitList` reads it. */
  list?: boolean;
  /** May be given several times; a comma is part of the value. */
  repeat?: boolean;
  hidden?: boolean;
}

/** Runs a command with the context made for it; provided by the composition root. */
export type Runner = (module: CommandModule, command: Command, args: readonly string[]) => Promise<void>;

/** Adds a command to the tree. Its file is imported when it runs, so that `--help` loads nothing. */
export function addCommand(parent: Command, spec: CommandSpec, run: Runner): void {
  const command = parent.command(spec.usage).summary(spec.summary);
  command.description(
    spec.description === undefined ? `${spec.summary}.` : `${spec.summary}.\n\n${spec.description}`,
  );
  for (const argument of command.registeredArguments) {
    const choices = spec.argumentChoices?.[argument.name()];
    if (choices) argument.choices([...choices]);
    if (spec.refusesItself) argument.argParser((value) => value);
  }
  for (const option of spec.options ?? []) command.addOption(toOption(option));
  command.addHelpText('after', examplesText(spec.examples));
  command.action(async () => run(await spec.load(), command, command.args));
}

function toOption(spec: OptionSpec): Option {
  const option = new Option(spec.flags, spec.what);
  if (spec.choices) option.choices([...spec.choices]);
  if (spec.default !== undefined) option.default(spec.default);
  if (spec.hidden) option.hideHelp();
  if (spec.repeat)
    option.argParser((value: string, previous: string[] | undefined) => [...(previous ?? []), value]);
  if (spec.list)
    option.argParser((value: string, previous: string[] | undefined) => collect(spec, value, previous));
  return option;
}

function collect(spec: OptionSpec, value: string, previous: string[] | undefined): string[] {
  const values = splitList(value);
  const wrong = spec.choices && values.find((part) => !spec.choices?.includes(part));
  if (wrong !== undefined) {
    throw new InvalidArgumentError(`'${wrong}' is not one of ${spec.choices?.join(', ')}.`);
  }
  return [...(previous ?? []), ...values];
}

/**
 * The parts of a list with commas; one in double quotes may hold a comma, and a quote twice, as in CSV. Empty parts are
 * left out, and space around parts is.
 *
 * @throws InvalidArgumentError where a part begins with a quote and does not end with one
 */
export function splitList(text: string): string[] {
  const parts = text.matchAll(/(?<=^|,)\s*(?:"((?:[^"]|"")*)"\s*(?=,|$)|([^,]*))/g);
  return [...parts]
    .map(([, quoted, plain = '']) => quoted?.replaceAll('""', '"').trim() ?? unquoted(plain.trim()))
    .filter((part) => part !== '');
}

function unquoted(part: string): string {
  if (!part.startsWith('"')) return part;
  throw new InvalidArgumentError(
    `A quote is opened at ${part} and not closed at the end of a part. ` +
      'Write "late, again" for one part with a comma in it, and """fresh""" for one with quotes in it.',
  );
}

function examplesText(examples: CommandSpec['examples']): string {
  const width = Math.max(...examples.map(([command]) => command.length));
  const lines = examples.map(([command, what]) => `  $ ${command.padEnd(width)}  ${what}`);
  return `\nExamples:\n${lines.join('\n')}`;
}
