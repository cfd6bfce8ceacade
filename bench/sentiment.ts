import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Calibration, Confusion } from '../src/core/classification.js';
import { loadScorer } from '../src/sentiment/index.js';
import { CLASSES, DEV_SETS, readAirline, readTsv } from '../training/data.js';
import { machine, median, printTable, round } from './figures.js';
import { writeTable } from './page.js';
import { type Contender, peers } from './sentiment-peers.js';

/** Tweets never trained on with labels, and new to every cache: so many to warm up, so many a round. */
const FRESH = 'unlabelled/en.crisislex.tsv';
const WARM_UP = 10_000;
const ROUND = 8_000;
const ROUNDS = 7;

interface Row {
  label: string;
  text: string;
}

async function accuracy(contender: Contender, rows: readonly Row[], language: string) {
  const confusion = new Confusion(CLASSES);
  for (const { label, text } of rows) confusion.add(label, await contender.label(text, language));
  return {
    macroRecall: round(confusion.macroRecall * 100, 1),
    macroF1: round(confusion.macroF1 * 100, 1),
    accuracy: round(confusion.accuracy * 100, 1),
  };
}

/** Texts a second, each contender in turn on the same new texts, the median of the rounds. */
async function throughput(contenders: readonly Contender[], texts: readonly string[]) {
  const speeds = new Map(contenders.map(({ name }) => [name, [] as number[]]));
  for (let round = 0; round <= ROUNDS; round++) {
    const from = round === 0 ? 0 : WARM_UP + (round - 1) * ROUND;
    const batch = texts.slice(from, from + (round === 0 ? WARM_UP : ROUND));
    for (const { name, label } of contenders) {
      const started = performance.now();
      for (const text of batch) {
        const answer = label(text, 'en');
        // What answers at once is not made to wait.
        if (typeof answer !== 'string') await answer;
      }
      if (round > 0) speeds.get(name)?.push((batch.length / (performance.now() - started)) * 1000);
    }
  }
  return Object.fromEntries([...speeds].map(([name, values]) => [name, Math.round(median(values))]));
}

/** How sure the scorer was, and how often it was right, by tenths of confidence, over all development sets. */
function reliability(sets: readonly { rows: readonly Row[] }[]) {
  const scorer = loadScorer();
  const calibration = new Calibration();
  for (const { rows } of sets)
    for (const { label, text } of rows) {
      const { sentiment } = scorer.score(text);
      calibration.add(sentiment.confidence, sentiment.label === label);
    }
  const share = (value: number | null) => (value === null ? null : round(value, 3));
  return {
    expectedCalibrationError: round(calibration.error, 4),
    bins: calibration.bins.map(({ from, n, confidence, right }) => ({
      from,
      n,
      confidence: share(confidence),
      right: share(right),
    })),
  };
}

/**
 * Accuracy on every development set and throughput, beside the peers: node bench/run.js sentiment
 *
 * `--write` puts the table into docs/sentiment.md.
 */
export async function main(args: readonly string[], root: string) {
  const data = join(root, '../shared/data');
  if (!existsSync(data)) throw new Error(`${data} is missing: it holds the labelled texts to measure on`);
  const started = performance.now();
  const scorer = loadScorer();
  scorer.score('The first text pays for the model.');
  const firstScoreMs = round(performance.now() - started, 1);
  const contenders: Contender[] = [
    { name: 'earshot', label: (text) => scorer.score(text).sentiment.label },
    ...(await peers(root)),
  ];
  const sets: { name: string; rows: readonly Row[] }[] = [
    ...DEV_SETS.map((name) => ({ name, rows: readTsv(join(data, 'sentiment', `${name}.tsv`)) })),
    { name: 'airline-dev', rows: readAirline(data) },
  ];
  const figures = [];
  for (const { name, rows } of sets) {
    const language = name === 'airline-dev' ? 'en' : (name.split('.')[0] ?? 'en');
    const own: Record<string, Awaited<ReturnType<typeof accuracy>>> = {};
    for (const contender of contenders) own[contender.name] = await accuracy(contender, rows, language);
    figures.push({ set: name, rows: rows.length, figures: own });
  }
  const fresh = readTsv(join(data, FRESH)).map(({ text }) => text);
  const textsPerSecond = await throughput(contenders, fresh);
  const names = contenders.map(({ name }) => name);
  const table = [
    ['set (macro-recall / macro-F1)', 'rows', ...names],
    ...figures.map(({ set, rows, figures: own }) => [
      set,
      rows,
      ...names.map((name) => `${own[name]?.macroRecall.toFixed(1)} / ${own[name]?.macroF1.toFixed(1)}`),
    ]),
    ['unseen tweets, texts/s', '', ...names.map((name) => textsPerSecond[name] ?? 0)],
  ];
  printTable(table);
  if (args.includes('--write')) writeTable(root, 'docs/sentiment.md', 'sentiment', table);
  return {
    bench: 'sentiment',
    machine: machine(),
    firstScoreMs,
    sets: figures,
    textsPerSecond,
    reliability: reliability(sets),
  };
}
