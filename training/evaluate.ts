import { parseArgs } from 'node:util';
import { loadScorer } from '../src/sentiment/index.js';
import { CLASSES, DEV_SETS, readAirline, readTsv } from './data.js';
import { Confusion, calibrationError, mean } from './metrics.js';

interface Row {
  language: string;
  label: string;
  text: string;
}

const percent = (value: number) => (value * 100).toFixed(1).padStart(6);

/** Prints every development set's macro-recall, macro-F1, accuracy, calibration error and language accuracy. */
export function main(args: string[], root: string): void {
  const { values } = parseArgs({
    args,
    options: {
      data: { type: 'string', default: `${root}../shared/data` },
      model: { type: 'string', default: `${root}src/sentiment/model.bin` },
    },
  });
  const scorer = loadScorer({ modelPath: values.model });
  const umsab: number[] = [];
  const confidences: number[] = [];
  const right: boolean[] = [];
  console.log(`${'set'.padEnd(24)}  rows  recall     F1  accur.    ECE language`);
  const report = (name: string, rows: readonly Row[]) => {
    const confusion = new Confusion();
    const own: { confidence: number; right: boolean }[] = [];
    let languages = 0;
    for (const row of rows) {
      const { sentiment, language } = scorer.score(row.text);
      const gold = CLASSES.indexOf(row.label);
      confusion.add(gold, CLASSES.indexOf(sentiment.label));
      if (language === row.language) languages++;
      own.push({ confidence: sentiment.confidence, right: sentiment.label === row.label });
    }
    const error = calibrationError(
      own.map((x) => x.confidence),
      own.map((x) => x.right),
    );
    console.log(
      name.padEnd(24),
      String(rows.length).padStart(5),
      percent(confusion.macroRecall()),
      percent(confusion.macroF1()),
      percent(confusion.accuracy()),
      percent(error),
      percent(languages / rows.length),
    );
    if (name.includes('umsab') && !name.startsWith('hi')) umsab.push(confusion.macroF1());
    for (const x of own) {
      confidences.push(x.confidence);
      right.push(x.right);
    }
  };
  for (const name of DEV_SETS) report(name, readTsv(`${values.data}/sentiment/${name}.tsv`));
  report('airline-dev', readAirline(values.data));
  console.log(`UMSAB mean macro-F1 without Hindi:${percent(mean(umsab))}`);
  console.log(`calibration error over everything:${percent(calibrationError(confidences, right))}`);
}
