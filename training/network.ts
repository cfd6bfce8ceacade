import { GRAM_ROWS } from '../src/sentiment/embedding.js';
import { LANGUAGES } from '../src/sentiment/languages.js';
import { META_VALUES } from '../src/sentiment/meta-values.js';
import type { Vocabulary } from './corpus.js';
import type { Embeddings } from './embeddings.js';
import { GLOVE_COLUMNS, type WordVectors } from './glove.js';
import { HEADS, type Lesson } from './lessons.js';
import { runNative } from './native.js';

export const DIMENSIONS = 32;
export const FILTERS = 16;
export const HIDDEN = 16;
const WIDTH = 3;
const EPOCHS = 5;
const BATCH = 32;
const RATE = 0.0015;
/** A word that the lessons hold less often keeps the row that unlabelled text gave it. */
const SEEN_ENOUGH = 2;
/** Words seen less often than this in all texts leave their place to GloVe's. */
const KEPT = 4;
const CLASSES = 3;

/** What the network learnt, in the shapes the model file keeps. */
export interface NetworkWeights {
  /** Token hashes that have a row, one a row of `words`. */
  hashes: Int32Array;
  words: Float32Array;
  grams: Float32Array;
  kernel: Float32Array;
  kernelBias: Float32Array;
  hidden: Float32Array;
  hiddenBias: Float32Array;
  language: Float32Array;
  output: Float32Array;
}

/**
 * Trains the network of src/sentiment/convolution.ts on all heads at once, in native code.
 *
 * @param rows how many words may have a row in the model; the commonest of all texts, then of GloVe
 */
export function trainNetwork(
  root: string,
  lessons: readonly Lesson[],
  vocabulary: Vocabulary,
  embeddings: Embeddings,
  glove: WordVectors,
  rows: number,
  seed: number,
): NetworkWeights {
  const known = new Int32Array(vocabulary.size).fill(-1);
  glove.hashes.forEach((hash, row) => {
    const type = vocabulary.typeOf(hash);
    if (type !== undefined) known[type] = row;
  });
  const own = taughtOften(lessons, vocabulary.size);
  const all = runNative(root, 'network', (job) => {
    job.put(Int32Array.of(DIMENSIONS, FILTERS, HIDDEN, LANGUAGES.length, GLOVE_COLUMNS, EPOCHS, BATCH, seed));
    job.put(Int32Array.from(Object.values(HEADS)));
    job.put(Float32Array.of(RATE));
    job.put(embeddings.words);
    job.put(embeddings.grams);
    job.putLists(vocabulary.grams);
    job.put(own);
    job.put(known);
    job.put(glove.vectors);
    job.putLists(lessons.map(({ document }) => document));
    job.put(metaTable(lessons));
    job.put(Int32Array.from(lessons, ({ language }) => language));
    job.put(Int32Array.from(lessons, ({ head }) => head));
    job.put(Int32Array.from(lessons, ({ label }) => label));
    job.put(Int32Array.from(lessons, ({ twoClass }) => (twoClass ? 1 : 0)));
    job.put(Float32Array.from(lessons, ({ weight }) => weight));
  });
  return unpack(all, vocabulary, glove, rows);
}

function metaTable(lessons: readonly Lesson[]): Float32Array {
  const table = new Float32Array(lessons.length * META_VALUES);
  lessons.forEach(({ meta }, i) => {
    table.set(meta, i * META_VALUES);
  });
  return table;
}

/** Types that the lessons hold often enough to train a row of their own. */
function taughtOften(lessons: readonly Lesson[], size: number): Int32Array {
  const counts = new Int32Array(size);
  for (const { document } of lessons) for (const type of document) counts[type]!++;
  return counts.map((count) => (count >= SEEN_ENOUGH ? 1 : 0));
}

/** Cuts the trainer's output up, and folds the n-grams' share and the projection of GloVe into the words' rows. */
function unpack(all: Float32Array, vocabulary: Vocabulary, glove: WordVectors, rows: number): NetworkWeights {
  const inputs = FILTERS + DIMENSIONS + META_VALUES;
  let at = 0;
  const take = (length: number) => {
    at += length;
    return all.slice(at - length, at);
  };
  const trained = take(vocabulary.size * DIMENSIONS);
  const grams = take(GRAM_ROWS * DIMENSIONS);
  const kernel = take(FILTERS * WIDTH * DIMENSIONS);
  const kernelBias = take(FILTERS);
  const hidden = take(HIDDEN * inputs);
  const hiddenBias = take(HIDDEN);
  const language = take((LANGUAGES.length + 1) * CLASSES);
  const projection = take(GLOVE_COLUMNS * DIMENSIONS);
  const output = take(CLASSES * (HIDDEN + 1));

  const gloveRow = new Map(glove.hashes.map((hash, row) => [hash, row]));
  const chosen = new Set<number>();
  const types = [...vocabulary.hashes.keys()].filter((type) => vocabulary.counts[type]! >= KEPT);
  types.sort((a, b) => vocabulary.counts[b]! - vocabulary.counts[a]! || a - b);
  for (const type of types) if (chosen.size < rows) chosen.add(vocabulary.hashes[type]!);
  for (const hash of glove.hashes) if (chosen.size < rows) chosen.add(hash);
  const hashes = Int32Array.from(chosen).sort();
  const words = new Float32Array(hashes.length * DIMENSIONS);
  hashes.forEach((hash, row) => {
    const to = row * DIMENSIONS;
    const type = vocabulary.typeOf(hash);
    if (type !== undefined) words.set(trained.subarray(type * DIMENSIONS, (type + 1) * DIMENSIONS), to);
    const known = gloveRow.get(hash);
    const touched = type !== undefined ? vocabulary.grams[type]! : glove.grams[known!]!;
    for (const row of touched)
      for (let d = 0; d < DIMENSIONS; d++) words[to + d]! += grams[row * DIMENSIONS + d]! / touched.length;
    if (known === undefined) return;
    for (let c = 0; c < GLOVE_COLUMNS; c++) {
      const value = glove.vectors[known * GLOVE_COLUMNS + c]!;
      for (let d = 0; d < DIMENSIONS; d++) words[to + d]! += value * projection[c * DIMENSIONS + d]!;
    }
  });
  return { hashes, words, grams, kernel, kernelBias, hidden, hiddenBias, language, output };
}
