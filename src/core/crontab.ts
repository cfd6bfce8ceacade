import { EarshotError } from './errors.js';

// Our lines in somebody's crontab: between two comments that name the desk, so that nothing else is ever touched.

const MINUTES = [1, 2, 3, 4, 5, 6, 10, 12, 15, 20, 30];
const HOURS = [1, 2, 3, 4, 6, 8, 12];

/** What is to run by itself for one desk. Paths are absolute. */
export interface Schedule {
  /** Node, and the script. */
  program: readonly string[];
  config: string;
  /** null: where the configuration has it. */
  db: string | null;
  log: string;
  /** Minutes between polls, as `evenMinutes` gives them. */
  everyMinutes: number;
  /** When the digest is sent; null: it is not. */
  digestAt: { hour: number; minute: number } | null;
}

/**
 * The longest interval that cron can keep evenly and that is no longer than wanted: a part of an hour or of a day.
 *
 * @param wanted ms
 * @returns minutes
 */
export function evenMinutes(wanted: number): number {
  const minutes = wanted / 60_000;
  const even = [...MINUTES, ...HOURS.map((hours) => hours * 60), 24 * 60];
  return even.findLast((each) => each <= minutes) ?? 1;
}

/** One command line of the shell, `earshot` with the desk's configuration and what follows. */
export function commandLine({ program, config, db }: Schedule, args: readonly string[]): string[] {
  return [...program, '--config', config, ...(db === null ? [] : ['--db', db]), ...args];
}

/** What runs, by name: its arguments. */
export const JOBS = {
  poll: ['poll', '--summary'],
  digest: ['digest', '--since', 'last', '--send'],
} as const;

/**
 * The lines for a crontab. What the commands print goes to the log; what goes wrong goes to cron, which mails it.
 *
 * @throws EarshotError `path-unfit` where a path cannot stand in a crontab
 */
export function crontabLines(schedule: Schedule): string[] {
  const { everyMinutes: every, digestAt } = schedule;
  const line = (when: string, job: keyof typeof JOBS) =>
    `${when} ${commandLine(schedule, JOBS[job]).map(quoted).join(' ')} >>${quoted(schedule.log)}`;
  const often =
    every < 60
      ? `${every === 1 ? '*' : `*/${every}`} * * * *`
      : `0 ${every === 60 ? '*' : every === 24 * 60 ? '0' : `*/${every / 60}`} * * *`;
  return [
    line(often, 'poll'),
    ...(digestAt === null ? [] : [line(`${digestAt.minute} ${digestAt.hour} * * *`, 'digest')]),
  ];
}

/** A word for cron's shell; cron itself reads % as the end of the line. */
function quoted(word: string): string {
  if (/[\n\r\0]/.test(word)) {
    throw new EarshotError(`${JSON.stringify(word)} cannot stand in a crontab: it has a line break.`, {
      code: 'path-unfit',
      hint: 'Move the file to a path without one.',
    });
  }
  const safe = /^[\w@+:,./=-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
  return safe.replaceAll('%', '\\%');
}

/** A crontab with our lines for a desk, in place of those there were. @param desk the path of its configuration */
export function withBlock(crontab: string, desk: string, lines: readonly string[]): string {
  const block = `${[begin(desk), ...lines, end(desk)].join('\n')}\n`;
  const found = find(crontab, desk);
  if (found) return crontab.slice(0, found.from) + block + crontab.slice(found.to);
  return `${crontab}${crontab === '' || crontab.endsWith('\n') ? '' : '\n'}${block}`;
}

/** The same without them. */
export function withoutBlock(crontab: string, desk: string): string {
  const found = find(crontab, desk);
  return found ? crontab.slice(0, found.from) + crontab.slice(found.to) : crontab;
}

/** Our lines for a desk, or null where there are none. */
export function blockOf(crontab: string, desk: string): string[] | null {
  const found = find(crontab, desk);
  return found && crontab.slice(found.from, found.to).trimEnd().split('\n').slice(1, -1);
}

function begin(desk: string): string {
  return `# earshot, begin: ${desk}`;
}

function end(desk: string): string {
  return `# earshot, end: ${desk}`;
}

function find(crontab: string, desk: string): { from: number; to: number } | null {
  let from = placeOfLine(crontab, begin(desk), 0);
  while (from !== -1) {
    const last = placeOfLine(crontab, end(desk), from);
    if (last === -1) return null;
    const next = placeOfLine(crontab, begin(desk), from + 1);
    // One that lost its end is not ours to close: what stands between is somebody else's.
    if (next === -1 || next > last)
      return { from, to: Math.min(crontab.length, last + end(desk).length + 1) };
    from = next;
  }
  return null;
}

function placeOfLine(text: string, line: string, from: number): number {
  for (let at = text.indexOf(line, from); at !== -1; at = text.indexOf(line, at + 1)) {
    const after = text[at + line.length];
    if ((at === 0 || text[at - 1] === '\n') && (after === undefined || after === '\n')) return at;
  }
  return -1;
}
