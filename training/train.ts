import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { Lexicon } from '../src/sentiment/lexicon.js';
import { SentimentModel } from '../src/sentiment/model.js';
import { packModel, parseModel } from '../src/sentiment/model-file.js';
import { calibratedMixing, plainMixing } from './calibrate.js';
import { trainComplaint } from './complaint.js';
import { Vocabulary } from './corpus.js';
import { complaintsAsExamples, readComplaints, readExamples, SOURCES } from './data.js';
import { pretrain, readUnlabelled } from './embeddings.js';
import { readGlove } from './glove.js';
import { trainLanguage } from './language.js';
import { LessonBook } from './lessons.js';
import { buildLexicon } from './lexicon.js';
import { trainLinear } from './linear.js';
import { DIMENSIONS, FILTERS, HIDDEN, trainNetwork } from './network.js';
import { quantise, quantiseRows } from './quantise.js';

const SEED = 20261121;
/** Words of GloVe that training knows, and words with a row in the model. */
const GLOVE_WORDS = 120_000;
const MODEL_WORDS = 90_000;

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

  const entries = buildLexicon();
  const lexicon = new Lexicon(entries.hashes, entries.valences);
  say(`lexicon: ${entries.hashes.length} entries`);

  const language = trainLanguage(root, values.data, SEED);
  const languageTable = quantise(language.table);
  say('language identification');

  const complaints = readComplaints(values.data);
  const examples = SOURCES.flatMap((source) => readExamples(values.data, source));
  examples.push(...complaintsAsExamples(complaints));
  const linear = trainLinear(root, examples, lexicon, SEED);
  const weights = quantise(linear.weights);
  say(`linear model: ${examples.length} texts`);

  const complaint = trainComplaint(complaints, lexicon, SEED);
  const complaintTable = quantise(complaint.weights);
  say(`complaints: ${complaints.length} texts`);

  const vocabulary = new Vocabulary();
  const book = new LessonBook(vocabulary, lexicon);
  book.addExamples(examples);
  const documents = book.lessons
    .map(({ document }) => document)
    .concat(readUnlabelled(values.data, vocabulary));
  book.addEmoji(values.data);
  book.addPolarity(values.data);
  book.addComplaints(complaints);
  const embeddings = pretrain(root, documents, vocabulary, DIMENSIONS, SEED);
  say(`embeddings: ${documents.length} texts`);

  const glove = readGlove(`${root}training`, GLOVE_WORDS);
  const network = trainNetwork(root, book.lessons, vocabulary, embeddings, glove, MODEL_WORDS, SEED);
  const words = quantiseRows(network.words, DIMENSIONS);
  const grams = quantise(network.grams);
  say(
    `network: ${book.lessons.length} lessons, ${vocabulary.size} tokens known, ${network.hashes.length} kept`,
  );

  const sections = [
    { name: 'lexicon.hashes', data: entries.hashes },
    { name: 'lexicon.valence', data: entries.valences },
    { name: 'language.table', data: languageTable.bytes },
    { name: 'language.bias', data: Float32Array.of(...language.bias, languageTable.scale) },
    { name: 'linear.weights', data: weights.bytes },
    { name: 'linear.scale', data: Float32Array.of(weights.scale) },
    { name: 'linear.bias', data: linear.bias },
    { name: 'complaint', data: complaintTable.bytes },
    { name: 'complaint.scale', data: Float32Array.of(complaintTable.scale, complaint.bias) },
    { name: 'net.shape', data: Int32Array.of(DIMENSIONS, FILTERS, HIDDEN) },
    { name: 'net.hashes', data: network.hashes },
    { name: 'net.words', data: words.bytes },
    { name: 'net.words.scale', data: words.scales },
    { name: 'net.grams', data: grams.bytes },
    { name: 'net.grams.scale', data: Float32Array.of(grams.scale) },
    { name: 'net.kernel', data: network.kernel },
    { name: 'net.kernel.bias', data: network.kernelBias },
    { name: 'net.hidden', data: network.hidden },
    { name: 'net.hidden.bias', data: network.hiddenBias },
    { name: 'net.language', data: network.language },
    { name: 'net.output', data: network.output },
  ];
  const plain = packModel([...sections, { name: 'mixing', data: plainMixing() }]);
  const mixing = calibratedMixing(new SentimentModel(parseModel(plain, 'the model')), values.data);
  say(`mixing: ${[...mixing].map((share) => share.toFixed(2)).join(' ')}`);

  const file = packModel([...sections, { name: 'mixing', data: mixing }]);
  writeFileSync(values.out, file);
  say(`${values.out}: ${file.byteLength} bytes`);
}
