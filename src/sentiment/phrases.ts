import { mix } from './hash.js';
import { KIND, type Tokens } from './tokens.js';

/** Shorter texts say too little to be known again as a whole: "ok". */
const SHORTEST_TEXT = 3;
const TEXT_SEED = 0x7e47;

/** One word, hashtag or emoji of a text, or two that follow each other. */
export interface Phrase {
  key: number;
  /** The first and the last token of it. */
  first: number;
  last: number;
}

/** The words, hashtags and emoji of a text and the pairs of them, each once; nothing spans punctuation or a number. */
export function phrasesOf(tokens: Tokens): Phrase[] {
  const found = new Map<number, Phrase>();
  let before: number | null = null;
  for (let i = 0; i < tokens.count; i++) {
    if (!isWord(tokens.kind[i] ?? KIND.mark)) {
      before = null;
      continue;
    }
    const hash = tokens.hash[i] ?? 0;
    if (!found.has(hash)) found.set(hash, { key: hash, first: i, last: i });
    if (before !== null) {
      const pair = mix(Math.imul(before, 31) ^ hash);
      if (!found.has(pair)) found.set(pair, { key: pair, first: i - 1, last: i });
    }
    before = hash;
  }
  return [...found.values()];
}

/** The keys of single words among phrases. */
export function singleWords(phrases: readonly Phrase[]): number[] {
  return phrases.filter(({ first, last }) => first === last).map(({ key }) => key);
}

function isWord(kind: number): boolean {
  return kind === KIND.word || kind === KIND.hashtag || kind === KIND.emoji;
}

/** A phrase as it was written in a text. */
export function writtenPhrase(tokens: Tokens, { first, last }: Phrase): string {
  return first === last ? tokens.written(first) : `${tokens.written(first)} ${tokens.written(last)}`;
}

/** What is the same for the same text, however it is spaced, cased or accented by habit; null for very short ones. */
export function textKey(tokens: Tokens): number | null {
  if (tokens.count < SHORTEST_TEXT) return null;
  let key = TEXT_SEED;
  for (let i = 0; i < tokens.count; i++) key = mix(Math.imul(key, 31) ^ (tokens.hash[i] ?? 0));
  return key;
}
