import type { Word } from './topic-words.js';

/** A phrase: a word after those of the phrase it continues. */
export interface Phrase {
  words: readonly Word[];
  /** The places, in the order given, of the texts that hold it. */
  texts: number[];
  /** In how many earlier texts it was counted, by their age; a hole where in none. */
  earlier: number[];
  /** The text it was seen in last, so that each counts once. */
  last: number;
  longer: Map<number, Phrase>;
}

const LONGEST = 3;

/** The phrases of some texts, by their first word, their second and their third. */
export interface PhraseTree {
  /** By the number of the first word. */
  phrases: ReadonlyMap<number, Phrase>;
  /** Every phrase, a phrase before those that continue it. */
  all: readonly Phrase[];
}

/**
 * The phrases of up to three words that at least `least` texts hold. It is made a word longer at a time, since no
 * phrase stands in more texts than its beginning: most runs of words are never looked at twice.
 *
 * @param texts each as its runs of words
 */
export function phraseTree(texts: readonly Word[][][], least: number): PhraseTree {
  const root = emptyPhrase([]);
  let level = [root];
  const all: Phrase[] = [];
  for (let size = 1; size <= LONGEST && level.length > 0; size++) {
    for (const [place, runs] of texts.entries()) {
      for (const run of runs) {
        for (let start = 0; start + size <= run.length; start++) continued(root, run, start, size, place);
      }
    }
    level = level.flatMap((phrase) => {
      for (const [id, longer] of phrase.longer) {
        if (longer.texts.length < least) phrase.longer.delete(id);
      }
      return [...phrase.longer.values()];
    });
    all.push(...level);
  }
  for (const phrase of all) phrase.last = -1;
  return { phrases: root.longer, all };
}

/** Counts the run as one of the phrases of its size, where it continues one that is kept. */
function continued(root: Phrase, run: readonly Word[], start: number, size: number, place: number): void {
  let phrase: Phrase | undefined = root;
  for (let index = start; index < start + size - 1 && phrase; index++) {
    phrase = phrase.longer.get(run[index]?.id ?? -1);
  }
  const word = run[start + size - 1];
  if (!phrase || !word || (size > 1 && !root.longer.has(word.id))) return;
  let longer = phrase.longer.get(word.id);
  if (!longer) {
    longer = emptyPhrase([...phrase.words, word]);
    phrase.longer.set(word.id, longer);
  }
  if (longer.last === place) return;
  longer.last = place;
  longer.texts.push(place);
}

/** Counts in how many of these texts of each age the phrases of the tree stand. */
export function countEarlier(
  { phrases }: PhraseTree,
  texts: Iterable<{ age: number; runs: readonly Word[][] }>,
): void {
  let place = 0;
  for (const { age, runs } of texts) {
    for (const run of runs) {
      for (let start = 0; start < run.length; start++) {
        let within: ReadonlyMap<number, Phrase> = phrases;
        for (let index = start; index < run.length; index++) {
          const phrase = within.get(run[index]?.id ?? -1);
          if (!phrase) break;
          if (phrase.last !== place) {
            phrase.last = place;
            phrase.earlier[age] = (phrase.earlier[age] ?? 0) + 1;
          }
          within = phrase.longer;
        }
      }
    }
    place += 1;
  }
}

function emptyPhrase(words: readonly Word[]): Phrase {
  return { words, texts: [], earlier: [], last: -1, longer: new Map() };
}
