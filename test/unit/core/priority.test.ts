import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DAY, HOUR } from '../../../src/core/clock.js';
import { MENTION_KINDS } from '../../../src/core/mention.js';
import { type PriorityFacts, prioritise, URGENT_FROM } from '../../../src/core/priority.js';
import { INTENTS, SENTIMENT_LABELS } from '../../../src/core/sentiment.js';

const NOW = Date.UTC(2026, 10, 20, 12);
const REACH = 5_000;

function facts(
  given: Partial<Omit<PriorityFacts, 'understanding'>> & {
    understanding?: Partial<PriorityFacts['understanding']>;
  },
): PriorityFacts {
  return {
    kind: 'mention',
    private: false,
    followers: 10,
    reposts: null,
    quotes: null,
    createdAt: NOW,
    reach: REACH,
    ...given,
    understanding: {
      sentiment: { label: 'neutral', score: 0, confidence: 0.5 },
      intent: 'question',
      needsReply: true,
      urgency: [],
      ...given.understanding,
    },
  };
}
const angry = { label: 'negative', score: -1, confidence: 1 } as const;
const value = (given: Parameters<typeof facts>[0]) => prioritise(facts(given), NOW).value;

const any: fc.Arbitrary<PriorityFacts> = fc
  .record({
    kind: fc.constantFrom(...MENTION_KINDS),
    private: fc.boolean(),
    followers: fc.option(fc.nat(50_000_000)),
    reposts: fc.option(fc.nat(5_000)),
    quotes: fc.option(fc.nat(5_000)),
    createdAt: fc.integer({ min: NOW - 30 * DAY, max: NOW + HOUR }),
    understanding: fc.record({
      sentiment: fc.record({
        label: fc.constantFrom(...SENTIMENT_LABELS),
        score: fc.double({ min: -1, max: 1, noNaN: true }),
        confidence: fc.double({ min: 0, max: 1, noNaN: true }),
      }),
      intent: fc.constantFrom(...INTENTS),
      needsReply: fc.boolean(),
      urgency: fc.subarray(['possible injury', 'legal threat']),
    }),
  })
  .map((given) => ({ ...given, reach: REACH }));

