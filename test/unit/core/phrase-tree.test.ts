import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countEarlier, phraseTree } from '../../../src/core/phrase-tree.js';
import { phraseReader } from '../../../src/core/topic-words.js';

const run = fc.array(fc.constantFrom('a', 'b', 'c', 'd', 'e'), { minLength: 1, maxLength: 8 });
const texts = fc.array(fc.array(run, { maxLength: 3 }), { maxLength: 20 });

/** In how many texts each phrase of up to three words stands, counted plainly. */
function countPlainly(all: readonly string[][][]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const runs of all) {
    const seen = new Set<string>();
    for (const words of runs) {
      for (let start = 0; start < words.length; start++) {
        for (let size = 1; size <= 3 && start + size <= words.length; size++) {
          seen.add(words.slice(start, start + size).join(' '));
        }
      }
    }
    for (const phrase of seen) counts.set(phrase, (counts.get(phrase) ?? 0) + 1);
  }
  return counts;
}

describe('a tree of phrases', () => {
  it('holds the phrases that enough texts hold, with how many hold them, here and on each day before', () => {
    fc.assert(
      fc.property(texts, texts, fc.integer({ min: 1, max: 5 }), (now, before, least) => {
        const read = phraseReader();
        const readAll = (all: typeof now) =>
          all.map((runs) => read(runs.map((words) => words.join(' ')).join('. ')));
        const tree = phraseTree(readAll(now), least);
        countEarlier(
          tree,
          readAll(before).map((runs, index) => ({ age: index % 3, runs })),
        );
        const found = tree.all.map(({ words, texts: places, earlier }) => [
          words.map(({ key }) => key).join(' '),
          { here: places.length, earlier: [0, 1, 2].map((age) => earlier[age] ?? 0) },
        ]);
        const ages = [0, 1, 2].map((age) => countPlainly(before.filter((_, index) => index % 3 === age)));
        const expected = [...countPlainly(now)]
          .filter(([, here]) => here >= least)
          .map(([phrase, here]) => [
            phrase,
            { here, earlier: ages.map((counts) => counts.get(phrase) ?? 0) },
          ]);
        expect(found.length).toBe(expected.length);
        expect(Object.fromEntries(found)).toEqual(Object.fromEntries(expected));
      }),
    );
  });
});
