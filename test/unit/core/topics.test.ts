import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fold } from '../../../src/core/normalise.js';
import { phraseReader, written } from '../../../src/core/topic-words.js';
import { findTopics, type TalkedOf } from '../../../src/core/topics.js';
import { randomFrom } from '../../helpers/random.js';

const WORDS = {
  en: 'the coffee was a bit cold and my order came with cake for two people at table nine again'.split(' '),
  fa: 'سلام قهوه خیلی خوب بود و کیک هم تازه بود ممنون از شما برای همه چیز'.split(' '),
  vi: 'quán này cà phê rất ngon và bánh cũng ngon lắm cảm ơn các bạn nhiều nhé'.split(' '),
};

/** Everyday talk: words of the language in any order. */
function talk(language: keyof typeof WORDS, count: number, seed: number): string[] {
  const random = randomFrom(seed);
  return Array.from({ length: count }, () =>
    Array.from({ length: 9 }, () => random.pick(WORDS[language])).join(' '),
  );
}

const mentions = (texts: readonly string[], first = 1): TalkedOf[] =>
  texts.map((text, index) => ({
    id: first + index,
    text,
    authorId: first + index,
    sentiment: 'negative',
    priority: index,
  }));
/** The same texts as said over the ten days before. */
const earlier = (texts: readonly string[]) => texts.map((text, index) => ({ text, age: index % 10 }));
const phrasesOf = phraseReader();
const words = (text: string) => phrasesOf(text).map((phrase) => phrase.map(({ key }) => key));

describe('words', () => {
  it.each([
    [
      'The late delivery, again: @cafe https://x.co/a #sorry',
      [['the', 'late', 'delivery'], ['again'], ['sorry']],
    ],
    ['می‌رویم كافه', [['میرویم', 'کافه']]],
    ['Phục vụ tệ!', [['phuc', 'vu', 'te']]],
    ["Don't don’t", [['dont', 'dont']]],
    [
      'delays, ladies, baies; this bus is glass',
      [['delay'], ['lady'], ['baie'], ['thi', 'bus', 'is', 'glass']],
    ],
  ])('of %s', (text, expected) => {
    expect(words(text)).toEqual(expected);
  });

  it('of a script without spaces are those of its dictionary', () => {
    const [phrase = []] = phrasesOf('咖啡很好喝');
    expect(phrase.map(({ key }) => key)).toContain('咖啡');
    expect(written(phrase)).toBe('咖啡很好喝');
  });

  it('are found in any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        for (const phrase of phrasesOf(text)) {
          for (const { text: written } of phrase) expect(text.toWellFormed()).toContain(written);
        }
      }),
    );
  });
});

describe('topics', () => {
  it.each([
    ['en', 'late delivery', 'delivery'],
    ['fa', 'پیک دیر', 'پیک'],
    ['vi', 'giao hàng trễ', 'giao'],
  ] as const)('are what rose against the weeks before, in %s', (language, phrase, holds) => {
    const before = earlier(talk(language, 600, 1));
    const now = mentions([
      ...talk(language, 60, 2),
      ...talk(language, 7, 3).map((text) => `${text}. ${phrase}`),
    ]);
    const [topic, ...others] = findTopics(language, now, before, 5);
    expect(topic?.text).toBe(phrase);
    expect(topic?.text).toContain(holds);
    expect(topic?.volume).toEqual({ mentions: 7, positive: 0, neutral: 0, negative: 7 });
    expect(topic).toMatchObject({ expected: 0, trend: 'new', key: fold(phrase) });
    // The most urgent of those that hold it.
    expect(topic?.examples.map(({ id }) => id)).toEqual([67, 66, 65]);
    expect(topic?.examples.every(({ text }) => text.includes(phrase))).toBe(true);
    expect(others).toEqual([]);
  });

  it('are none on a day like the days before, however the words fall', () => {
    let found = 0;
    for (let day = 0; day < 40; day++) {
      const before = earlier(talk('en', 600, 100 + day));
      found += findTopics('en', mentions(talk('en', 60, 200 + day)), before, 5).length;
    }
    // Each day tries some hundreds of phrases.
    expect(found).toBeLessThanOrEqual(20);
  });

  it('are the same when computed twice, in whatever order the mentions come', () => {
    const before = earlier(talk('en', 600, 1));
    const now = mentions([...talk('en', 60, 2), ...talk('en', 7, 3).map((text) => `${text} sour milk`)]);
    const topics = findTopics('en', now, before, 5);
    const strip = (found: typeof topics) =>
      found.map(({ text, volume, strength }) => ({ text, volume, strength }));
    expect(findTopics('en', now, before, 5)).toEqual(topics);
    expect(strip(findTopics('en', now.toReversed(), before.toReversed(), 5))).toEqual(strip(topics));
  });

  it('are not what one person says often, nor what stands in every mention', () => {
    const before = earlier(talk('en', 600, 1));
    const one = mentions(talk('en', 9, 3).map((text) => `${text} flat earth`)).map((mention) => ({
      ...mention,
      authorId: 1,
    }));
    expect(findTopics('en', [...one, ...mentions(talk('en', 60, 2), 100)], before, 5)).toEqual([]);
  });

  it.each([
    ['2026', []],
    ['q', []],
    ['ok', []],
    ['oat', ['oat']],
    ['چا', ['چا']],
  ])('are no numbers, and nothing as short as a letter: %s', (said, expected) => {
    const before = earlier(talk('en', 600, 1));
    const now = mentions([...talk('en', 60, 2), ...talk('en', 9, 3).map((text) => `${text}. ${said}`)]);
    expect(findTopics('en', now, before, 5).map(({ text }) => text)).toEqual(expected);
  });

  it('are none without anything to compare with', () => {
    const now = mentions(talk('en', 30, 2).map((text) => `${text} sour milk`));
    expect(findTopics('en', now, earlier(talk('en', 5, 1)), 5)).toEqual([]);
    expect(findTopics('en', [], earlier(talk('en', 30, 2)), 5)).toEqual([]);
  });
});
