import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EMOTICON, matchEmoticon } from '../../../src/sentiment/emoticons.js';
import { KIND, MAX_TOKENS, Tokens } from '../../../src/sentiment/tokens.js';

function read(text: string): Tokens {
  const tokens = new Tokens();
  tokens.read(text);
  return tokens;
}

function written(text: string): string[] {
  const tokens = read(text);
  return Array.from({ length: tokens.count }, (_, i) => tokens.written(i));
}

function hashes(text: string): number[] {
  const tokens = read(text);
  return [...tokens.hash.subarray(0, tokens.count)];
}

describe('tokens', () => {
  it.each([
    ['@cafenar.bsky.social', []],
    ['hi @my-shop.bsky.social: nice', ['hi', 'nice']],
    ['@shop@mastodon.social great', ['great']],
    ['@shop@my-server.example. Great', ['.', 'Great']],
    ['@anna.b_92 look', ['look']],
    ['@shop.Thanks', ['.', 'Thanks']],
    ['@shop... no', ['...', 'no']],
    ['@shop. no', ['.', 'no']],
    ['@shop-less', ['less']],
    ['@shop.سلام', ['.', 'سلام']],
  ])('takes a handle whole, and no more: %s', (text, words) => {
    expect(written(text)).toEqual(words);
    expect(read(text).users).toBe(1);
  });

  it.each([
    ["I don't know", ['I', "don't", 'know']],
    ["J'aime l'amour", ['J', 'aime', 'l', 'amour']],
    ['#fail at 12:30, really?!', ['#fail', 'at', '12:30', 'really', '?!']],
    ['so good :-)) <3', ['so', 'good', ':-))', '<3']],
    ['می‌خواهم', ['می‌خواهم']],
    ['😍👍🏽', ['😍', '👍']],
  ])('cuts up %s', (text, words) => {
    expect(written(text)).toEqual(words);
  });

  it('counts links and handles, and reads neither', () => {
    const tokens = read('@cafe see https://example.com/x?y=z and www.example.org @me@social.example');
    expect(written(tokens.text)).toEqual(['see', 'and']);
    expect(tokens.links).toBe(2);
    expect(tokens.users).toBe(2);
  });

  it.each([
    ['GOOD', 'good'],
    ['gooood', 'good'],
    ["don't", 'dont'],
    ['كيف', 'کیف'],
    ['کتابـــ', 'کتاب'],
    ['مُحَمَّد', 'محمد'],
    ['می‌خواهم', 'میخواهم'],
    ['TUYỆT', 'tuyệt'],
    ['phục vụ'.normalize('NFD'), 'phục vụ'],
    ['❤️', '❤'],
  ])('takes %s for %s', (one, other) => {
    expect(hashes(one)).toEqual(hashes(other));
  });

  it('notices shouting and drawing out', () => {
    const tokens = read('SOOOO BAD!!! really?');
    expect(tokens.capitals).toBe(2);
    expect(tokens.elongated).toBe(1);
    expect(tokens.exclaims).toBe(3);
    expect(tokens.questions).toBe(1);
  });

  it('reads the Persian question mark as one', () => {
    expect(hashes('؟')).toEqual(hashes('?'));
  });

  it('points into its text, in order, within its limits', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (text) => {
        const tokens = read(text);
        expect(tokens.count).toBeLessThanOrEqual(MAX_TOKENS);
        let last = 0;
        for (let i = 0; i < tokens.count; i++) {
          const start = tokens.start[i] ?? -1;
          const end = tokens.end[i] ?? -1;
          expect(start).toBeGreaterThanOrEqual(last);
          expect(end).toBeGreaterThan(start);
          last = end;
        }
        expect(last).toBeLessThanOrEqual(tokens.text.length);
      }),
    );
  });
});

describe('emoticons', () => {
  it.each([
    [':)', EMOTICON.smile],
    [':-)', EMOTICON.smile],
    ['=))', EMOTICON.laugh],
    [':D', EMOTICON.laugh],
    [';)', EMOTICON.wink],
    [':(', EMOTICON.sad],
    [":'(", EMOTICON.cry],
    ['(:', EMOTICON.smile],
    ['<3', EMOTICON.love],
    ['</3', EMOTICON.heartbreak],
    ['^_^', EMOTICON.joy],
    ['-_-', EMOTICON.blank],
    [':/', EMOTICON.doubt],
    ['(((', EMOTICON.sad],
  ])('%s', (text, kind) => {
    const match = { kind: 0, end: 0 };
    expect(matchEmoticon(text, 0, match)).toBe(true);
    expect(match).toEqual({ kind, end: text.length });
  });

  it.each([':Dog', ':park', '(yes', '-5', 'x: y'])('%s is none', (text) => {
    const tokens = read(text);
    expect([...tokens.kind.subarray(0, tokens.count)]).not.toContain(KIND.emoticon);
  });
});
