import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { INTENTS, SENTIMENT_LABELS } from '../../../src/core/sentiment.js';
import { TRIAGE_STATUSES } from '../../../src/core/triage.js';
import type { Store, TriageChange } from '../../../src/store/index.js';
import { act, deskStore, inbound, NOW, prepared, stored } from './support.js';

const MENTIONS = 4;
const change: fc.Arbitrary<TriageChange> = fc.oneof(
  fc.record({ status: fc.constantFrom(...TRIAGE_STATUSES) }),
  fc.record({ snoozedUntil: fc.integer({ min: NOW, max: NOW + 100 }) }),
  fc.record(
    {
      addTags: fc.subarray(['vip', 'refund', 'old']),
      removeTags: fc.subarray(['vip', 'refund', 'old']),
      sentiment: fc.constantFrom(...SENTIMENT_LABELS),
      intent: fc.constantFrom(...INTENTS),
      needsReply: fc.boolean(),
    },
    { requiredKeys: [] },
  ),
);
const marks = fc.array(
  fc.record({ ids: fc.subarray([1, 2, 3, 4], { minLength: 1 }), change, at: fc.nat(2) }),
  { minLength: 1, maxLength: 8 },
);

async function deskWithMentions() {
  const { store, commit } = await deskStore();
  await commit({
    mentions: Array.from({ length: MENTIONS }, (_, index) =>
      prepared(inbound(`m${index}`, { createdAt: NOW + index }), {
        understanding: { sentiment: { label: 'negative', score: -0.4, confidence: 0.6 } },
      }),
    ),
  });
  return store;
}

const everything = (store: Store) => store.mentions.list({ sort: 'oldest', limit: null });

describe('marks', () => {
  it('are taken back one act at a time, in any sequence, to where each began', async () => {
    await fc.assert(
      fc.asyncProperty(marks, async (sequence) => {
        const store = await deskWithMentions();
        const states = [await everything(store)];
        for (const { ids, change, at } of sequence) {
          expect(await store.triage.apply(ids, change, act(NOW + at))).toEqual({ missing: [] });
          states.push(await everything(store));
        }
        for (const { ids } of sequence.toReversed()) {
          states.pop();
          expect(await store.triage.undo(act(NOW + 5))).toEqual(ids);
          expect(await everything(store)).toEqual(states.at(-1));
        }
        expect(await store.triage.undo(act())).toBeNull();
        store.close();
      }),
      { numRuns: 60 },
    );
  });

  it('do what they say, and only that', async () => {
    const store = await deskWithMentions();
    const before = await everything(store);
    await store.triage.apply(
      [2],
      { intent: 'complaint', sentiment: 'positive', addTags: ['b', 'a', 'b'] },
      act(),
    );
    await store.triage.apply([2], { snoozedUntil: NOW + 9 }, act());
    await store.triage.apply([2], { addTags: ['c'], removeTags: ['a', 'unknown'] }, act());
    const after = await everything(store);
    expect(after[1]).toEqual({
      ...before[1],
      intent: 'complaint',
      sentiment: { label: 'positive', score: 1, confidence: 1 },
      corrected: ['sentiment', 'intent'],
      anger: { messages: 0, people: 0 },
      tags: ['b', 'c'],
      status: 'snoozed',
      snoozedUntil: NOW + 9,
    });
    expect(after.toSpliced(1, 1)).toEqual(before.toSpliced(1, 1));
    store.close();
  });

  it('change nothing where one of the mentions does not exist', async () => {
    const store = await deskWithMentions();
    const before = await everything(store);
    expect(await store.triage.apply([1, 77, 2, 99], { status: 'done' }, act())).toEqual({
      missing: [77, 99],
    });
    expect(await everything(store)).toEqual(before);
    expect(await store.triage.undo(act())).toBeNull();
    store.close();
  });

  it('wake when their time has come, and not before', async () => {
    const store = await deskWithMentions();
    await store.triage.apply([1], { snoozedUntil: NOW + 10 }, act());
    await store.triage.apply([2], { snoozedUntil: NOW + 11 }, act());
    expect((await store.mentions.waiting(0)).count).toBe(MENTIONS - 2);
    expect(await store.triage.wake(NOW + 9)).toBe(0);
    expect(await store.triage.wake(NOW + 10)).toBe(1);
    expect(await stored(store, 'm0')).toMatchObject({ status: 'open', snoozedUntil: null });
    expect(await stored(store, 'm1')).toMatchObject({ status: 'snoozed', snoozedUntil: NOW + 11 });
    store.close();
  });

  it('tell whose priority is due, with what the owner’s rules make of it', async () => {
    const { store, commit } = await deskStore();
    const ruling = {
      fitting: [],
      tags: [],
      priority: 40,
      raise: -5,
      needsReply: null,
      ignore: false,
      snooze: null,
    };
    const mention = prepared(inbound('m'), { ruling });
    await commit({ mentions: [{ ...mention, priority: { ...mention.priority, dueAt: NOW + 10 } }] });
    const due = await store.triage.duePriorities(NOW + 10, 9);
    expect(due).toMatchObject([
      { mentionId: 1, facts: { rules: { raise: -5, priority: 40 }, private: false } },
    ]);
    store.close();
  });
});