describe('priority', () => {
  it('is a whole number from 0 to 100 with its reasons, whatever the facts', () => {
    fc.assert(
      fc.property(any, (given) => {
        const { value, reasons, dueAt } = prioritise(given, NOW);
        expect(Number.isInteger(value) && value >= 0 && value <= 100).toBe(true);
        expect(reasons.every((reason) => reason.trim() !== '')).toBe(true);
        if (dueAt !== null) expect(dueAt).toBeGreaterThan(NOW);
      }),
    );
  });

  it('stands still until it says it will change, and then changes', () => {
    fc.assert(
      fc.property(any, fc.double({ min: 0, max: 0.999, noNaN: true }), (given, share) => {
        const now = prioritise(given, NOW);
        if (now.dueAt === null) {
          expect(prioritise(given, NOW + 90 * DAY).value).toBe(now.value);
          return;
        }
        const before = NOW + Math.floor((now.dueAt - 1 - NOW) * share);
        expect(prioritise(given, before).value).toBe(now.value);
        const then = prioritise(given, now.dueAt);
        expect(then.dueAt === null || then.dueAt > now.dueAt).toBe(true);
        if (now.value < 80) expect(then.value).not.toBe(now.value);
      }),
    );
  });

  it('never falls for more urgency, more spread, more reach or a private message', () => {
    fc.assert(
      fc.property(any, fc.nat(100), (given, more) => {
        const base = prioritise(given, NOW).value;
        const others: PriorityFacts[] = [
          { ...given, private: true },
          { ...given, reposts: (given.reposts ?? 0) + more },
          { ...given, followers: (given.followers ?? 0) + more * REACH },
          { ...given, understanding: { ...given.understanding, urgency: ['legal threat'] } },
        ];
        for (const other of others) {
          if (other.understanding.urgency.length < given.understanding.urgency.length) continue;
          expect(prioritise(other, NOW).value).toBeGreaterThanOrEqual(base);
        }
      }),
    );
  });

  it('puts what cannot wait before what can', () => {
    const ranked = [
      value({ understanding: { intent: 'complaint', sentiment: angry, urgency: ['possible injury'] } }),
      value({ understanding: { intent: 'complaint', sentiment: angry }, reposts: 30 }),
      value({ understanding: { intent: 'complaint', sentiment: angry } }),
      value({ understanding: { intent: 'question' } }),
      value({ understanding: { intent: 'praise' } }),
      value({ understanding: { intent: 'praise', needsReply: false } }),
      value({ understanding: { intent: 'noise' } }),
    ];
    expect(ranked).toEqual(ranked.toSorted((a, b) => b - a));
    expect(new Set(ranked).size).toBe(ranked.length);
    expect(ranked[0]).toBeGreaterThanOrEqual(URGENT_FROM);
    expect(ranked.at(-1)).toBe(0);
  });

  it.each<[string, Parameters<typeof facts>[0], string[]]>([
    [
      'urgency first',
      { understanding: { urgency: ['legal threat'] }, private: true },
      ['legal threat', 'wrote to you in private'],
    ],
    ['spread', { reposts: 3, quotes: 2 }, ['spreading (5 reposts)']],
    ['a little talk is no spread', { reposts: 4 }, []],
    ['reach', { followers: REACH }, ['5k followers']],
    ['great reach', { followers: 1_240_000 }, ['1.2M followers']],
    ['less than reach', { followers: REACH - 1 }, []],
    ['unknown reach', { followers: null }, []],
    ['waiting for hours', { createdAt: NOW - 5 * HOUR }, ['waiting 5 h']],
    [
      'waiting for days, last',
      { createdAt: NOW - 3 * DAY, followers: 99_950 },
      ['100k followers', 'waiting 3 d'],
    ],
    ['not yet an hour', { createdAt: NOW - HOUR + 1 }, []],
    ['a clock that runs behind', { createdAt: NOW + HOUR }, []],
    ['noise', { understanding: { intent: 'noise', urgency: ['legal threat'] } }, ['looks like noise']],
  ])('gives its reasons: %s', (_, given, reasons) => {
    expect(prioritise(facts(given), NOW).reasons).toEqual(reasons);
  });

  it.each<[string, ...Parameters<typeof facts>[0][]]>([
    ['threats', {}, { understanding: { urgency: ['legal threat'] } }],
    ['spread', { reposts: 4 }, { reposts: 5 }, { reposts: 12, quotes: 13 }],
    ['reach', { followers: REACH - 1 }, { followers: REACH }, { followers: 10 * REACH }],
    [
      'how sure it is that somebody is unhappy',
      { understanding: { sentiment: { label: 'negative', score: -1, confidence: 0.2 } } },
      { understanding: { sentiment: { label: 'negative', score: -1, confidence: 0.9 } } },
    ],
    ['privacy', {}, { private: true }],
    [
      'waiting, until nobody expects an answer any more',
      { createdAt: NOW - 7 * DAY },
      { createdAt: NOW - HOUR },
      { createdAt: NOW - 3 * DAY },
      { createdAt: NOW - 4 * HOUR },
      { createdAt: NOW - DAY },
    ],
  ])('rises with %s', (_, ...rising) => {
    const values = rising.map(value);
    expect(values).toEqual([...new Set(values)].sort((a, b) => a - b));
  });

  it('adds to unhappiness what else is unhappy about somebody with reach', () => {
    const seen = (intent: 'complaint' | 'request', followers: number) =>
      value({ followers, understanding: { intent } });
    const [calm, unhappy] = (['request', 'complaint'] as const).map(
      (intent) => seen(intent, REACH) - seen(intent, 0),
    );
    expect(unhappy).toBeGreaterThan(calm ?? 0);
  });

  it('is what the owner’s rules make of it: points more or less, or a value of theirs, within 0 and 100', () => {
    const plain = value({});
    const ruled = (raise: number, priority: number | null = null) => value({ rules: { raise, priority } });
    expect([ruled(0), ruled(7), ruled(-7)]).toEqual([plain, plain + 7, plain - 7]);
    expect([ruled(100), ruled(-100)]).toEqual([100, 0]);
    expect([ruled(7, 3), ruled(0, 0)]).toEqual([3, 0]);
  });

  it('is urgent from where docs/json.md says so', () => {
    expect(readFileSync('docs/json.md', 'utf8')).toContain(`with a priority of ${URGENT_FROM} or more`);
  });

  it('does not press for what needs no reply', () => {
    const old = { createdAt: NOW - 5 * DAY, understanding: { needsReply: false } };
    expect(prioritise(facts(old), NOW)).toEqual(
      prioritise(facts({ understanding: { needsReply: false } }), NOW),
    );
  });
});

describe('anger in a thread', () => {
  const understanding = { sentiment: angry, intent: 'complaint' } as const;
  const of = (messages: number, people: number) =>
    prioritise(facts({ understanding, anger: { messages, people } }), NOW);

  it('presses more when the author wrote again, and when others joined, and says so', () => {
    expect(of(2, 1).value).toBeGreaterThan(of(1, 1).value);
    expect(of(3, 1).value).toBeGreaterThan(of(2, 1).value);
    expect(of(1, 3).value).toBeGreaterThan(of(1, 2).value);
    expect(of(1, 2).value).toBe(of(1, 1).value);
    expect(of(1, 1).reasons).toEqual([]);
    expect(of(2, 4).reasons).toEqual([
      'anger rising: 4 people in this thread',
      'wrote 2 times, still unhappy',
    ]);
  });

  it('is nothing to one who is content', () => {
    const calm = facts({ anger: { messages: 0, people: 5 } });
    expect(prioritise(calm, NOW)).toEqual(prioritise(facts({}), NOW));
  });
});
