import type { HomeWords } from '../core/lessons.js';

/** Of the judged texts, so many were as strange to the others as what the layer says nothing to. */
const STRANGE = 0.1;
/** And so many were no more familiar than what it speaks to in full. */
const FAMILIAR = 0.4;
/** Where all judged texts are alike, so much must do for a new one. */
const MOST_FAMILIAR = 0.9;
/** Between nothing and all lies so much at least. */
const LEAST_BETWEEN = 0.1;

/**
 * The words of the texts that a business's people have judged, and how familiar its own texts are: the share of a
 * text's words that stand in another one too.
 *
 * @param texts the words of each, each word once
 */
export function homeOf(texts: readonly (readonly number[])[]): HomeWords {
  const counts = new Map<number, number>();
  for (const words of texts) for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  const shares = texts
    .map((words) => familiarity(words, (word) => (counts.get(word) ?? 0) > 1))
    .sort((a, b) => a - b);
  const quantile = (share: number) => shares[Math.floor(shares.length * share)] ?? 0;
  const to = Math.min(MOST_FAMILIAR, quantile(FAMILIAR));
  const from = Math.min(to - LEAST_BETWEEN, quantile(STRANGE));
  return { words: [...counts.keys()], from: Number(from.toFixed(3)), to: Number(to.toFixed(3)) };
}

/** Tells how far a text is the talk that a business's layer was learnt from. */
export class Home {
  readonly #words: ReadonlySet<number>;
  readonly #from: number;
  readonly #to: number;

  constructor({ words, from, to }: HomeWords) {
    this.#words = new Set(words);
    this.#from = from;
    this.#to = to;
  }

  /**
   * How much of the layer a text is given.
   *
   * @param words of the text, each once
   * @returns from 0, among strangers, to 1, at home
   */
  share(words: readonly number[]): number {
    const own = familiarity(words, (word) => this.#words.has(word));
    if (own >= this.#to) return 1;
    return Math.max(0, (own - this.#from) / (this.#to - this.#from));
  }
}

function familiarity(words: readonly number[], isKnown: (word: number) => boolean): number {
  return words.length === 0 ? 1 : words.filter(isKnown).length / words.length;
}
