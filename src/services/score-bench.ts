import { Calibration, Confusion } from '../core/classification.js';
import type { BenchFigures, BenchReport } from '../core/score-bench.js';
import { type Scorer, SENTIMENT_LABELS, type SentimentLabel } from '../core/sentiment.js';

const MOST_BAD_ROWS = 100;

interface LabelledRow {
  language: string;
  label: SentimentLabel;
  text: string;
}

/**
 * Measures a scorer on labelled texts, one a line: language, label (negative, neutral, positive) and text, separated
 * by tabs. The scorer sees the text alone.
 *
 * @param file what to call them in the report
 */
export async function benchScorer(
  scorer: Scorer,
  file: string,
  lines: AsyncIterable<string>,
): Promise<BenchReport> {
  const all = new Measure();
  const byLanguage = new Map<string, Measure>();
  const badRows: BenchReport['badRows'] = [];
  let badRowCount = 0;
  let line = 0;
  for await (const text of lines) {
    line += 1;
    if (text.trim() === '') continue;
    const row = readRow(text);
    if ('problem' in row) {
      badRowCount += 1;
      if (badRows.length < MOST_BAD_ROWS) badRows.push({ line, problem: row.problem });
      continue;
    }
    const own = byLanguage.get(row.language) ?? new Measure();
    byLanguage.set(row.language, own);
    const understood = scorer.score(row.text);
    for (const measure of [all, own]) measure.add(row, understood.sentiment, understood.language);
  }
  return {
    file,
    scorer: scorer.version,
    all: all.figures(),
    byLanguage: [...byLanguage]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([language, measure]) => ({ language, ...measure.figures() })),
    badRows,
    badRowCount,
  };
}

function readRow(line: string): LabelledRow | { problem: string } {
  const [language, wanted, ...text] = line.split('\t');
  if (language === undefined || wanted === undefined || text.length === 0) {
    return { problem: 'it has fewer than three columns' };
  }
  const label = SENTIMENT_LABELS.find((each) => each === wanted);
  if (label === undefined) return { problem: `'${wanted}' is not negative, neutral or positive` };
  return { language, label, text: text.join('\t') };
}

class Measure {
  readonly #confusion = new Confusion<SentimentLabel>(SENTIMENT_LABELS);
  readonly #calibration = new Calibration();
  #languages = 0;

  add(row: LabelledRow, answer: { label: SentimentLabel; confidence: number }, language: string): void {
    this.#confusion.add(row.label, answer.label);
    this.#calibration.add(answer.confidence, answer.label === row.label);
    if (language === row.language) this.#languages += 1;
  }

  figures(): BenchFigures {
    const confusion = this.#confusion;
    const { total, accuracy, macroRecall, macroF1 } = confusion;
    return {
      n: total,
      accuracy,
      macroRecall,
      macroF1,
      calibrationError: this.#calibration.error,
      languageAccuracy: total === 0 ? 0 : this.#languages / total,
      perLabel: SENTIMENT_LABELS.map((label) => ({ label, ...confusion.of(label) })),
      confusion: SENTIMENT_LABELS.map((label) => ({
        label,
        negative: confusion.count(label, 'negative'),
        neutral: confusion.count(label, 'neutral'),
        positive: confusion.count(label, 'positive'),
      })),
    };
  }
}
