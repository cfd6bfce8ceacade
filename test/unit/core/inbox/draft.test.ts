import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type DraftMove,
  draftOf,
  EMPTY_DRAFT,
  insert,
  move,
  remove,
} from '../../../../src/core/inbox/draft.js';

const MOVES: readonly DraftMove[] = ['left', 'right', 'up', 'down', 'word-left', 'word-right', 'home', 'end'];
const text = fc.string({
  unit: fc.constantFrom('a', 'ế', 'e\u0302\u0301', 'س', 'َ', '👩‍👩‍👧', '日', ' ', '.', '\n'),
  maxLength: 30,
});

function startsOf(words: string): number[] {
  const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
  return [...Array.from(segmenter.segment(words), ({ index }) => index), words.length];
}

describe('a draft', () => {
  it('takes Vietnamese as keyboards send it, and keeps it composed', () => {
    const typed = ['t', 'i', 'e', '\u0302', '\u0301', 'n', 'g'].reduce(insert, EMPTY_DRAFT);
    expect(typed).toEqual({ text: 'tiếng'.normalize('NFC'), cursor: 5 });
  });

  it('takes a whole family away at once', () => {
    expect(remove(draftOf('hi 👩‍👩‍👧'), 'left')).toEqual({ text: 'hi ', cursor: 3 });
  });

  it.each([
    ['word-left', 'one two', 7, 4],
    ['word-left', 'one two ', 8, 4],
    ['word-right', 'one two', 0, 3],
    ['word-left', 'چای، لطفا', 9, 5],
    ['home', 'ab\ncd', 4, 3],
    ['end', 'ab\ncd', 0, 2],
    ['up', 'abc\nde', 6, 2],
    ['up', 'abc', 2, 0],
    ['down', 'abcd\ne', 3, 6],
    ['down', 'ab\n\ncd', 1, 3],
    ['down', 'ab', 1, 2],
  ] as const)('%s in %j from %i to %i', (to, words, from, wanted) => {
    expect(move({ text: words, cursor: from }, to).cursor).toBe(wanted);
  });

  it('keeps the cursor between graphemes, whatever is done', () => {
    const step = fc.oneof(
      fc.constantFrom(...MOVES).map((to) => ({ move: to })),
      fc.constantFrom(...MOVES).map((to) => ({ remove: to })),
      text.map((added) => ({ insert: added })),
    );
    fc.assert(
      fc.property(text, fc.array(step, { maxLength: 20 }), (words, steps) => {
        let draft = draftOf(words.normalize('NFC'));
        for (const each of steps) {
          if ('move' in each) draft = move(draft, each.move);
          else if ('remove' in each) draft = remove(draft, each.remove);
          else draft = insert(draft, each.insert);
          expect(draft.cursor).toBeGreaterThanOrEqual(0);
          expect(draft.cursor).toBeLessThanOrEqual(draft.text.length);
          if ('move' in each) expect(startsOf(draft.text)).toContain(draft.cursor);
        }
      }),
    );
  });

  it('moves without changing a letter, and takes away only what lies between', () => {
    fc.assert(
      fc.property(text, fc.constantFrom(...MOVES), fc.constantFrom(...MOVES), (words, first, second) => {
        const draft = move(draftOf(words), first);
        expect(draft.text).toBe(words);
        const there = move(draft, second).cursor;
        const rest = remove(draft, second).text;
        expect(rest.length).toBe(words.length - Math.abs(there - draft.cursor));
      }),
    );
  });
});
