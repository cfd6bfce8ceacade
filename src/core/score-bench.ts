import type { LabelFigures } from './classification.js';
import type { SentimentLabel } from './sentiment.js';

/** How well a scorer did on texts labelled by hand; shares from 0 to 1. */
export interface BenchFigures {
  n: number;
  accuracy: number;
  /** Mean over the labels of the share of each that was found. */
  macroRecall: number;
  /** Mean over the labels of the harmonic mean of precision and recall. */
  macroF1: number;
  /** Mean gap between confidence and the share of right answers, over ten bins. */
  calibrationError: number;
  /** Share of texts whose language was told as the file has it. */
  languageAccuracy: number;
  perLabel: ({ label: SentimentLabel } & LabelFigures)[];
  /** Texts by label in the file (`label`) and by answer. */
  confusion: ({ label: SentimentLabel } & Record<SentimentLabel, number>)[];
}

/** `score --bench`: a labelled file, measured. */
export interface BenchReport {
  file: string;
  scorer: string;
  all: BenchFigures;
  byLanguage: ({ language: string } & BenchFigures)[];
  /** Rows that are not language, label and text; the first hundred. */
  badRows: { line: number; problem: string }[];
  badRowCount: number;
}
