import { Command, CommanderError, Help } from 'commander';
import type { OutStream } from '../output/streams.js';
import { addCommand, type CommandSpec, type Runner } from './command-spec.js';
import { complaintOf } from './complaint.js';
import { answerCommands } from './tree/answer.js';
import { automationCommands } from './tree/automation.js';
import { bulkCommands } from './tree/bulk.js';
import { dataCommands } from './tree/data.js';
import { listenCommands } from './tree/listen.js';
import { reportCommands } from './tree/report.js';
import { rulesCommands } from './tree/rules.js';
import { setupCommands } from './tree/setup.js';
import { templateCommands } from './tree/templates.js';

/** A command, or a group of them under one noun. */
export type TreeNode = CommandSpec | { group: string; summary: string; commands: readonly CommandSpec[] };

/** The command tree in the order that help shows it. */
export const SECTIONS: readonly { title: string; nodes: readonly TreeNode[] }[] = [
  { title: 'Listen', nodes: listenCommands },
  { title: 'Answer', nodes: [...answerCommands, ...bulkCommands, ...templateCommands, ...rulesCommands] },
  { title: 'Report', nodes: reportCommands },
  { title: 'Your data', nodes: dataCommands },
  { title: 'Set up', nodes: [...setupCommands, ...automationCommands] },
];

export interface ProgramOptions {
  version: string;
  stdout: OutStream;
  stderr: OutStream;
  run: Runner;
  /** The command line; only the commands it names are made then. Left out, the whole tree is. */
  argv?: readonly string[];
}

/** The command tree. Nothing but names and options is loaded. */
export function buildProgram({ version, stdout, stderr, run, argv = [] }: ProgramOptions): Command {
  const program = new Command('earshot')
    .description('Hear what people say about your business, and answer in time.')
    .version(version, '--version', 'print the version')
    .helpOption('-h, --help', 'print help')
    .helpCommand(false)
    .option('--config <file>', 'the configuration to use (default: ./earshot.config.json)')
    .option('--db <file>', 'the database to use (default: beside the configuration)')
    .option('--json', 'print one JSON document')
    .option('--no-color', 'print without colour')
    .option('--no-input', 'never ask; fail where an answer is needed')
    .option('-q, --quiet', 'print only what went wrong')
    .option('-v, --verbose', 'explain errors in full')
    .showSuggestionAfterError(true)
    .addHelpText(
      'after',
      `
Try it without any account:  earshot demo
Set it up:                   earshot init
More about a command:        earshot <command> --help`,
    );
  const named = namedIn(argv);
  for (const { title, nodes } of SECTIONS) {
    program.commandsGroup(`${title}:`);
    for (const node of nodes) if (named.size === 0 || named.has(node)) addNode(program, node, run);
  }
  settle(program, stdout, stderr);
  return program;
}

/**
 * The commands a line may mean: making the others would be felt at every start. None where it asks for help first or
 * names no command, since help and suggestions want all of them.
 */
function namedIn(argv: readonly string[]): ReadonlySet<TreeNode> {
  const all = SECTIONS.flatMap(({ nodes }) => nodes);
  const nameOf = (node: TreeNode) => ('group' in node ? node.group : (node.usage.split(' ')[0] ?? ''));
  const isHelp = (word: string) => word === '--help' || word === '-h';
  const first = argv.findIndex((word) => isHelp(word) || all.some((node) => nameOf(node) === word));
  if (isHelp(argv[first] ?? '--help')) return new Set();
  return new Set(all.filter((node) => argv.includes(nameOf(node))));
}

function addNode(program: Command, node: TreeNode, run: Runner): void {
  if (!('group' in node)) {
    addCommand(program, node, run);
    return;
  }
  const group = program
    .command(node.group)
    .summary(node.summary)
    .description(`${node.summary}.`)
    .helpCommand(false);
  for (const spec of node.commands) addCommand(group, spec, run);
}

/** What commander throws where it printed what was asked for, or the help of a group that wants a command. */
const HELP_CODES: ReadonlySet<string> = new Set([
  'commander.help',
  'commander.helpDisplayed',
  'commander.version',
]);

/** A column of help is wrapped where it is at least so wide: at 60 columns too. */
const NARROWEST_HELP = 16;

/**
 * Makes every command write to our streams, and throw instead of exiting: an EarshotError for a line it refuses, what
 * commander throws where it has printed help or the version.
 */
function settle(command: Command, stdout: OutStream, stderr: OutStream): void {
  command.exitOverride((error) => {
    throw HELP_CODES.has(error.code) ? error : complaintOf(error, pathOf(command));
  });
  command.configureOutput({
    writeOut: (text) => stdout.write(text),
    writeErr: (text) => stderr.write(text),
    getOutHelpWidth: () => stdout.columns,
    getErrHelpWidth: () => stderr.columns,
    getOutHasColors: () => false,
    getErrHasColors: () => false,
    // Said by whoever catches it.
    outputError: () => {},
  });
  command.configureHelp({
    showGlobalOptions: command.parent !== null,
    minWidthToWrap: NARROWEST_HELP,
    subcommandTerm: (sub) => nameAndAliases(sub),
  });
  for (const child of command.commands) settle(child, stdout, stderr);
}

/** A command as it is typed: `earshot template add`. */
function pathOf(command: Command): string {
  return command.parent === null ? command.name() : `${pathOf(command.parent)} ${command.name()}`;
}

function nameAndAliases(command: Command): string {
  const subcommands = command.commands.map((child) => child.name());
  return subcommands.length > 0
    ? `${command.name()} ${subcommands.join('·')}`
    : new Help().subcommandTerm(command);
}

/** Whether commander stopped because it had printed what was asked for: help or the version. */
export function isHelpShown(error: unknown): boolean {
  return error instanceof CommanderError && error.exitCode === 0;
}

/** Whether a group was named without a command: its help has been printed to stderr. */
export function isUsageError(error: unknown): error is CommanderError {
  return error instanceof CommanderError;
}
