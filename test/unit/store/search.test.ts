import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { deskStore, inbound, NOW, prepared } from './support.js';

let desk: Awaited<ReturnType<typeof deskStore>>;
beforeEach(async () => {
  desk = await deskStore();
});
afterEach(() => desk.store.close());

async function keep(...texts: string[]) {
  await desk.commit({ mentions: texts.map((text, index) => prepared(inbound(`m${index}`, { text }))) });
}
const search = async (text: string) =>
  (await desk.store.mentions.list({ search: text, sort: 'oldest', limit: null })).map(
    (mention) => mention.text,
  );

describe('search', () => {
  it.each([
    ['کتابخانه باز است؟', 'كتابخانه', 'Arabic kaf'],
    ['كيف حالك في المدينة', 'کیف', 'Persian keyboard on Arabic text'],
    ['هزینه ۱۲۳ تومان', '123', 'Persian digits'],
    ['room ١٢٣ please', '۱۲۳', 'Arabic and Persian digits'],
    ['کتاب‌ها رسید', 'کتابها', 'ZWNJ left out'],
    ['کتابها رسید', 'کتاب‌ها', 'ZWNJ typed'],
    ['کتاب‌ها رسید', 'کتاب‌ها', 'ZWNJ both'],
    ['کتاب ها رسید', 'کتاب‌ها', 'a space for ZWNJ'],
    ['مُحَمَّد آمد', 'محمد', 'Arabic vowels'],
    ['Đồ uống rất ngon', 'do uong', 'Vietnamese without diacritics'],
    ['do uong rat ngon', 'đồ uống', 'Vietnamese with diacritics'],
    ['Phở ngon'.normalize('NFD'), 'phở'.normalize('NFC'), 'composed and decomposed'],
    ['ＣＯＦＦＥＥ please', 'coffee', 'full width'],
    ['Straße gesperrt', 'STRASSE', 'ß'],
    ['İstanbul şubesi', 'istanbul', 'Turkish dotted I'],
    ['Καλημέρα σας', 'καλημερα', 'Greek accents'],
    ['great cappuccino', 'capp', 'the beginning of a word'],
    ['咖啡很好喝，谢谢', '好喝', 'Chinese, which has no spaces'],
    ['コーヒーがおいしいです', 'おいしい', 'Japanese, which has no spaces'],
    ['กาแฟอร่อยมาก', 'อร่อย', 'Thai, which has no spaces'],
  ])('%s is found by %s (%s)', async (text, typed) => {
    await keep(text, 'something else entirely');
    expect(await search(typed)).toEqual([text]);
  });

  it('reads words as all of them, anywhere, and quoted ones as a phrase', async () => {
    await keep('cold tea and late coffee', 'late tea', 'tea late');
    expect(await search('late tea')).toEqual(['cold tea and late coffee', 'late tea', 'tea late']);
    expect(await search('"late tea"')).toEqual(['late tea']);
    expect(await search('coffee tea late')).toEqual(['cold tea and late coffee']);
  });

  it.each([
    'AND',
    'OR',
    'NOT',
    'NEAR(a b)',
    'text:tea',
    'tea*',
    '^tea',
    '-tea',
    'a + b',
    'tea"',
    '"',
    '""',
    '(((',
    "tea'; DROP",
    '{author}: tea',
  ])('takes %s as text, not as syntax', async (typed) => {
    const holding = `they wrote ${typed} to us`;
    await keep(holding, 'unrelated words');
    const words = typed.match(/[a-z]+/gi);
    expect(await search(typed)).toEqual(words ? [holding] : []);
  });

  it('finds who wrote it, by handle or name', async () => {
    const author = { handle: 'minh_pho', name: 'Trần Minh' };
    await desk.commit({
      mentions: [prepared(inbound('m1', { text: 'hello', author })), prepared(inbound('m2'))],
    });
    expect(await search('@minh_pho')).toEqual(['hello']);
    expect(await search('tran')).toEqual(['hello']);
  });

  it('keeps to the time asked for, to the millisecond', async () => {
    const times = [-1_500, -1, 0, 1, 999, 1_000];
    await desk.commit({
      mentions: times.map((at) => prepared(inbound(`m${at}`, { text: 'tea', createdAt: NOW + at }))),
    });
    const filter = { search: 'tea', sort: 'oldest', limit: null, since: NOW, until: NOW + 1_000 } as const;
    const found = await desk.store.mentions.list(filter);
    expect(found.map((mention) => mention.createdAt - NOW)).toEqual([0, 1, 999]);
  });

  it('finds every word of a text, whatever its letters, and never throws', async () => {
    const word = fc.oneof(
      fc.stringMatching(/^[a-zA-Z0-9'"*^:(){}+\-.,@#]{1,12}$/),
      fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }),
      fc.string({ unit: 'binary', minLength: 1, maxLength: 12 }),
      fc.string({ unit: fc.constantFrom(...'کگيیىآاإأؤئةۀه‌ًُِّ۱۲٣ابپتچ'), minLength: 1, maxLength: 12 }),
      fc.string({
        unit: fc.constantFrom(...'ăâđêôơưáàảãạếềểễệốồổỗộớờởỡợứừửữựĐƯ'),
        minLength: 1,
        maxLength: 12,
      }),
      fc.string({
        unit: fc.constantFrom(...'咖啡好喝コーヒーおいしい커피กาแฟ'),
        minLength: 1,
        maxLength: 12,
      }),
    );
    const texts = fc.array(word, { minLength: 1, maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(texts, fc.nat(4), async (words, index) => {
        const { store, commit } = await deskStore();
        const text = words.join(' ');
        await commit({ mentions: [prepared(inbound('m1', { text, author: { handle: 'zzz' } }))] });
        const typed = words[index % words.length] ?? '';
        const found = await store.mentions.list({ search: typed, sort: 'newest', limit: null });
        store.close();
        // Letters that SQLite's tables know: what holds one of them, and none they may not know, is found.
        const known =
          /^[\p{sc=Latin}\p{sc=Arabic}\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Hangul}\x20-\x7e]+$/u;
        if (known.test(typed) && /[\p{L}\p{N}]/u.test(typed) && !typed.includes('"')) {
          expect(found.map((mention) => mention.text)).toEqual([text]);
        } else {
          expect(found.length).toBeLessThanOrEqual(1);
        }
      }),
      { numRuns: 300 },
    );
  }, 240_000);
});
