import { gramRows, MOST_GRAMS } from '../src/sentiment/embedding.js';
import { KIND, Tokens } from '../src/sentiment/tokens.js';

/** Texts longer than this many tokens are cut in training. */
const LONGEST = 64;

/** A text as types: numbers of distinct tokens in a {@link Vocabulary}. */
export type Document = Int32Array;

/** The distinct tokens of a corpus, with how often each was seen and which n-gram rows it touches. */
export class Vocabulary {
  readonly hashes: number[] = [];
  readonly counts: number[] = [];
  /** Of a type: its spelling, folded; empty for marks, emoji and numbers. */
  readonly spellings: string[] = [];
  readonly grams: Int32Array[] = [];

  readonly #types = new Map<number, number>();
  readonly #tokens = new Tokens();
  readonly #rows = new Int32Array(MOST_GRAMS);

  get size(): number {
    return this.hashes.length;
  }

  /** The type of a token hash, or undefined where it was never seen. */
  typeOf(hash: number): number | undefined {
    return this.#types.get(hash);
  }

  /** Reads a text, adding the types it brings. The reader's counts and marks are those of {@link Tokens}. */
  read(text: string): { document: Document; tokens: Tokens } {
    const tokens = this.#tokens;
    tokens.read(text);
    const length = Math.min(tokens.count, LONGEST);
    const document = new Int32Array(length);
    for (let i = 0; i < length; i++) document[i] = this.#type(tokens, i);
    return { document, tokens };
  }

  #type(tokens: Tokens, index: number): number {
    const hash = tokens.hash[index]!;
    const known = this.#types.get(hash);
    if (known !== undefined) {
      this.counts[known]!++;
      return known;
    }
    const type = this.size;
    this.#types.set(hash, type);
    this.hashes.push(hash);
    this.counts.push(1);
    const isWord = tokens.kind[index]! <= KIND.hashtag;
    const units = tokens.units.subarray(tokens.from[index]!, tokens.to[index]!);
    this.spellings.push(isWord ? String.fromCharCode(...units) : '');
    const count = gramRows(tokens, index, this.#rows);
    this.grams.push(this.#rows.slice(0, count));
    return type;
  }
}
