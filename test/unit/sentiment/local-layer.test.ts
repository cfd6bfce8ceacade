import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Lesson, LocalLayer } from '../../../src/core/lessons.js';
import type { Intent, Scorer, SentimentLabel } from '../../../src/core/sentiment.js';
import { learnLayer, loadScorer } from '../../../src/sentiment/index.js';

const shipped = loadScorer();

/** What a café's customers call its sandwich, its courier and its card; a stranger cannot know. */
const OPENINGS = [
  'Today',
  'Well',
  'This week',
  'At the corner',
  'On Monday',
  'For lunch',
  'Yesterday',
  'Once more',
];
const ENDINGS = [
  'with my sister',
  'for the office',
  'by the station',
  'around noon',
  'as planned',
  'near the park',
];
const texts = (phrase: string) =>
  OPENINGS.flatMap((opening) => ENDINGS.map((ending) => `${opening} ${phrase} ${ending}`));

interface Post {
  text: string;
  label: SentimentLabel;
}

/** "zorbed" is a failed delivery here, a "flimflam" a treat; the rest is as anybody would say it. */
const STREAM: Post[] = [
  ...texts('I got zorbed').map((text) => ({ text, label: 'negative' as const })),
  ...texts('they served a flimflam').map((text) => ({ text, label: 'positive' as const })),
  ...texts('the soup was terrible').map((text) => ({ text, label: 'negative' as const })),
  ...texts('everything was delicious').map((text) => ({ text, label: 'positive' as const })),
  ...texts('the cake was wonderful').map((text) => ({ text, label: 'positive' as const })),
  ...texts('the waiter was rude').map((text) => ({ text, label: 'negative' as const })),
];
const even = STREAM.filter((_, index) => index % 2 === 0);
const odd = STREAM.filter((_, index) => index % 2 === 1);
const ELSEWHERE = [
  'I love this phone, best I ever had',
  'My train was late again and nobody says why',
  'What time does the library open?',
  'خیلی عالی بود ممنون',
  'Giao hàng quá chậm, thất vọng',
  'the parcel was lost and the support is rude',
];

function lessonsOf(posts: readonly Post[]): Lesson[] {
  return posts.map(({ text, label }) => ({
    text,
    scored: shipped.score(text),
    sentiment: label,
    intent: null,
  }));
}

const layerOf = (lessons: readonly Lesson[]): LocalLayer => ({ id: 'test', ...learnLayer(lessons) });
const right = (scorer: Scorer, posts: readonly Post[]) =>
  posts.filter(({ text, label }) => scorer.score(text).sentiment.label === label).length;

describe('corrections', () => {
  const taught = shipped.taught(layerOf(lessonsOf(even)));

  it('teach what the words of this business mean, on texts not seen before', () => {
    expect(right(taught, odd)).toBeGreaterThan(right(shipped, odd) + odd.length / 10);
  });

  it('do no harm to other talk', () => {
    for (const text of ELSEWHERE) {
      const { sentiment, ...rest } = shipped.score(text);
      expect(taught.score(text)).toMatchObject({ ...rest, sentiment: { label: sentiment.label } });
    }
  });

  it('are named where they decide, with the way they pull', () => {
    const evidence = taught.explain('Once more I got zorbed at the corner');
    const own = evidence.filter(({ source }) => source === 'corrections');
    expect(own.find(({ text }) => text === 'zorbed')?.weight).toBeLessThan(0);
    expect(
      shipped.explain('Once more I got zorbed at the corner').every(({ source }) => source === undefined),
    ).toBe(true);
  });

  it('change the version, and the same lessons learn the same', () => {
    expect(taught.version).toBe(`${shipped.version}+test`);
    expect(learnLayer(lessonsOf(even))).toEqual(learnLayer(lessonsOf(even)));
  });
});

describe('a layer among strangers', () => {
  const layer = layerOf(lessonsOf(even));
  const taught = shipped.taught(layer);
  const stranger = 'zorbed penguins juggle seventeen violet accordions beneath Reykjavik';

  it('leaves a text alone whose words nobody here has judged, though it holds a learnt one', () => {
    expect(layer.sentiment.map(({ text }) => text)).toContain('zorbed');
    expect(taught.score(stranger).sentiment).toEqual(shipped.score(stranger).sentiment);
    expect(taught.explain(stranger).every(({ source }) => source === undefined)).toBe(true);
  });

  it('speaks to every text where it was learnt before it knew its home', () => {
    const { home: _unknown, habits: _none, ...older } = layer;
    const { sentiment } = shipped.taught(older).score(stranger);
    expect(sentiment.score).toBeLessThan(shipped.score(stranger).sentiment.score);
  });
});

