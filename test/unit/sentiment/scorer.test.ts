import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { INTENTS, SENTIMENT_LABELS } from '../../../src/core/sentiment.js';
import { loadScorer } from '../../../src/sentiment/index.js';

const scorer = loadScorer();

describe('the scorer', () => {
  it.each([
    ['I love this café, best coffee in town!', 'positive'],
    ['Worst service ever. My order was cold and the waiter was rude.', 'negative'],
    ['غذاتون افتضاح بود، دیگه سفارش نمیدم', 'negative'],
    ['عالی بود، ممنون از شما', 'positive'],
    ['Quán quá tệ, nhân viên thái độ, thất vọng', 'negative'],
    ['Đồ uống rất ngon, phục vụ nhiệt tình, tuyệt vời', 'positive'],
    ['Qué asco de servicio, el peor que he visto', 'negative'],
    ['El servicio es pésimo, qué vergüenza', 'negative'],
    ['Il caffè era pessimo e freddo', 'negative'],
    ['O atendimento foi ótimo, parabéns!', 'positive'],
    ['المطعم رائع والاكل لذيذ', 'positive'],
    ['bhai bakwas service hai', 'negative'],
    ['Merci beaucoup, c’était génial !', 'positive'],
    ['Das Essen war furchtbar und kalt', 'negative'],
    ['makanannya enak banget, pelayanan ramah', 'positive'],
  ])('feels %s', (text, label) => {
    expect(scorer.score(text).sentiment.label).toBe(label);
  });

  it('is turned round by a negation', () => {
    const plain = scorer.score('The food was good').sentiment.score;
    const denied = scorer.score('The food was not good').sentiment.score;
    expect(denied).toBeLessThan(plain - 0.3);
  });

  it('gives the same answer whatever was scored before', () => {
    const text = 'Not happy with the delivery, it came two hours late 😡';
    const first = loadScorer().score(text);
    const warm = loadScorer();
    for (let i = 0; i < 2000; i++)
      warm.score(Array.from({ length: 40 }, (_, k) => `word${i}x${k} خوب${i}`).join(' '));
    expect(warm.score(text)).toEqual(first);
  });

  it('reads one text the same however its letters were composed', () => {
    const text = 'Quán này phục vụ tệ quá';
    expect(scorer.score(text.normalize('NFD'))).toEqual(scorer.score(text));
  });

  it('reads Arabic and Persian letter forms alike', () => {
    expect(scorer.score('خیلی عالي بود').sentiment).toEqual(scorer.score('خیلی عالی بود').sentiment);
  });

  it('names its version, and keeps it', () => {
    expect(scorer.version).toMatch(/^[0-9a-f]{8}-\d+$/);
    expect(loadScorer().version).toBe(scorer.version);
  });
});

