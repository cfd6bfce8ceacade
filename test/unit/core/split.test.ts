import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MOST_PARTS, splitText } from '../../../src/core/split.js';
import { measure as bluesky } from '../../../src/networks/bluesky/length.js';
import { countCharacters } from '../../../src/networks/mastodon/length.js';
import { weightedLength } from '../../../src/networks/x/length.js';

const COUNTERS: Readonly<Record<string, (text: string) => number>> = {
  'X weighs': weightedLength,
  'Bluesky counts': (text) => bluesky(text, { private: false }).length,
  'Mastodon counts': (text) => countCharacters(text, { charactersPerUrl: 23 }),
  'Telegram counts': (text) => text.length,
};

const word = fc.oneof(
  fc.constantFrom(
    'the',
    'order',
    'Friday',
    'café',
    'قهوه',
    'می‌خواهم',
    'cà',
    'phê',
    'ありがとうございます',
    '👩‍👩‍👧‍👦',
    'e\u0301te\u0301',
    'https://cafe.example/menu/today?x=1',
    'cafe.example/menu',
    '@mina_k',
    '@mina@social.example',
    '#قهوه',
    '１２３',
  ),
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }).filter((text) => /^\S+$/u.test(text)),
);
const end = fc.constantFrom('', '', '', '.', '!', '؟', '。', '…');
const space = fc.constantFrom(' ', ' ', '  ', '\n', '\n\n');
const text = fc.array(fc.tuple(word, end, space), { minLength: 1, maxLength: 120 }).map((words) =>
  words
    .map((parts) => parts.join(''))
    .join('')
    .trim()
    .normalize('NFC'),
);

const unmarked = (part: string) => part.replace(/ \(\d\/\d\)$/, '');
const graphemes = (of: string) => [...new Intl.Segmenter('und').segment(of)].map(({ segment }) => segment);
const letters = (of: string) => graphemes(of).filter((one) => one.trim() !== '');

describe.each(Object.entries(COUNTERS))('as %s it, a long answer', (_, count) => {
  it('is cut into parts that fit, with every character in its order and none cut', () => {
    fc.assert(
      fc.property(text, fc.integer({ min: 60, max: 300 }), (whole, limit) => {
        const fits = (part: string) => count(part) <= limit;
        const parts = splitText(whole, fits);
        if (parts === null) {
          expect(count(whole)).toBeGreaterThan(limit);
          return;
        }
        if (fits(whole)) {
          expect(parts).toEqual([whole]);
          return;
        }
        for (const [index, part] of parts.entries()) {
          expect(part.endsWith(` (${index + 1}/${parts.length})`)).toBe(true);
          expect(count(part)).toBeLessThanOrEqual(limit);
        }
        expect(parts.map(unmarked).flatMap(letters)).toEqual(letters(whole));
      }),
    );
  });

  it('keeps links, handles and hashtags whole', () => {
    const whole = fc.constantFrom(
      'https://cafe.example/menu/today?x=1&y=2',
      'cafe.example/menu',
      '@mina_k',
      '@mina@social.example',
      '#caféphê',
    );
    const spaced = fc.array(fc.oneof(fc.constantFrom('so', 'long', 'friend.', 'قهوه', 'やあ。'), whole), {
      minLength: 20,
      maxLength: 80,
    });
    fc.assert(
      fc.property(spaced, fc.integer({ min: 60, max: 200 }), (words, limit) => {
        const parts = splitText(words.join(' '), (part) => count(part) <= limit);
        if (parts === null) return;
        expect(parts.flatMap((part) => unmarked(part).split(/\s+/u))).toEqual(words);
      }),
    );
  });
});

describe('a long answer', () => {
  const fits = (limit: number) => (part: string) => part.length <= limit;

  it('breaks after a sentence where that leaves a part at least half full', () => {
    const whole =
      'We are sorry. Your order was sent on Friday, to the wrong house. It comes tomorrow morning.';
    expect(splitText(whole, fits(78))).toEqual([
      'We are sorry. Your order was sent on Friday, to the wrong house. (1/2)',
      'It comes tomorrow morning. (2/2)',
    ]);
    expect(splitText(whole, fits(60))?.[0]).toBe('We are sorry. Your order was sent on Friday, to the (1/2)');
  });

  it('breaks after a short sentence only where a part is little longer without the break', () => {
    const whole = 'We are so sorry. Your order was sent on Friday to the wrong house, and comes tomorrow.';
    expect(splitText(whole, fits(34))?.[0]).toBe('We are so sorry. (1/4)');
    expect(splitText(whole, fits(44))?.[0]).toBe('We are so sorry. Your order was sent (1/3)');
  });

  it('breaks between words where none are apart by spaces', () => {
    const whole = '今日はとても美味しいコーヒーを飲みましたがケーキは売り切れでした';
    const words = [...new Intl.Segmenter('und', { granularity: 'word' }).segment(whole)];
    const last = words.findLast(({ index }) => index <= 19)?.index;
    expect(splitText(whole, fits(25))?.[0]).toBe(`${whole.slice(0, last)} (1/2)`);
  });

  it('breaks before a link that stands right behind a word', () => {
    const link = 'https://cafe.example/menu';
    expect(splitText(`${'予'.repeat(25)}${link}`, fits(36))).toEqual([
      `${'予'.repeat(25)} (1/2)`,
      `${link} (2/2)`,
    ]);
  });

  it('is left alone where it fits', () => {
    expect(splitText('Until six.', fits(10))).toEqual(['Until six.']);
  });

  it('is cut inside a word only where the word is too long for a part', () => {
    expect(splitText('x'.repeat(50), fits(36))).toEqual([
      `${'x'.repeat(30)} (1/2)`,
      `${'x'.repeat(20)} (2/2)`,
    ]);
  });

  it('is refused where more than nine parts would be needed, or a link is too long for one', () => {
    expect(splitText('word '.repeat(200), fits(40))).toBeNull();
    expect(splitText(`See https://cafe.example/${'a'.repeat(60)} please`, fits(40))).toBeNull();
    expect(splitText('word '.repeat(60).trim(), fits(40))).toHaveLength(MOST_PARTS);
  });
});
