import { readdirSync } from 'node:fs';
import { GRAM_ROWS } from '../src/sentiment/embedding.js';
import type { Document, Vocabulary } from './corpus.js';
import { readTsv } from './data.js';
import { runNative } from './native.js';

const EPOCHS = 3;

/** Vectors learnt from text alone. */
export interface Embeddings {
  /** One row a type. */
  words: Float32Array;
  /** GRAM_ROWS rows. */
  grams: Float32Array;
}

/** The unlabelled texts as documents, adding their tokens to the vocabulary. */
export function readUnlabelled(folder: string, vocabulary: Vocabulary): Document[] {
  const files = readdirSync(`${folder}/unlabelled`).sort();
  return files.flatMap((file) =>
    readTsv(`${folder}/unlabelled/${file}`).map(({ text }) => vocabulary.read(text).document),
  );
}

/** Skip-gram over documents, in native code. */
export function pretrain(
  root: string,
  documents: readonly Document[],
  vocabulary: Vocabulary,
  dimensions: number,
  seed: number,
): Embeddings {
  const all = runNative(root, 'skipgram', (job) => {
    job.put(Int32Array.of(dimensions, GRAM_ROWS, EPOCHS, seed));
    job.put(Int32Array.from(vocabulary.counts));
    job.putLists(vocabulary.grams);
    job.putLists(documents);
  });
  const words = vocabulary.size * dimensions;
  return { words: all.slice(0, words), grams: all.slice(words) };
}
