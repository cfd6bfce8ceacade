import { fold, wordString } from './normalise.js';

/** A word as it is compared, and as it was written. */
export interface Word {
  /** The same number for the same key, from 0, of one reader. */
  id: number;
  key: string;
  text: string;
  /** Whether it stands right after the word before, as in scripts without spaces. */
  joined: boolean;
}

/** What is no talk: addresses, people's handles, the mark of a repost. */
const NO_TALK = /https?:\/\/\S+|www\.\S+|@[\p{L}\p{N}_.-]+(?:@[\p{L}\p{N}.-]+)?|\bRT\b|&\w+;/gu;
/** Words, with the apostrophes and ZWNJ inside them; and what ends a phrase. */
const PIECES = /[\p{L}\p{M}\p{N}]+(?:[\u200c'’][\p{L}\p{M}\p{N}]+)*|[^\p{L}\p{M}\p{N}\s#"'’“”«»*_-]/gu;
const WORD = /^[\p{L}\p{M}\p{N}]/u;

let segmenter: Intl.Segmenter | undefined;

export type PhraseReader = (text: string) => Word[][];

/**
 * A reader that remembers the words it has met, since talk repeats them. It gives the phrases of a text: runs of
 * words with no punctuation, address or handle between. Words of scripts without spaces are those that ICU's
 * dictionaries find.
 */
export function phraseReader(): PhraseReader {
  const ids = new Map<string, number>();
  const idOf = (key: string) => {
    const id = ids.get(key) ?? ids.size;
    ids.set(key, id);
    return id;
  };
  /** The words of a piece; none where it ends a phrase. */
  const known = new Map<string, readonly Word[]>();
  const wordsOf = (piece: string) => {
    let words = known.get(piece);
    if (!words) {
      words = WORD.test(piece) ? splitPiece(piece).map((word) => ({ id: idOf(word.key), ...word })) : [];
      known.set(piece, words);
    }
    return words;
  };
  return (text) => {
    let phrase: Word[] = [];
    const phrases = [phrase];
    for (const piece of text.toWellFormed().replace(NO_TALK, ' . ').match(PIECES) ?? []) {
      const words = wordsOf(piece);
      for (const word of words) phrase.push(word);
      if (words.length > 0 || phrase.length === 0) continue;
      phrase = [];
      phrases.push(phrase);
    }
    return phrase.length > 0 ? phrases : phrases.slice(0, -1);
  };
}

function splitPiece(piece: string): Omit<Word, 'id'>[] {
  const letters = wordString(piece).trim();
  // More than one word in a piece: its script has no spaces.
  if (!letters.includes(' ') || /['’]/.test(piece)) {
    return [{ key: singular(fold(piece).replace(/[\u200c'’]/g, '')), text: piece, joined: false }];
  }
  segmenter ??= new Intl.Segmenter(undefined, { granularity: 'word' });
  return [...segmenter.segment(piece)].map(({ segment }, index) => ({
    key: fold(segment),
    text: segment,
    joined: index > 0,
  }));
}

/**
 * The S stemmer (Harman, "How effective is suffixing?", 1991, table 1): one word for `delay` and `delays`, in the
 * languages that write a plural so.
 */
function singular(word: string): string {
  if (!/^[a-z]{3,}s$/.test(word) || /(?:us|ss)$/.test(word)) return word;
  if (word.endsWith('ies') && !/[ae]ies$/.test(word)) return `${word.slice(0, -3)}y`;
  return word.slice(0, -1);
}

/** Words side by side as they are written. */
export function written(words: readonly Word[]): string {
  return words.map(({ text, joined }, index) => (index > 0 && !joined ? ` ${text}` : text)).join('');
}
