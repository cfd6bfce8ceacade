import { existsSync, readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { SENTIMENT_LABELS } from '../src/core/sentiment.js';
import { languageIndex } from '../src/sentiment/languages.js';

/** 0 negative, 1 neutral, 2 positive; strings, since the labels of files are looked for among them. */
export const CLASSES: readonly string[] = SENTIMENT_LABELS;

/** One labelled text, with how much it counts in training. */
export interface Example {
  text: string;
  language: number;
  label: number;
  weight: number;
  /** The source has no neutral texts: it says nothing about neutral. */
  twoClass: boolean;
}

export interface Source {
  name: string;
  weight: number;
  /** How far rare classes are lifted: class weight (n / (C n_c)) ^ balance. */
  balance: number;
}

export const SOURCES: readonly Source[] = [
  { name: 'en.semeval13_16.train', weight: 1, balance: 0.8 },
  { name: 'en.goemotions.train', weight: 0.3, balance: 0.8 },
  ...['ar', 'de', 'es', 'fr', 'hi', 'it', 'pt'].map((code) => ({
    name: `${code}.umsab.train`,
    weight: 1.5,
    balance: 0.8,
  })),
  { name: 'fa.itrc_instagram.train', weight: 2, balance: 1 },
  { name: 'fa.sentipers.train', weight: 0.7, balance: 0.8 },
  { name: 'fa.snappfood.train', weight: 0.15, balance: 0.8 },
  { name: 'vi.uit_vsfc.train', weight: 1.5, balance: 0.5 },
  { name: 'vi.aivivn.train', weight: 0.15, balance: 0.8 },
  { name: 'vi.vlsp2016.train', weight: 1, balance: 0.8 },
  { name: 'vi.uit_vsmec.train', weight: 0.7, balance: 0.8 },
  { name: 'id.smsa.train', weight: 0.7, balance: 0.8 },
  { name: 'ms.malaya.train', weight: 0.7, balance: 0.8 },
];

/** Development sets; hi.umsab.dev is at chance (mislabelled), and left out of the UMSAB mean. */
export const DEV_SETS: readonly string[] = [
  'en.tweeteval.dev',
  'en.goemotions.dev',
  ...['en', 'ar', 'de', 'es', 'fr', 'it', 'pt', 'hi'].map((code) => `${code}.umsab.dev`),
  'fa.itrc_instagram.dev',
  'vi.uit_vsfc.dev',
  'vi.uit_vsmec.dev',
  'vi.vlsp2016.dev',
  'id.smsa.dev',
  'ms.malaya.dev',
];

/** Rows of a TSV file: language, label, text. A file that is not there is an error that names it. */
export function readTsv(path: string): { language: string; label: string; text: string }[] {
  if (!existsSync(path)) throw new Error(`${path} is missing: see training/README.md for the data`);
  const rows: { language: string; label: string; text: string }[] = [];
  for (const line of readFileSync(path, 'utf8').split('\n')) {
    const first = line.indexOf('\t');
    const second = line.indexOf('\t', first + 1);
    if (second < 0) continue;
    rows.push({
      language: line.slice(0, first),
      label: line.slice(first + 1, second),
      text: line.slice(second + 1),
    });
  }
  return rows;
}

/** One labelled file as examples; class weights lift rare classes, and scale to a mean of `source.weight`. */
export function readExamples(folder: string, source: Source): Example[] {
  const rows = readTsv(`${folder}/sentiment/${source.name}.tsv`);
  const labels = rows.map((row) => CLASSES.indexOf(row.label));
  const counts = CLASSES.map((_, k) => labels.filter((label) => label === k).length);
  const present = counts.filter((count) => count > 0).length;
  const lift = counts.map((count) => (count === 0 ? 0 : (rows.length / (present * count)) ** source.balance));
  return rows.map((row, i) => ({
    text: row.text,
    language: languageIndex(row.language),
    label: labels[i]!,
    weight: source.weight * lift[labels[i]!]!,
    twoClass: counts[1] === 0,
  }));
}

/** An English tweet to a brand's support account, and whether it complains. */
export interface Complaint {
  text: string;
  complaint: boolean;
}

/** The labelled tweets to support accounts. */
export function readComplaints(folder: string): Complaint[] {
  const rows: { text: string; complaint: string }[] = parse(
    readFileSync(`${folder}/mentions/complaints-dev.csv`, 'utf8'),
    { columns: true },
  );
  return rows.map(({ text, complaint }) => ({ text, complaint: complaint === '1' }));
}

/** Who complains is unhappy, though few sentiment words show it: as sentiment examples, the complaints alone. */
export function complaintsAsExamples(complaints: readonly Complaint[]): Example[] {
  return complaints
    .filter(({ complaint }) => complaint)
    .map(({ text }) => ({ text, language: languageIndex('en'), label: 0, weight: 1, twoClass: false }));
}

/** The tweets to airlines: for tests and benchmarks only, never for training. */
export function readAirline(folder: string): { language: string; label: string; text: string }[] {
  const rows: { text: string; sentiment: string }[] = parse(
    readFileSync(`${folder}/mentions/airline-dev.csv`, 'utf8'),
    { columns: true },
  );
  return rows.map(({ text, sentiment }) => ({ language: 'en', label: sentiment, text }));
}
