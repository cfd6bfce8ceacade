import fc from 'fast-check';
import twitter from 'twitter-text';
import { describe, expect, it } from 'vitest';
import { measure, weightedLength } from '../../../src/networks/x/length.js';

const EMOJI = [
  '👍',
  '❤️',
  '👨‍👩‍👧‍👦',
  '🇻🇳',
  '🇮🇷',
  '👩🏽‍🍳',
  '🏳️‍🌈',
  '1️⃣',
  '😀',
  '✌🏿',
  '©️',
  '☕',
  '🧁',
  '🤷🏻‍♀️',
  '🕵️‍♂️',
  '#️⃣',
];
const WORDS = [
  'café',
  'سلام',
  'می‌خواهم',
  'xin chào',
  'cà phê',
  'cà phê',
  '咖啡',
  'こんにちは',
  '한국어',
  'Привет',
  'שלום',
  'नमस्ते',
  '…',
  '“ok”',
  '—',
  '@cafenar',
  '#coffee',
  '$NAR',
  '&',
  '\n',
  '\u200f',
  'a_b',
  '1.5',
  'e.g.',
  'end.Next',
  'U.S.',
  'v2.0',
];
const LINKS = [
  'https://cafe-nar.example.com/menu?x=1&y=2#top',
  'http://example.com',
  'example.com',
  'cafenar.ir/menu',
  'www.cafe.vn',
  'https://t.co/abcDEF123',
  'https://t.co/abc/def',
  'https://en.wikipedia.org/wiki/Primer_(film)',
  'https://例え.jp/path',
  'رستوران.com',
  'info@cafenar.com',
  'https://example.com/@user/',
  'http://xn--fsq.com/a',
  'https://example.com:8080/a,b.',
  'https://x.com/i/status/20',
  'foo.bar.baz',
  'coffee.shop',
  'not.a-tld',
  'https://localhost/a',
  '-example.com',
  '_example.com',
  'https://example.com/путь',
];

const piece = fc.oneof(
  fc.constantFrom(...EMOJI),
  fc.constantFrom(...WORDS),
  fc.constantFrom(...LINKS),
  fc.string({ unit: 'grapheme-ascii', maxLength: 6 }),
  fc
    .string({ unit: 'grapheme-composite', maxLength: 4 })
    .filter((text) => !/\p{Emoji_Presentation}|\p{Extended_Pictographic}/u.test(text)),
);
const text = fc
  .array(fc.tuple(piece, fc.constantFrom(' ', '', '\n', ', ', '(', ')')), { maxLength: 8 })
  .map((pieces) => pieces.map(([word, space]) => word + space).join(''));

describe('weightedLength', () => {
  it('agrees with twitter-text on mixed scripts, emoji and links', () => {
    fc.assert(
      fc.property(text, (sample) => {
        expect(weightedLength(sample)).toBe(twitter.parseTweet(sample).weightedLength);
      }),
      { numRuns: 2_000 },
    );
  });

  it('agrees with twitter-text on every link of the list, in a sentence', () => {
    for (const link of LINKS) {
      const sample = `See ${link}, please.`;
      expect([link, weightedLength(sample)]).toEqual([link, twitter.parseTweet(sample).weightedLength]);
    }
  });
});

describe('measure', () => {
  it('counts private messages in plain characters', () => {
    expect(measure('咖啡 👍', { private: true })).toEqual({ length: 4, limit: 10_000 });
  });

  it('counts posts by weight', () => {
    expect(measure('咖啡 👍', { private: false })).toEqual({ length: 7, limit: 280 });
  });
});
