import { COUNTED, type Counted } from './check.js';
import type { TrialReport } from './trial.js';

/** What trials of one kind of fault came to. */
export interface Sum {
  trials: number;
  runs: number;
  kills: number;
  failures: number;
  mentions: number;
  replies: number;
  alarms: number;
  looked: number;
  found: Record<Counted, number>;
  /** Trials in which something else was wrong. */
  otherwise: number;
}

function sumOf(reports: readonly TrialReport[]): Sum {
  const sum = (of: (report: TrialReport) => number) =>
    reports.reduce((total, report) => total + of(report), 0);
  const found = (what: Counted) =>
    sum(({ findings }) => findings.filter((finding) => finding.what === what).length);
  return {
    trials: reports.length,
    runs: sum(({ runs }) => runs),
    kills: sum(({ kills }) => kills),
    failures: sum(({ failures }) => failures),
    mentions: sum(({ mentions }) => mentions),
    replies: sum(({ replies }) => replies),
    alarms: sum(({ alarms }) => alarms),
    looked: sum(({ looked }) => looked),
    found: Object.fromEntries(COUNTED.map((what) => [what, found(what)])) as Record<Counted, number>,
    otherwise: sum(({ wrong }) => Number(wrong.length > 0)),
  };
}

export function isClean({ findings, wrong }: TrialReport): boolean {
  return findings.length === 0 && wrong.length === 0;
}

/** The campaign as a table: a line for each kind of fault, then all of them, then what is counted. */
export function reportLines(reports: readonly TrialReport[]): string[] {
  const kinds = [...new Set(reports.map(({ kind }) => kind))];
  const columns = ['trials', 'runs', 'kills', 'failures', 'mentions', 'replies', 'alarms', 'looked'] as const;
  const line = (name: string, sum: Sum, faulty: number) =>
    [
      name.padEnd(24),
      ...columns.map((column) => String(sum[column]).padStart(9)),
      String(faulty).padStart(9),
    ].join('');
  const rows = kinds.map((kind) => {
    const own = reports.filter((report) => report.kind === kind);
    return line(kind, sumOf(own), own.filter((report) => !isClean(report)).length);
  });
  const all = sumOf(reports);
  return [
    ['fault'.padEnd(24), ...columns.map((column) => column.padStart(9)), 'faulty'.padStart(9)].join(''),
    ...rows.toSorted(),
    line('all', all, reports.filter((report) => !isClean(report)).length),
    '',
    ...COUNTED.map((what) => `${what}: ${all.found[what]}`),
    `wrong otherwise: ${all.otherwise}`,
  ];
}

/** What a faulty trial was, for whoever looks into it. */
export function troubleLines({ number, kind, findings, wrong, story }: TrialReport): string[] {
  return [
    `trial ${number}, ${kind}:`,
    ...findings.map(({ what, words }) => `  ${what}: ${words}`),
    ...wrong.map((words) => `  ${words.trimEnd()}`),
    ...story.map((words) => `    ${words}`),
  ];
}
