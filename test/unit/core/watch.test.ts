import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matchWatch, type Watch } from '../../../src/core/watch.js';
import { watchOf } from '../../helpers/watch.js';

const watch = (given: Partial<Watch>) => watchOf({ keywords: ['café nar'], ...given });

describe('a watch', () => {
  it.each<[boolean, Partial<Watch>, string]>([
    [true, {}, 'Lovely morning at CAFE NAR!'],
    [true, {}, 'Lovely morning at café  nar'],
    [true, {}, '#café nar'],
    [true, {}, 'café-nar is open'],
    [false, {}, 'a café in Narnia'],
    [false, {}, 'Nar has a café'],
    [false, {}, 'cafénar'],
    [true, { keywords: ['nothing', 'tea'] }, 'Tea.'],
    [true, { keywords: ['کافه نار'] }, 'رفتیم كافه نار، عالی بود'],
    [true, { keywords: ['کتاب‌ها'] }, 'این کتابها خوبند'],
    [true, { keywords: ['کتابها'] }, 'این کتاب‌ها خوبند'],
    [true, { keywords: ['phở hà'] }, 'pho ha ngon'],
    [true, { keywords: ['pho ha'] }, 'Phở Hà ngon'],
    [true, { keywords: ['咖啡'] }, '这家咖啡很好喝'],
    [true, { required: ['coffee'] }, 'café nar has coffee'],
    [false, { required: ['coffee', 'tea'] }, 'café nar has coffee'],
    [false, { excluded: ['hiring'] }, 'Café Nar is hiring'],
    [true, { excluded: ['hire'] }, 'Café Nar is hiring'],
    [false, { keywords: [] }, 'café nar'],
    [false, { keywords: ['', '  ', '!?'] }, 'café nar !?'],
  ])('says %s of %j in "%s"', (expected, given, text) => {
    expect(matchWatch(watch(given), text, 'en')).toBe(expected);
  });

  it('keeps to its languages, and lets pass what cannot be told', () => {
    const hears = (language: string, languages: string[]) =>
      matchWatch(watch({ languages }), 'café nar', language);
    expect([
      hears('en', ['fa', 'en']),
      hears('fr', ['fa', 'en']),
      hears('und', ['fa']),
      hears('fr', []),
    ]).toEqual([true, false, true, true]);
  });

  it('hears its keyword anywhere between other words, in either case', () => {
    const word = fc.stringMatching(/^[a-z]{1,8}$/);
    fc.assert(
      fc.property(fc.array(word), word, fc.array(word), (before, keyword, after) => {
        const text = [...before, keyword.toUpperCase(), ...after].join(' ');
        expect(matchWatch(watch({ keywords: [keyword] }), text, 'en')).toBe(true);
        expect(matchWatch(watch({ keywords: [keyword], excluded: [keyword] }), text, 'en')).toBe(false);
      }),
    );
  });
});
