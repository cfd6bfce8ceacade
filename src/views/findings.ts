import { tsvRow } from '../output/csv.js';
import { safeLine } from '../output/sanitise.js';
import type { Paint, Style } from '../output/style.js';
import { hang } from '../output/width.js';
import type { View } from './view.js';

/** One thing that was looked at, and how it is. */
export interface Finding {
  level: 'ok' | 'note' | 'warning' | 'error';
  code: string;
  message: string;
  hint?: string;
}

/** Findings about one subject: the configuration, the database, an account. */
export interface FindingGroup {
  subject: string;
  findings: readonly Finding[];
}

const MARKS: Readonly<Record<Finding['level'], string>> = { ok: '✔', note: '·', warning: '!', error: '✖' };

/** `doctor` and `account check` at a terminal: each subject, its findings, the remedy under each that needs one. */
export function findingLines(groups: readonly FindingGroup[], view: View): string[] {
  const { style, width } = view;
  const lines = groups.flatMap(({ subject, findings }) => [
    ...hang('', safeLine(subject), width, 2).map(style.bold),
    ...findings.flatMap(({ level, message, hint }) => {
      const [first = '', ...rest] = hang(`  ${MARKS[level]} `, safeLine(message), width);
      const marked = first.replace(MARKS[level], paint(style, level)(MARKS[level]));
      return [
        marked,
        ...rest,
        ...(hint ? hang('    next: ', safeLine(hint), width, 4).map(style.accent) : []),
      ];
    }),
  ]);
  return [...lines, ...summary(groups, view)];
}

function paint(style: Style, level: Finding['level']): Paint {
  if (level === 'ok') return style.positive;
  if (level === 'note') return style.dim;
  return level === 'warning' ? style.warn : style.error;
}

function summary(groups: readonly FindingGroup[], { style, width }: View): string[] {
  const levels = groups.flatMap(({ findings }) => findings.map(({ level }) => level));
  const errors = levels.filter((level) => level === 'error').length;
  const warnings = levels.filter((level) => level === 'warning').length;
  const parts = [
    ...(errors > 0 ? [`${errors} to fix`] : []),
    ...(warnings > 0 ? [`${warnings} to look at`] : []),
  ];
  const text = parts.length === 0 ? 'All well.' : `${parts.join(', ')}.`;
  return hang('', text, width).map(paint(style, errors > 0 ? 'error' : warnings > 0 ? 'warning' : 'ok'));
}

/** Findings in a pipe: subject, level, code, message, hint. */
export function findingsTsv(groups: readonly FindingGroup[]): string[] {
  return groups.flatMap(({ subject, findings }) =>
    findings.map(({ level, code, message, hint }) => tsvRow([subject, level, code, message, hint ?? null])),
  );
}
