import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { guardLine, safeLine, safeText } from '../../../src/output/sanitise.js';

const anyText = fc.string({ unit: 'binary', maxLength: 60 });
const hostile = fc.string({
  unit: fc.constantFrom(
    ...'\u001b\u009b\u0007\u0000\u007f\u0085\u2028\u2029\r\n\t\u202e\u2066\u2069\u200b\u200c\u200d\ufeff\ufe0f\u3164aaå語😀م',
    // Apart: side by side they would be one letter.
    '\ud800',
    '\udc00',
    '\u{e0041}',
    '\u{e007f}',
    '\u{1f3f4}',
    '\u{1f469}\u200d\u{1f467}',
    'e\u0301',
  ),
  maxLength: 40,
});

describe('safeText', () => {
  it('leaves no control, override, tag or broken character, whatever comes in', () => {
    fc.assert(
      fc.property(fc.oneof(anyText, hostile), (text) => {
        const safe = safeText(text);
        expect(safe).not.toMatch(/[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029]/);
        expect(safe).not.toMatch(/[\u202a-\u202e\u2060-\u206f\u200b\ufeff\u00ad]/);
        expect(safe).not.toMatch(/\p{Surrogate}/u);
        expect(safe.replace(/\u{1f3f4}[\u{e0020}-\u{e007e}]+\u{e007f}/gu, '')).not.toMatch(
          /[\u{e0000}-\u{e007f}]/u,
        );
      }),
    );
  });

  it('changes nothing the second time', () => {
    fc.assert(
      fc.property(fc.oneof(anyText, hostile), (text) => {
        expect(safeText(safeText(text))).toBe(safeText(text));
      }),
    );
  });

  it.each([
    ['Persian with joiners', 'می‌شود؟ نان‌های تازه ۲‌تا'],
    ['Arabic with a direction mark', 'السعر 20\u200f ريال'],
    ['Vietnamese, composed and not', 'Giao hàng trễ, đồ uống nguội hết. tre\u0302\u0303'],
    ['Hindi and Malayalam with joiners', 'क्‍ष അവന്‍'],
    ['Chinese, Japanese, Korean', '好吃 美味しい 葛\u{e0100} 맛있어요'],
    ['family and skin tones', '👩‍👩‍👧 👍🏽 👩🏽‍🍳 ❤️‍🔥 1️⃣ 🏳️‍🌈'],
    ['flags', '🇮🇷 🇻🇳 \u{1f3f4}\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}'],
    ['Arabic number signs', '\u0600١٢ \u06dd٣'],
    ['a quiet English line', "Best espresso in town, isn't it?"],
  ])('leaves %s as it was written', (_name, text) => {
    expect(safeText(text)).toBe(text);
  });

  it('makes an escape sequence visible instead of obeying it', () => {
    expect(safeText('\u001b[2Jgone\u0007')).toBe('␛[2Jgone␇');
    expect(safeText('\u009b31mred')).toBe('\ufffd31mred');
  });

  it('removes text hidden in tags, overrides and joiners', () => {
    expect(safeText('hi\u{e0068}\u{e0069}')).toBe('hi');
    expect(safeText('exe\u202egpj.')).toBe('exegpj.');
    expect(safeText('pay\u200bpal\u200d\u200c')).toBe('paypal');
    expect(safeText('\u{1f3f4}\u{e0068}\u{e0069}')).toBe('\u{1f3f4}');
  });

  it('removes selectors of a variation that vary nothing, and keeps those that do', () => {
    expect(safeText('\ufe0fa \ufe0eb')).toBe('a b');
    expect(safeText('☀\ufe0f\ufe0f\ufe0f')).toBe('☀\ufe0f');
  });

  it('shows what is no character as such, and an Arabic mark as its twin that no terminal stumbles over', () => {
    expect(safeText('a\ud800b\uffffc\ufdd0')).toBe('a\ufffdb\ufffdc\ufffd');
    expect(safeText('السعر\u061c 20')).toBe('السعر\u200f 20');
  });

  it('flattens piles of marks', () => {
    expect(safeText(`a${'\u0301'.repeat(200)}`)).toBe(`a${'\u0301'.repeat(6)}`);
  });
});

describe('safeLine', () => {
  it('is one line without space at its ends', () => {
    fc.assert(
      fc.property(fc.oneof(anyText, hostile), (text) => {
        expect(safeLine(text)).not.toMatch(/[\n\r\t]|^\s|\s$|\s\s/u);
      }),
    );
  });

  it('keeps the words of several lines', () => {
    expect(safeLine('one\r\ntwo\u2029 three\tfour\n')).toBe('one two three four');
  });
});

describe('guardLine', () => {
  it('lets our looks through and nothing else that a terminal obeys', () => {
    expect(guardLine('\u001b[1mbold\u001b[22m \u001b[31;1mred\u001b[39m')).toBe(
      '\u001b[1mbold\u001b[22m \u001b[31;1mred\u001b[39m',
    );
    expect(guardLine('\u001b[2J \u001b]0;x\u0007 \r\n\t\u009b2J')).toBe('␛[2J ␛]0;x␇ ␍␊␉\ufffd2J');
    expect(guardLine('a\u202eb\u2028c\u2067d')).toBe('abcd');
    fc.assert(
      fc.property(fc.oneof(anyText, hostile), (text) => {
        const left = guardLine(text).replace(/\u001b\[\d{1,2}(?:;\d{1,2})*m/g, '');
        expect(left).not.toMatch(/[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]/);
      }),
    );
  });

  it('changes nothing that is safe', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        expect(guardLine(safeLine(text))).toBe(safeLine(text));
      }),
    );
  });
});