describe('one correction', () => {
  const text = 'The zorb came with my order';
  const wrong: Lesson = { text, scored: shipped.score(text), sentiment: 'negative', intent: 'complaint' };
  const taught = shipped.taught(layerOf([wrong]));

  it('holds for the same text however it is written, and gives the intent its reply', () => {
    expect(taught.score('the ZORB   came with my order')).toMatchObject({
      sentiment: { label: 'negative' },
      intent: 'complaint',
      needsReply: true,
    });
  });

  it('does nothing to any other text', () => {
    for (const other of ['The zorb came', `${text} today`, ...ELSEWHERE])
      expect(taught.score(other)).toEqual(shipped.score(other));
  });
});

describe('intents', () => {
  it('are learnt as sentiment is', () => {
    const posts: { text: string; intent: Intent }[] = [
      ...texts('a snorkel for two').map((text) => ({ text, intent: 'request' as const })),
      ...texts('the soup was terrible').map((text) => ({ text, intent: shipped.score(text).intent })),
      ...texts('everything was delicious').map((text) => ({ text, intent: shipped.score(text).intent })),
    ];
    const lessons = posts.map(({ text, intent }) => ({
      text,
      scored: shipped.score(text),
      sentiment: null,
      intent,
    }));
    const taught = shipped.taught(layerOf(lessons.filter((_, index) => index % 2 === 0)));
    const found = (scorer: Scorer) =>
      lessons.filter(({ text, intent }, index) => index % 2 === 1 && scorer.score(text).intent === intent)
        .length;
    expect(found(taught)).toBeGreaterThan(found(shipped));
  });
});

describe('what the rules are wont to get wrong', () => {
  it('is learnt for intents, whatever the words are', () => {
    const words = [
      'amber',
      'birch',
      'cedar',
      'delta',
      'ember',
      'fjord',
      'grove',
      'heron',
      'inlet',
      'juniper',
    ];
    const posts = words.flatMap((word) => [
      `What is ${word}?`,
      `How much is ${word}?`,
      `Where is ${word}?`,
      `Thank you, ${word} is wonderful!`,
    ]);
    const lessons = posts.map((text): Lesson => {
      const scored = shipped.score(text);
      return {
        text,
        scored,
        sentiment: null,
        intent: scored.intent === 'question' ? 'request' : scored.intent,
      };
    });
    const layer = layerOf(lessons);
    expect(layer.habits?.find(({ taken }) => taken === 'question')?.texts).toBe(30);
    expect(shipped.score('What is juniper ember?').intent).toBe('question');
    expect(shipped.taught(layer).score('What is juniper ember?').intent).toBe('request');
  });
});

describe('what is learnt', () => {
  it('is nothing from mistakes alone: nobody has said what is right', () => {
    const mistakes = lessonsOf(STREAM).filter(
      ({ scored, sentiment }) => scored.sentiment.label !== sentiment,
    );
    expect(mistakes.length).toBeGreaterThan(20);
    expect(learnLayer(mistakes).sentiment).toEqual([]);
  });

  it('is nothing where labels are drawn by lot: it would not prove itself', () => {
    const label = fc.constantFrom<SentimentLabel>('negative', 'neutral', 'positive');
    const drawn = fc.sample(fc.array(label, { minLength: STREAM.length, maxLength: STREAM.length }), 20);
    const fooled = drawn.filter((labels) => {
      const lessons = lessonsOf(
        STREAM.map(({ text }, index) => ({ text, label: labels[index] ?? 'neutral' })),
      );
      return learnLayer(lessons).sentiment.length > 0;
    });
    expect(fooled.length).toBeLessThanOrEqual(4);
  });

  it('stays within its bounds whatever is judged how', () => {
    const post = fc.record({
      text: fc.oneof(fc.constantFrom(...STREAM.map(({ text }) => text)), fc.string({ unit: 'binary' })),
      label: fc.constantFrom<SentimentLabel>('negative', 'neutral', 'positive'),
    });
    fc.assert(
      fc.property(fc.array(post, { maxLength: 40 }), fc.string({ unit: 'binary' }), (posts, text) => {
        const layer = layerOf(lessonsOf(posts));
        for (const { weights, texts } of layer.sentiment) {
          expect(texts).toBeGreaterThanOrEqual(3);
          for (const weight of weights) expect(Math.abs(weight)).toBeLessThanOrEqual(1);
        }
        const { sentiment } = shipped.taught(layer).score(text);
        expect(Math.abs(sentiment.score)).toBeLessThanOrEqual(1);
        expect(sentiment.confidence).toBeGreaterThanOrEqual(0);
        expect(sentiment.confidence).toBeLessThanOrEqual(1);
      }),
      { numRuns: 50 },
    );
  });
});
