import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { LANGUAGES } from '../src/sentiment/languages.js';
import { Lexicon } from '../src/sentiment/lexicon.js';
import { SentimentModel } from '../src/sentiment/model.js';
import { packModel, parseModel } from '../src/sentiment/model-file.js';
import { fitTemperatures } from './calibrate.js';
import { readExamples, SOURCES } from './data.js';
import { trainLanguage } from './language.js';
import { buildLexicon } from './lexicon.js';
import { trainLinear } from './linear.js';
import { quantise } from './quantise.js';

const SEED = 20261121;

/** Trains everything the model file holds and writes it. */
export function main(args: string[], root: string): void {
  const { values } = parseArgs({
    args,
    options: {
      data: { type: 'string', default: `${root}../shared/data` },
      out: { type: 'string', default: `${root}src/sentiment/model.bin` },
    },
  });
  const started = performance.now();
  const say = (what: string) =>
    console.log(`${((performance.now() - started) / 1000).toFixed(1)} s  ${what}`);

  const lexicon = buildLexicon();
  say(`lexicon: ${lexicon.hashes.length} entries`);
  const language = trainLanguage(values.data, SEED);
  const languageTable = quantise(language.table);
  say('language identification');
  const examples = SOURCES.flatMap((source) => readExamples(values.data, source));
  const linear = trainLinear(examples, new Lexicon(lexicon.hashes, lexicon.valences), SEED);
  const weights = quantise(linear.weights);
  say(`linear model: ${examples.length} texts`);

  const sections = [
    { name: 'lexicon.hashes', data: lexicon.hashes },
    { name: 'lexicon.valences', data: lexicon.valences },
    { name: 'language.table', data: languageTable.bytes },
    { name: 'language.bias', data: Float32Array.of(...language.bias, languageTable.scale) },
    { name: 'linear.weights', data: weights.bytes },
    { name: 'linear.scales', data: Float32Array.of(weights.scale, weights.scale) },
    { name: 'linear.bias', data: linear.bias },
  ];
  const ones = { name: 'temperatures', data: new Float32Array(LANGUAGES.length + 1).fill(1) };
  const raw = new SentimentModel(parseModel(packModel([...sections, ones]), 'model'));
  const temperatures = fitTemperatures(raw, values.data);
  say(`temperatures: ${[...temperatures].map((t) => t.toFixed(2)).join(' ')}`);

  const file = packModel([...sections, { name: 'temperatures', data: temperatures }]);
  writeFileSync(values.out, file);
  say(`${values.out}: ${file.byteLength} bytes`);
}
