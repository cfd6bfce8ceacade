import { parseArgs } from 'node:util';
import { Calibration, Confusion, mean } from '../src/core/classification.js';
import { loadScorer } from '../src/sentiment/index.js';
import { CLASSES, DEV_SETS, readAirline, readTsv } from './data.js';

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
  const everything = new Calibration();
  console.log(`${'set'.padEnd(24)}  rows  recall     F1  accur.    ECE language`);
  const report = (name: string, rows: readonly Row[]) => {
    const confusion = new Confusion(CLASSES);
    const calibration = new Calibration();
    let languages = 0;
    for (const row of rows) {
      const { sentiment, language } = scorer.score(row.text);
      confusion.add(row.label, sentiment.label);
      if (language === row.language) languages++;
      for (const each of [calibration, everything])
        each.add(sentiment.confidence, sentiment.label === row.label);
    }
    console.log(
      name.padEnd(24),
      String(rows.length).padStart(5),
      percent(confusion.macroRecall),
      percent(confusion.macroF1),
      percent(confusion.accuracy),
      percent(calibration.error),
      percent(languages / rows.length),
    );
    if (name.includes('umsab') && !name.startsWith('hi')) umsab.push(confusion.macroF1);
  };
  for (const name of DEV_SETS) report(name, readTsv(`${values.data}/sentiment/${name}.tsv`));
  report('airline-dev', readAirline(values.data));
  console.log(`UMSAB mean macro-F1 without Hindi:${percent(mean(umsab))}`);
  console.log(`calibration error over everything:${percent(everything.error)}`);
}