describe('texts that say little or misbehave', () => {
  it.each([
    ['empty', ''],
    ['spaces', ' \n\t '],
    ['only a link', 'https://example.com/a?b=c'],
    ['only a handle', '@earshot'],
    ['only direction marks', '\u200f\u202e\u2066\u2069'],
    ['lone surrogates', '\ud83d \udc00 \ud800'],
  ])('%s: neutral, and not sure of anything', (_, text) => {
    expect(scorer.score(text).sentiment).toEqual({ label: 'neutral', score: 0, confidence: 0 });
    expect(scorer.score(text).needsReply).toBe(false);
  });

  it('feels emoji alone', () => {
    expect(scorer.score('😍😍❤️').sentiment.label).toBe('positive');
    expect(scorer.score('😡😡🤬').sentiment.label).toBe('negative');
  });

  it('is the same with right-to-left marks inside', () => {
    expect(scorer.score('\u200fعالی\u200e بود\u202b!').sentiment).toEqual(
      scorer.score('عالی بود!').sentiment,
    );
  });

  it('reads mixed scripts', () => {
    const { sentiment } = scorer.score('این app خیلی bad است 😡 terrible');
    expect(sentiment.label).toBe('negative');
  });

  it.each([
    ['words', 'terrible service and a rude waiter. '],
    ['one word', 'a'],
    ['one word of many letters', 'abcdefghij'],
    ['parentheses', '('],
    ['dashes and underscores', '-_'],
    ['eyes without a mouth', ':'],
    ['handles', '@a'],
    ['hashes', '#'],
    ['links', 'http://x '],
    ['accents that combine', 'e\u0301'],
    ['half surrogates', '\ud83d'],
    ['emoji', '😡'],
    ['question marks', '?'],
    ['Persian', 'خیلی بد بود '],
  ])('reads a megabyte of %s in bounded time, and explains it', (_, part) => {
    const text = part.repeat(1_000_000 / part.length);
    // The process's own time, whatever else the machine is busy with.
    const started = process.cpuUsage();
    const { sentiment } = scorer.score(text);
    scorer.explain(text);
    const { user, system } = process.cpuUsage(started);
    expect((user + system) / 1000).toBeLessThan(5000);
    expect(sentiment.confidence).toBeLessThanOrEqual(1);
    if (part.startsWith('terrible')) expect(sentiment.label).toBe('negative');
  });

  it('holds its promises for any string', () => {
    const word = fc.constantFrom(
      'good',
      'not',
      'bad',
      '😡',
      '😍',
      ':(',
      '!!',
      '?',
      'خوب',
      'نیست',
      'tệ',
      'không',
      '#fail',
    );
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 300 }),
      fc.string({ unit: 'grapheme', maxLength: 300 }),
      fc.array(fc.integer({ min: 0, max: 0xffff })).map((units) => String.fromCharCode(...units)),
      fc.array(word, { maxLength: 40 }).map((words) => words.join(' ')),
    );
    fc.assert(
      fc.property(text, (value) => {
        const { sentiment, intent, language, reasons } = scorer.score(value);
        const { label, score, confidence } = sentiment;
        expect(SENTIMENT_LABELS).toContain(label);
        expect(INTENTS).toContain(intent);
        expect(language).toMatch(/^[a-z]{2,3}$/);
        expect(reasons.length).toBeGreaterThan(0);
        expect(score).toBeGreaterThanOrEqual(-1);
        expect(score).toBeLessThanOrEqual(1);
        expect(confidence).toBeGreaterThanOrEqual(0);
        expect(confidence).toBeLessThanOrEqual(1);
        if (label === 'positive') expect(score).toBeGreaterThan(0);
        if (label === 'negative') expect(score).toBeLessThan(0);
      }),
      { numRuns: 1000 },
    );
  });
});

describe('explanations', () => {
  it('names each word once, and no end of a sentence', () => {
    const texts = scorer
      .explain('Rude. Not good. Rude, and not ready. RUDE.')
      .map(({ text }) => text.toLowerCase());
    expect(texts.length).toBeGreaterThan(1);
    expect(new Set(texts).size).toBe(texts.length);
    expect(texts.filter((text) => !/[a-z]/.test(text))).toEqual([]);
  });

  it('name the words that decided, strongest first, as they were written', () => {
    const evidence = scorer.explain('The waiter was RUDE but the cake was lovely');
    const rude = evidence.find(({ text }) => text === 'RUDE');
    const lovely = evidence.find(({ text }) => text === 'lovely');
    expect(rude?.weight).toBeLessThan(0);
    expect(lovely?.weight).toBeGreaterThan(0);
    const sizes = evidence.map(({ weight }) => Math.abs(weight));
    expect(sizes).toEqual([...sizes].sort((a, b) => b - a));
  });

  it('deny no word that denies', () => {
    const texts = scorer
      .explain('never not late, nothing is not broken, no not good')
      .map(({ text }) => text);
    expect(texts).toContain('not good');
    expect(texts.filter((text) => /^not (?:never|not|nothing|no)$/i.test(text))).toEqual([]);
  });

  it('name a negated word with its negation', () => {
    const good = scorer.explain('this is not good').find(({ text }) => text.includes('good'));
    expect(good?.text).toBe('not good');
    expect(good?.weight).toBeLessThan(0);
  });
});
