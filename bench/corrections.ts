import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import { Confusion, mean } from '../src/core/classification.js';
import type { Lesson, LocalLayer } from '../src/core/lessons.js';
import { type Scorer, SENTIMENT_LABELS, type SentimentLabel } from '../src/core/sentiment.js';
import { learnLayer, loadScorer } from '../src/sentiment/index.js';
import { readTsv } from '../training/data.js';
import { machine, printTable, round } from './figures.js';
import { CONTEXTS } from './intent.js';
import { joinTexts, readLabels, textsAreThere } from './intent-labels.js';
import { writeTable } from './page.js';
import { seededRandom } from './random.js';

const LABEL = z.enum(SENTIMENT_LABELS);
const AFTER = [50, 200];
const SHUFFLES = [1, 2, 3];
const QUARTERS = 4;
/** Texts of other people's business, in the same languages: the layer should leave them alone. */
const ELSEWHERE = ['en.tweeteval.dev', 'en.umsab.dev', 'en.goemotions.dev', 'es.umsab.dev', 'ms.malaya.dev'];
const BUSINESSES = ['fa.itrc_instagram.dev', 'vi.uit_vsfc.dev', 'vi.vlsp2016.dev', 'id.smsa.dev'];

interface Row {
  text: string;
  label: SentimentLabel;
}

/** Figures in percent; a gain is in points. */
interface Outcome {
  corrections: number;
  accuracyBefore: number;
  accuracyGain: number;
  macroRecallBefore: number;
  macroRecallGain: number;
  /** The mean and the worst change of macro-recall on the sets of others. */
  elsewhere: number;
  worstElsewhere: number;
  words: number;
}

function shuffled<T>(rows: readonly T[], seed: number): T[] {
  const random = seededRandom(seed);
  return rows
    .map((row) => ({ row, key: random() }))
    .sort((a, b) => a.key - b.key)
    .map(({ row }) => row);
}

/** What an owner judges who reads a stream and corrects what is wrong, up to so many corrections. */
function readStream(scorer: Scorer, stream: readonly Row[], corrections: number) {
  const lessons: Lesson[] = [];
  let corrected = 0;
  for (const { text, label } of stream) {
    const scored = scorer.score(text);
    lessons.push({ text, scored, sentiment: label, intent: null });
    if (scored.sentiment.label !== label) corrected += 1;
    if (corrected === corrections) break;
  }
  return { lessons, corrected };
}

function confusionOf(scorer: Scorer, rows: readonly Row[]): Confusion<SentimentLabel> {
  const confusion = new Confusion(SENTIMENT_LABELS);
  for (const { text, label } of rows) confusion.add(label, scorer.score(text).sentiment.label);
  return confusion;
}

const layerOf = (lessons: readonly Lesson[]): LocalLayer => ({ id: 'bench', ...learnLayer(lessons) });
const points = (share: number) => round(share * 100, 1);

function measure(
  rows: readonly Row[],
  corrections: number,
  others: readonly { rows: readonly Row[]; recall: number }[],
): Outcome {
  const scorer = loadScorer();
  const trials = SHUFFLES.map((seed) => {
    const all = shuffled(rows, seed);
    const half = Math.floor(all.length / 2);
    const { lessons, corrected } = readStream(scorer, all.slice(0, half), corrections);
    const layer = layerOf(lessons);
    const taught = scorer.taught(layer);
    const [before, after] = [scorer, taught].map((each) => confusionOf(each, all.slice(half)));
    return {
      corrected,
      before: before ?? new Confusion(SENTIMENT_LABELS),
      after: after ?? new Confusion(SENTIMENT_LABELS),
      words: layer.sentiment.length,
      others: others.map((other) => confusionOf(taught, other.rows).macroRecall - other.recall),
    };
  });
  const elsewhere = trials.flatMap((trial) => trial.others);
  return {
    corrections: Math.round(mean(trials.map(({ corrected }) => corrected))),
    accuracyBefore: points(mean(trials.map(({ before }) => before.accuracy))),
    accuracyGain: points(mean(trials.map(({ before, after }) => after.accuracy - before.accuracy))),
    macroRecallBefore: points(mean(trials.map(({ before }) => before.macroRecall))),
    macroRecallGain: points(mean(trials.map(({ before, after }) => after.macroRecall - before.macroRecall))),
    elsewhere: points(mean(elsewhere)),
    worstElsewhere: points(Math.min(...elsewhere)),
    words: Math.round(mean(trials.map(({ words }) => words))),
  };
}

