import fc from 'fast-check';
import { expect, it } from 'vitest';
import { byCharacter } from '../../../src/core/by-character.js';
import { fold, indexText, wordString } from '../../../src/core/normalise.js';

const anyText = fc.string({ unit: 'binary' });
/** Letters that change when folded, marks that stand on others, letters typed apart, and half of a pair. */
const LETTERS = [...'aÉđıİΣςßﷺﻻيىكةأ٤۴é½𝐀が中ก가각\u1100\u1161\u11a8\u0301\u064b\u200c\u200d\ud83d 👩!'];
const awkward = fc
  .array(fc.constantFrom(...LETTERS, '\u0323', 'm\u0301', '\ud800'))
  .map((units) => units.join(''));

it.each([
  [
    'a canonical composition without marks',
    (text: string) => text.normalize('NFKD').replace(/\p{M}/gu, '').normalize('NFC'),
  ],
  ['a lowering', (text: string) => text.toWellFormed().toLowerCase().replaceAll('ς', 'σ')],
])('makes %s of letters as of the whole text', (_, transform) => {
  const fast = byCharacter(transform);
  fc.assert(
    fc.property(fc.oneof(anyText, awkward), (text) => {
      expect(fast(text)).toBe(transform(text));
    }),
  );
});

it.each([
  ['CÀ PHÊ Đá', 'ca phe da'],
  ['كتاب يك', 'کتاب یک'],
  ['۱۲٣', '123'],
  ['Straße ΣΊΣΥΦΟΣ', 'strasse σισυφοσ'],
  ['ﻛﺎﻓﻪ Ｃａｆé', 'کافه cafe'],
])('folds %s', (text, folded) => expect(fold(text)).toBe(folded));

it.each([
  ['می\u200cخواهم!', 'می خواهم! میخواهم'],
  ['می\u200cخواهم، نمی\u200cشه', 'می خواهم، نمی شه میخواهم نمیشه'],
  ['café', 'cafe'],
  ['好吃', ' 好  吃 '],
])('indexes %s', (text, indexed) => expect(indexText(text)).toBe(indexed));

it.each([
  ['Hello, @cafe_nar!', ' hello cafe nar '],
  ['می\u200cخواهم؟', ' میخواهم '],
  ['好吃！', ' 好 吃 '],
  ['… !', ''],
  ['', ''],
])('finds the words of %s', (text, words) => expect(wordString(text)).toBe(words));
