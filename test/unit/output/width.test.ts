import fc from 'fast-check';
import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import { flow, graphemes, hang, pad, textWidth, truncate, wrap } from '../../../src/output/width.js';

const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.string({
    unit: fc.constantFrom('👩‍👩‍👧', '🇮🇷', 'می‌شود ', 'ễ', 'tre\u0302\u0303', '好', 'a', ' ', '1️⃣', 'क्षि'),
    maxLength: 30,
  }),
);
const columns = fc.integer({ min: 2, max: 60 });

describe('width', () => {
  it.each([
    ['plain', 5],
    ['好吃', 4],
    ['می‌شود', 5],
    ['👩‍👩‍👧', 2],
    ['e\u0301', 1],
    ['© ™ ☀', 5],
    ['☀️', 2],
    ['㊗', 2],
    ['\u001b[31mred\u001b[39m ễ好', 7],
    ['\u0601', 1],
    ['\ud800', 0],
    ['', 0],
  ])('of %j is %i', (text, expected) => {
    expect(textWidth(text)).toBe(expected);
  });

  it('is what the width library says, on the short way too, but for signs that are text', () => {
    for (let code = 0x20; code < 0x2300; code += 1) {
      const char = String.fromCharCode(code);
      const isTextSign = /(?!\p{Emoji_Presentation})\p{Emoji}/u.test(char);
      expect(textWidth(char), code.toString(16)).toBe(isTextSign ? 1 : stringWidth(char));
      expect(graphemes(`a${char}`).length, code.toString(16)).toBe(
        Array.from(new Intl.Segmenter().segment(`a${char}`)).length,
      );
    }
  });

  it('never throws', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(textWidth(text)).toBeGreaterThanOrEqual(0);
      }),
    );
  });
});

describe('truncate', () => {
  it('fits, and cuts only between graphemes', () => {
    fc.assert(
      fc.property(anyText, columns, (text, width) => {
        const cut = truncate(text, width);
        expect(textWidth(cut)).toBeLessThanOrEqual(width);
        if (cut === text) return;
        expect(cut.endsWith('…')).toBe(true);
        const kept = graphemes(cut.slice(0, -1));
        expect(graphemes(text).slice(0, kept.length)).toEqual(kept);
      }),
    );
  });

  it('leaves what fits alone', () => {
    expect(truncate('Giao hàng trễ', 13)).toBe('Giao hàng trễ');
    expect(truncate('Giao hàng trễ', 12)).toBe('Giao hàng t…');
  });
});

describe('pad', () => {
  it('fills to the width on the side away from the text', () => {
    expect(pad('好', 4)).toBe('好  ');
    expect(pad('42', 4, 'right')).toBe('  42');
    expect(pad('too wide', 4)).toBe('too wide');
  });
});

describe('wrap', () => {
  it('fits, loses no word and splits no grapheme', () => {
    fc.assert(
      fc.property(anyText, columns, (text, width) => {
        const lines = wrap(text, width);
        for (const line of lines) expect(textWidth(line)).toBeLessThanOrEqual(width);
        const words = (value: string) => value.replace(/\s+/gu, '');
        expect(words(lines.join(''))).toBe(words(text));
      }),
    );
  });

  it('breaks at spaces, and inside words only where it must', () => {
    expect(wrap('the coffee is cold\nagain', 10)).toEqual(['the coffee', 'is cold', 'again']);
    expect(wrap('unbelievable!', 5)).toEqual(['unbel', 'ievab', 'le!']);
  });
});

describe('hang', () => {
  it('indents the following lines behind the label', () => {
    expect(hang('Can  ', 'reply here and message privately', 20)).toEqual([
      'Can  reply here and',
      '     message',
      '     privately',
    ]);
  });

  it('fits whatever the label', () => {
    fc.assert(
      fc.property(anyText, anyText, fc.integer({ min: 20, max: 60 }), (label, text, width) => {
        for (const line of hang(label.replaceAll('\n', ''), text, width)) {
          expect(textWidth(line)).toBeLessThanOrEqual(width);
        }
      }),
    );
  });
});

describe('flow', () => {
  it('breaks between parts, and inside one only where it must', () => {
    expect(flow(['reply here', 'message privately', 'like: no'], ' · ', 24)).toEqual([
      'reply here',
      'message privately',
      'like: no',
    ]);
    expect(flow(['one', 'two', 'three'], ' · ', 12)).toEqual(['one · two', 'three']);
  });
});
