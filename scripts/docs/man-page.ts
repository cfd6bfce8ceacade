import { readFileSync } from 'node:fs';
import type { CommandSpec } from '../../src/cli/command-spec.js';
import { SECTIONS } from '../../src/cli/program.js';
import { globalOptions, meaning } from './command-facts.js';

/**
 * man/earshot.1: the whole command line for `man earshot`, in the man(7) macros that every man understands.
 *
 * @see https://man7.org/linux/man-pages/man7/man.7.html
 */
export function manPage(): string {
  const lines = [
    '.\\" Written by `npm run docs`; a test compares it with the program. Do not edit.',
    '.TH EARSHOT 1 "" "earshot" "User Commands"',
    '.ad l',
    '.nh',
    '.SH NAME',
    'earshot \\- hear what people say about your business, and answer in time',
    '.SH SYNOPSIS',
    '.B earshot',
    '[\\fIoptions\\fR] \\fIcommand\\fR [\\fIarguments\\fR]',
    '.SH DESCRIPTION',
    roff(
      'earshot collects the messages that mention a business, and the talk that does not tag it, in one file on this ' +
        'computer. It tells complaints and questions from praise and noise, puts what cannot wait on top, and sends ' +
        'the answers. Mentions and replies have small numbers of their own; a leading # is allowed. Times are ' +
        'written 24h, 7d, 2026-11-01 or 2026-11-23T09:00, in the time zone of the business.',
    ),
    '.PP',
    'Without any account: \\fBearshot demo\\fR. To set it up: \\fBearshot init\\fR.',
    '.SH OPTIONS',
    ...globalOptions().flatMap(({ flags, description }) => tagged(flags, description)),
    '.SH COMMANDS',
    ...SECTIONS.flatMap(({ title, nodes }) => [
      `.SS ${roff(title)}`,
      ...nodes.flatMap((node) =>
        'group' in node
          ? node.commands.flatMap((spec) => commandLines(spec, `${node.group} `))
          : commandLines(node, ''),
      ),
    ]),
    '.SH ENVIRONMENT',
    ...tagged('EARSHOT_CONFIG, EARSHOT_DB', 'stand in for --config and --db'),
    ...tagged('NO_COLOR, FORCE_COLOR', 'no colour; colour even into a pipe'),
    '.SH EXIT STATUS',
    ...exitCodes().flatMap(([code, when]) => tagged(code, when)),
    '.SH FILES',
    ...tagged('earshot.config.json', 'the configuration; it holds no secret'),
    ...tagged(
      'credentials.json',
      'keys and passwords, beside the configuration, readable by its owner alone',
    ),
  ];
  return `${lines.join('\n')}\n`;
}

function commandLines(spec: CommandSpec, group: string): string[] {
  const width = Math.max(...spec.examples.map(([command]) => command.length));
  return [
    '.TP',
    `.B ${roff(`earshot ${group}${spec.usage}`)}`,
    roff(`${spec.summary}.${spec.description === undefined ? '' : ` ${spec.description}`}`),
    '.RS',
    ...(spec.options ?? [])
      .filter(({ hidden }) => !hidden)
      .flatMap((option) => tagged(option.flags, meaning(option))),
    '.PP',
    '.EX',
    ...spec.examples.map(([command, what]) => roff(`${command.padEnd(width)}  # ${what}`)),
    '.EE',
    '.RE',
  ];
}

/** A term in bold and what it means. */
function tagged(term: string, what: string): string[] {
  return ['.TP', `.B ${roff(term)}`, roff(what)];
}

/** The code and the meaning of each row of docs/exit-codes.md. */
function exitCodes(): [code: string, when: string][] {
  const page = readFileSync('docs/exit-codes.md', 'utf8');
  return [...page.matchAll(/^\| (\d+) \| \w+ \| (.+) \|$/gm)].map(([, code = '', when = '']) => [
    code,
    when.replaceAll('`', ''),
  ]);
}

/** Text as roff prints it unchanged: on one line, its backslashes, hyphens and leading dots and quotes escaped. */
function roff(text: string): string {
  return text
    .replace(/\s*\n\s*/g, ' ')
    .replaceAll('\\', '\\e')
    .replaceAll('-', '\\-')
    .replaceAll('"', '\\(dq')
    .replace(/^[.']/, '\\&$&');
}
