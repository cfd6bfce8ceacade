import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { readTsv } from '../training/data.js';
import { seededRandom } from './random.js';

const AIRLINE = 'mentions/airline-dev.csv';
const SEED = 20_261_121;

/** How many texts the check set takes from which file of ../shared/data. */
export const SHARES: readonly (readonly [file: string, language: string, count: number])[] = [
  [AIRLINE, 'en', 200],
  ['sentiment/fa.itrc_instagram.dev.tsv', 'fa', 200],
  ['sentiment/vi.uit_vsmec.dev.tsv', 'vi', 100],
  ['sentiment/vi.vlsp2016.dev.tsv', 'vi', 100],
];

/** One text of a source; `id` is the post's own, else the first 12 hex digits of the text's SHA-256. */
export interface SourceText {
  source: string;
  id: string;
  text: string;
}

/**
 * The texts of one file in the order they stand, each id once.
 *
 * @param data the folder ../shared/data
 * @param file a path in it: the airline CSV, or a TSV of language, label, text
 */
export function readSource(data: string, file: string): SourceText[] {
  const path = join(data, file);
  const source = basename(file);
  const texts = file === AIRLINE ? fromCsv(path) : fromTsv(path);
  return [...new Map(texts.map(([id, text]) => [id, { source, id, text }])).values()];
}

function fromCsv(path: string): [id: string, text: string][] {
  const rows: { id: string; text: string }[] = parse(readFileSync(path, 'utf8'), { columns: true });
  return rows.map(({ id, text }) => [id, text]);
}

function fromTsv(path: string): [id: string, text: string][] {
  return readTsv(path).map(({ text }) => [
    createHash('sha256').update(text).digest('hex').slice(0, 12),
    text,
  ]);
}

/** The first `count` of the items after a shuffle that is the same for the same random numbers (Fisher-Yates). */
function draw<T>(items: readonly T[], count: number, random: () => number): T[] {
  const deck = [...items];
  for (let index = 0; index < count; index++) {
    const other = index + Math.floor(random() * (deck.length - index));
    [deck[index], deck[other]] = [deck[other] as T, deck[index] as T];
  }
  return deck.slice(0, count);
}

/** The sample that was labelled by hand: node bench/run.js intent-sample. The seed makes it the same at any time. */
export async function main(_args: readonly string[], root: string) {
  const data = join(root, '../shared/data');
  return SHARES.flatMap(([file, language, count]) =>
    draw(readSource(data, file), count, seededRandom(SEED)).map((text) => ({ language, ...text })),
  );
}
