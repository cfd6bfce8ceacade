import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MENTION_KINDS } from '../../../src/core/mention.js';
import { type Condition, holds, judge, type Rule, type RuleFacts } from '../../../src/core/rules.js';
import { INTENTS, SENTIMENT_LABELS } from '../../../src/core/sentiment.js';

const FACTS: RuleFacts = {
  network: 'x',
  account: 'cafe',
  kind: 'mention',
  private: false,
  language: 'fa',
  sentiment: 'negative',
  score: -0.6,
  intent: 'complaint',
  needsReply: true,
  priority: 55,
  urgent: false,
  followers: 1200,
  author: 'Mina_K',
  text: 'قهوهٔ شما سرد بود، CAFÉ Nar!',
  watches: ['brand'],
};

describe('a condition', () => {
  it.each<[Condition, boolean]>([
    [{}, true],
    [{ network: ['mastodon', 'x'] }, true],
    [{ network: ['mastodon'] }, false],
    [{ account: ['cafe'], kind: ['mention'], language: ['fa'], private: false }, true],
    [{ sentiment: ['negative'], intent: ['complaint'], needsReply: true, urgent: false }, true],
    [{ intent: ['praise'] }, false],
    [{ watch: ['brand', 'other'] }, true],
    [{ watch: ['other'] }, false],
    [{ author: ['@mina_k'] }, true],
    [{ words: ['cafe nar'] }, true],
    [{ words: ['قهوه'] }, true],
    [{ words: ['cafe narrow'] }, false],
    [{ scoreBelow: -0.5, scoreAbove: -0.7 }, true],
    [{ scoreBelow: -0.6 }, false],
    [{ scoreAbove: -0.6 }, false],
    [{ account: ['shop'] }, false],
    [{ kind: ['reply', 'message'] }, false],
    [{ language: ['vi', 'en'] }, false],
    [{ private: true }, false],
    [{ sentiment: ['positive', 'neutral'] }, false],
    [{ needsReply: false }, false],
    [{ urgent: true }, false],
    [{ author: ['mina'] }, false],
    [{ priorityFrom: 55 }, true],
    [{ priorityFrom: 56 }, false],
    [{ followersFrom: 1200 }, true],
    [{ followersFrom: 1201 }, false],
    [{ any: [{ network: ['mastodon'] }, { language: ['fa'] }] }, true],
    [{ all: [{ network: ['x'] }, { language: ['vi'] }] }, false],
    [{ not: { network: ['x'] } }, false],
  ])('%j: %s', (condition, expected) => {
    expect(holds(condition, FACTS)).toBe(expected);
  });

  it('on followers does not hold of somebody whose followers are not known', () => {
    expect(holds({ followersFrom: 1 }, { ...FACTS, followers: null })).toBe(false);
  });

  const plain = fc.record<Condition>(
    {
      network: fc.subarray(['x', 'mastodon'], { minLength: 1 }),
      kind: fc.subarray([...MENTION_KINDS], { minLength: 1 }),
      intent: fc.subarray([...INTENTS], { minLength: 1 }),
      sentiment: fc.subarray([...SENTIMENT_LABELS], { minLength: 1 }),
      needsReply: fc.boolean(),
      scoreBelow: fc.double({ min: -1, max: 1, noNaN: true }),
      words: fc.subarray(['nar', 'سرد', 'tea'], { minLength: 1 }),
    },
    { requiredKeys: [] },
  );

  it('obeys the laws of not, all and any', () => {
    fc.assert(
      fc.property(plain, plain, (a, b) => {
        const [first, second] = [holds(a, FACTS), holds(b, FACTS)];
        expect(holds({ not: a }, FACTS)).toBe(!first);
        expect(holds({ not: { not: a } }, FACTS)).toBe(first);
        expect(holds({ all: [a, b] }, FACTS)).toBe(first && second);
        expect(holds({ any: [a, b] }, FACTS)).toBe(first || second);
        expect(holds({ not: { any: [a, b] } }, FACTS)).toBe(holds({ all: [{ not: a }, { not: b }] }, FACTS));
        expect(holds({ ...a, all: [b] }, FACTS)).toBe(first && second);
      }),
    );
  });
});

describe('the rules together', () => {
  const rule = (name: string, then: Rule['then'], when: Condition = {}): Rule => ({ name, when, then });

  it('make nothing of a mention that none fits', () => {
    expect(judge([rule('a', { ignore: true }, { network: ['mastodon'] })], FACTS)).toBeNull();
    expect(judge([], FACTS)).toBeNull();
  });

  it('ignore what any of them ignores', () => {
    const rules = [rule('a', { ignore: true }), rule('b', { ignore: false, raise: 1 }), rule('c', {})];
    expect(judge(rules, FACTS)).toMatchObject({
      ignore: true,
      priority: null,
      needsReply: null,
      snooze: null,
    });
  });

  it('add up tags and raises, and let the later one decide the rest', () => {
    const rules = [
      rule('a', { tags: ['vip', 'fa'], raise: 10, priority: 20, needsReply: false, snooze: 1 }),
      rule('no', { tags: ['never'] }, { language: ['vi'] }),
      rule('b', { tags: ['fa'], raise: -4, priority: 80, needsReply: true, snooze: 2 }),
      rule('c', { alert: true }),
    ];
    expect(judge(rules, FACTS)).toEqual({
      fitting: [rules[0], rules[2], rules[3]],
      tags: ['vip', 'fa'],
      priority: 80,
      raise: 6,
      needsReply: true,
      ignore: false,
      snooze: 2,
    });
  });
});
