import type { BenchFigures, BenchReport } from '../core/score-bench.js';
import { tsvRow } from '../output/csv.js';
import { counted } from '../output/number.js';
import { safeLine } from '../output/sanitise.js';
import { type Column, table } from '../output/table.js';
import { hang } from '../output/width.js';
import type { View } from './view.js';

type Named = { name: string } & BenchFigures;

const percent = (share: number) => (share * 100).toFixed(1);

const FIGURES: readonly Column<Named>[] = [
  { header: 'SET', cell: ({ name }) => safeLine(name) },
  { header: 'N', align: 'right', cell: ({ n }) => String(n) },
  { header: 'ACCURACY', align: 'right', cell: ({ accuracy }) => percent(accuracy) },
  { header: 'RECALL', align: 'right', cell: ({ macroRecall }) => percent(macroRecall) },
  { header: 'F1', align: 'right', cell: ({ macroF1 }) => percent(macroF1) },
  { header: 'ECE', align: 'right', drop: 1, cell: ({ calibrationError }) => percent(calibrationError) },
  { header: 'LANGUAGE', align: 'right', drop: 2, cell: ({ languageAccuracy }) => percent(languageAccuracy) },
];

type LabelRow = BenchFigures['perLabel'][number] & { said: BenchFigures['confusion'][number] | undefined };

const LABELS: readonly Column<LabelRow>[] = [
  { header: 'LABEL', cell: ({ label }) => label },
  { header: 'N', align: 'right', cell: ({ texts }) => String(texts) },
  { header: 'PRECISION', align: 'right', drop: 1, cell: ({ precision }) => percent(precision) },
  { header: 'RECALL', align: 'right', cell: ({ recall }) => percent(recall) },
  { header: 'F1', align: 'right', cell: ({ f1 }) => percent(f1) },
  { header: 'AS −', align: 'right', drop: 2, cell: ({ said }) => String(said?.negative ?? 0) },
  { header: 'AS 0', align: 'right', drop: 2, cell: ({ said }) => String(said?.neutral ?? 0) },
  { header: 'AS +', align: 'right', drop: 2, cell: ({ said }) => String(said?.positive ?? 0) },
];

/** `score --bench` at a terminal: macro-averages in percent, by language, and each label with what it was taken for. */
export function benchLines(report: BenchReport, view: View): string[] {
  const { all, byLanguage, badRows, badRowCount, scorer, file } = report;
  const labels = all.perLabel.map((row) => ({
    ...row,
    said: all.confusion.find(({ label }) => label === row.label),
  }));
  return [
    ...hang(
      '',
      `${safeLine(file)}, scorer ${scorer}, in percent; recall and F1 are means over the labels`,
      view.width,
      0,
    ),
    '',
    ...table(FIGURES, rowsOf({ all, byLanguage }), view),
    '',
    ...table(LABELS, labels, view),
    ...(badRowCount === 0
      ? []
      : ['', ...hang('', `${counted(badRowCount, 'row')} left out:`, view.width, 0)]),
    ...badRows.map(({ line, problem }) => `  line ${line}: ${safeLine(problem)}`),
  ];
}

/** `score --bench` in a pipe: set, n, accuracy, macro-recall, macro-F1, calibration error, language; from 0 to 1. */
export function benchTsv(report: BenchReport): string[] {
  return rowsOf(report).map((row) =>
    tsvRow([
      row.name,
      row.n,
      row.accuracy,
      row.macroRecall,
      row.macroF1,
      row.calibrationError,
      row.languageAccuracy,
    ]),
  );
}

function rowsOf({ all, byLanguage }: Pick<BenchReport, 'all' | 'byLanguage'>): Named[] {
  return [
    { name: 'all', ...all },
    ...(byLanguage.length < 2
      ? []
      : byLanguage.map(({ language, ...figures }) => ({ name: language, ...figures }))),
  ];
}