/** Intents: three quarters of the check set teach, the last is measured, each in turn, in three orders. */
function intents(root: string) {
  const scorer = loadScorer();
  const labelled = joinTexts(root, readLabels(root));
  return (['en', 'fa', 'vi'] as const).map((language) => {
    const context = CONTEXTS[language];
    const own = labelled.filter((each) => each.language === language);
    const trials = SHUFFLES.flatMap((seed) => {
      const rows = shuffled(own, seed);
      return Array.from({ length: QUARTERS }, (_, quarter) => {
        const lessons: Lesson[] = rows
          .filter((_, index) => index % QUARTERS !== quarter)
          .map(({ text, intent }) => ({
            text,
            scored: scorer.score(text, context),
            sentiment: null,
            intent,
          }));
        const taught = scorer.taught(layerOf(lessons));
        const unseen = rows.filter((_, index) => index % QUARTERS === quarter);
        const rightBy = (each: Scorer) =>
          unseen.filter(({ text, intent }) => each.score(text, context).intent === intent).length /
          unseen.length;
        const corrections = lessons.filter(({ intent, scored }) => intent !== scored.intent).length;
        return { corrections, before: rightBy(scorer), after: rightBy(taught) };
      });
    });
    const before = mean(trials.map((trial) => trial.before));
    return {
      language,
      corrections: Math.round(mean(trials.map(({ corrections }) => corrections))),
      accuracyBefore: points(before),
      accuracyGain: points(mean(trials.map(({ after }) => after)) - before),
    };
  });
}

/** What corrections teach, on simulated owners: node bench/run.js corrections; `--write` for docs/sentiment.md. */
export async function main(args: readonly string[], root: string) {
  const data = join(root, '../shared/data');
  if (!existsSync(data)) throw new Error(`${data} is missing: it holds the labelled texts to measure on`);
  const read = (name: string): Row[] =>
    readTsv(join(data, 'sentiment', `${name}.tsv`)).map(({ text, label }) => ({
      text,
      label: LABEL.parse(label),
    }));
  const airline = z
    .array(z.object({ text: z.string(), sentiment: LABEL, brand: z.string() }))
    .parse(parse(readFileSync(join(data, 'mentions/airline-dev.csv'), 'utf8'), { columns: true }))
    .map(({ sentiment, ...row }) => ({ ...row, label: sentiment }));
  const businesses = [...new Set(airline.map(({ brand }) => brand))]
    .sort()
    .map((brand): { name: string; rows: Row[] } => ({
      name: brand,
      rows: airline.filter((row) => row.brand === brand),
    }))
    .concat(BUSINESSES.map((name) => ({ name, rows: read(name) })));
  const scorer = loadScorer();
  const others = ELSEWHERE.map(read).map((rows) => ({
    rows,
    recall: confusionOf(scorer, rows).macroRecall,
  }));
  const sentiment = businesses.flatMap(({ name, rows }) =>
    AFTER.map((corrections) => ({ business: name, ...measure(rows, corrections, others) })),
  );
  const table = [
    ['business', 'corrections', 'accuracy', 'gain', 'macro-recall', 'gain', 'elsewhere', 'worst', 'words'],
    ...sentiment.map((each) => [
      each.business,
      each.corrections,
      each.accuracyBefore,
      each.accuracyGain,
      each.macroRecallBefore,
      each.macroRecallGain,
      each.elsewhere,
      each.worstElsewhere,
      each.words,
    ]),
  ];
  printTable(table);
  if (args.includes('--write')) writeTable(root, 'docs/sentiment.md', 'corrections', table);
  const intent = textsAreThere(root) ? intents(root) : [];
  const intentTable = [
    ['intents of the check set', 'corrections', 'accuracy', 'gain'],
    ...intent.map((each) => [each.language, each.corrections, each.accuracyBefore, each.accuracyGain]),
  ];
  printTable(intentTable);
  if (args.includes('--write')) writeTable(root, 'docs/sentiment.md', 'intent-corrections', intentTable);
  return { bench: 'corrections', machine: machine(), scorer: scorer.version, sentiment, intent };
}
