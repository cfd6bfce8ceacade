import { describe, expect, it } from 'vitest';
import { CueBook } from '../../../src/sentiment/cue-book.js';
import { IDIOMS, phrasesOfPattern } from '../../../src/sentiment/idioms.js';
import { loadScorer } from '../../../src/sentiment/index.js';
import { languageIndex } from '../../../src/sentiment/languages.js';
import { reword } from '../../../src/sentiment/rewording.js';
import { TokenRows } from '../../../src/sentiment/token-rows.js';
import { Tokens } from '../../../src/sentiment/tokens.js';

const scorer = loadScorer();
const comment = { kind: 'comment' as const };

const book = new CueBook();
const tokens = new Tokens();
const rows = new TokenRows();

/** What is found in a text of a language, told and not guessed. */
function understood(code: string, text: string) {
  const language = languageIndex(code);
  tokens.read(text);
  rows.read(tokens);
  return { tokens, language, found: book.find(tokens, rows, language) };
}

describe('idioms', () => {
  it.each([
    ['en', 'The soup was not bad', 'The soup was good'],
    ['en', 'I have never been disappointed by this bakery', 'I have always great by this bakery'],
    ['en', 'I couldn’t be happier with my order', 'I very happy with my order'],
    ['fa', 'غذاش خوب نبود', 'غذاش بد بود'],
    ['fa', 'کیفیتش بد نیست', 'کیفیتش متوسط بود'],
    ['fa', 'از خریدم پشیمون نیستم', 'از خریدم راضی هستم'],
    ['fa', 'چقدر خوشمزه بود غذاتون', 'خیلی خوب غذاتون'],
    ['vi', 'đồ ăn không tệ chút nào, sẽ quay lại', 'đồ ăn ổn, sẽ quay lại'],
    ['vi', 'áo k đẹp như mong đợi', 'áo tệ như mong đợi'],
    ['vi', 'chưa bao giờ thất vọng về quán', 'luôn hài lòng quán'],
    ['vi', 'lúc nào cũng đông khách', 'luôn đông khách'],
    ['vi', 'hẹn 7 giờ kém 15 nhé', 'hẹn giờ 15 nhé'],
    ['vi', 'hẹn 7h kém 15 nhé', 'hẹn giờ 15 nhé'],
    ['vi', 'mẫu này cháy hàng liên tục', 'mẫu này bán chạy liên tục'],
  ])('are read as what they mean, %s: %s', (language, text, meant) => {
    const { sentiment, intent, needsReply } = scorer.score(meant, { ...comment, networkLanguage: language });
    expect(scorer.score(text, comment)).toMatchObject({ language, sentiment, intent, needsReply });
  });

  it.each([
    ['nothing is said by them', 'quán đẹp', undefined],
    ['they are denied in their turn', 'không có gì không hài lòng cả', undefined],
    ['a comma parts them', 'giống hình không, tệ lắm', undefined],
    ['they begin with a unit', 'mua 2 gói 180k thất vọng', undefined],
    ['one is and the other is not', 'k ngon, mà 50k đắt quá', 'tệ, mà 50k đắt quá'],
    ['a comma parts the denial', 'ko rep tin, không hài lòng', 'ko rep tin, tệ'],
    ['one follows the other', 'không lỗi không hư nhé', 'ổn ổn nhé'],
  ])('are replaced, or left, where %s', (_, text, meant) => {
    const { tokens, found, language } = understood('vi', text);
    expect(reword(tokens, found.idioms, language)).toBe(meant);
  });

  it.each([
    ['positive', 'Not bad at all, will come again!'],
    ['positive', 'They never fail to make me smile'],
    ['positive', 'No complaints, the cake was here on time'],
    ['negative', 'I would not recommend it'],
    ['negative', 'این رستوران اصلا خوب نبود'],
    ['negative', 'راضی نبودم'],
    ['negative', 'خوشم نیومد'],
    ['positive', 'گرون نیست و تمیزه'],
    ['negative', 'k ngon'],
    ['negative', 'chất lượng ko tốt'],
    ['positive', 'máy chạy êm, không bị lỗi gì'],
    ['positive', 'giá này thì không chê vào đâu được'],
  ])('feel %s: %s', (label, text) => {
    expect(scorer.score(text).sentiment.label).toBe(label);
  });

  it.each(Object.entries(IDIOMS))('of %s are found whole, each of them', (code, idioms) => {
    for (const [reads, patterns] of Object.entries(idioms))
      for (const phrase of patterns.flatMap(phrasesOfPattern)) {
        const { tokens, found } = understood(code, phrase);
        expect({ phrase, idioms: found.idioms }).toEqual({
          phrase,
          idioms: [{ first: 0, last: tokens.count - 1, reads }],
        });
      }
  });

  it('may be written as products of their parts', () => {
    expect(phrasesOfPattern('a|b + c|d e')).toEqual(['a c', 'a d e', 'b c', 'b d e']);
    expect(phrasesOfPattern('a|b')).toEqual(['a', 'b']);
  });
});
