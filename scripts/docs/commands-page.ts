import type { CommandSpec, OptionSpec } from '../../src/cli/command-spec.js';
import { buildProgram, SECTIONS } from '../../src/cli/program.js';
import { memoryStreams } from '../../src/output/streams.js';
import { GENERATED, table } from './markdown.js';

/** docs/commands.md: every command with its options and examples, from the command tree itself. */
export function commandsPage(): string {
  const lines = [
    '# Commands',
    '',
    GENERATED,
    '',
    '`earshot <command> --help` prints the same at the terminal. Mentions and replies have small numbers of their own;',
    'a leading `#` is allowed. Times are written `24h`, `7d`, `2026-11-01` or `2026-11-23T09:00`, in the time zone of the',
    'business.',
    '',
    '## For every command',
    '',
    ...globalOptions(),
    'Variables: `EARSHOT_CONFIG` and `EARSHOT_DB` stand in for `--config` and `--db`; `NO_COLOR` and `FORCE_COLOR` are',
    'honoured. How a command ends is in [exit-codes.md](exit-codes.md), what `--json` prints in [json.md](json.md).',
    '',
  ];
  for (const { title, nodes } of SECTIONS) {
    lines.push(`## ${title}`, '');
    for (const node of nodes) {
      if (!('group' in node)) lines.push(...commandLines(node, []));
      else for (const spec of node.commands) lines.push(...commandLines(spec, [node.group]));
    }
  }
  return `${lines.join('\n').trimEnd()}\n`;
}

function globalOptions(): string[] {
  const { stdout, stderr } = memoryStreams();
  const program = buildProgram({ version: '', stdout, stderr, json: false, run: async () => {} });
  return table(
    ['option', 'does'],
    program.options.map(({ flags, description }) => [`\`${flags}\``, description]),
  );
}

function commandLines(spec: CommandSpec, path: readonly string[]): string[] {
  const width = Math.max(...spec.examples.map(([command]) => command.length));
  return [
    `### \`earshot ${[...path, spec.usage].join(' ')}\``,
    '',
    `${spec.summary}.${spec.description === undefined ? '' : ` ${spec.description}`}`,
    '',
    ...table(
      ['option', 'does'],
      (spec.options ?? [])
        .filter(({ hidden }) => !hidden)
        .map((option) => [`\`${option.flags}\``, meaning(option)]),
    ),
    '```sh',
    ...spec.examples.map(([command, what]) => `${command.padEnd(width)}  # ${what}`),
    '```',
    '',
  ];
}

function meaning({ what, choices, default: standard, list }: OptionSpec): string {
  const unnamed = (choices ?? []).filter((choice) => !what.includes(choice));
  const notes = [
    unnamed.length > 0 ? `one of ${choices?.join(', ')}` : '',
    standard === undefined ? '' : `default: ${standard}`,
    list ? 'may be repeated, or a list with commas' : '',
  ].filter((note) => note !== '');
  return notes.length === 0 ? what : `${what} (${notes.join('; ')})`;
}
