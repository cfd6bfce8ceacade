import type { CommandSpec } from '../../src/cli/command-spec.js';
import { SECTIONS } from '../../src/cli/program.js';
import { globalOptions, meaning } from './command-facts.js';
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
    'business. In a list with commas, what holds a comma itself stands in double quotes: `--tag \'vip,"late, again"\'`.',
    '',
    '## For every command',
    '',
    ...table(
      ['option', 'does'],
      globalOptions().map(({ flags, description }) => [`\`${flags}\``, description]),
    ),
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
