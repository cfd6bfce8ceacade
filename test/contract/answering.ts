import { describe, expect, it } from 'vitest';
import { MINUTE } from '../../src/core/clock.js';
import type { Network } from '../../src/networks/network.js';
import type { Harness } from '../fakes/fake.js';
import { answerTo, never } from '../helpers/adapter.js';
import { expectWords, failureOf } from './failures.js';
import { essence, heard, type Lane, lanesOf, mainLane, openRig, TEXTS } from './rig.js';

/** What one more of makes a text longer. */
const UNITS: Readonly<Record<string, string>> = {
  letters: 'a',
  'Persian letters': 'س',
  'decomposed letters': 'e\u0301',
  'astral letters': '𝒸',
  emoji: '😀',
  'emoji in many parts': '👩‍👩‍👧‍👦',
  links: 'https://example.com/a-page-with-a-long-address ',
  words: 'word ',
};

/** Answering, and what else can be done about a message. */
export function describeAnswering(harness: Harness): void {
  const lanes = lanesOf(harness).filter(({ name }) => name !== 'search');

  it('answers what it says it can, and explains where it cannot', async (test) => {
    const rig = await openRig(harness, test);
    const lane = mainLane(harness);
    const mention = await heard(rig, lane, rig.arrive(lane, 'Are you open?'));
    if (rig.network.capabilities.reply.can) {
      expect(mention.reply).toEqual({ allowed: true });
      return;
    }
    const error = await failureOf(rig.network.reply(answerTo(mention, 'Until ten'), never));
    expect([error.networkKind, error.outcomeUnknown]).toEqual(['forbidden', false]);
    expectWords(harness, rig, error);
    expect(mention.reply).toEqual({ allowed: false, reason: expect.stringMatching(/\w/) });
    const page = rig.network.answerPage?.(mention.nativeId) ?? mention.url;
    expect(new URL(page ?? '').protocol).toMatch(/^https?:$/);
  });

  describe.each(lanes)('answers $name', (lane) => {
    it('once, where it belongs, and finds the answer again', async (test) => {
      const rig = await openRig(harness, test);
      if (!canAnswer(rig.network, lane)) return test.skip('it only reads');
      const mention = await heard(rig, lane, rig.arrive(lane, 'Are you open?'));
      const reply = answerTo(mention, 'We are open until ten.');
      const startedAt = Date.now();
      const sent = await rig.network.reply(reply, never);
      const [written, ...more] = rig.fake.written();
      expect(more).toEqual([]);
      expect(written).toMatchObject({ nativeId: sent.nativeId, private: lane.kind === 'message' });
      expect(essence(written?.text ?? '')).toContain(reply.text);
      if (lane.kind !== 'message') expect(written?.replyTo).toBe(mention.nativeId);
      expect(Math.abs(sent.createdAt - startedAt)).toBeLessThan(MINUTE);
      if (sent.url !== null) expect(new URL(sent.url).protocol).toMatch(/^https?:$/);
      if (rig.network.capabilities.idempotency === 'none') return;
      expect(await rig.restart().findReply(reply, never)).toMatchObject({ nativeId: sent.nativeId });
    });

    it('without taking one answer for another', async (test) => {
      const rig = await openRig(harness, test);
      if (!canAnswer(rig.network, lane)) return test.skip('it only reads');
      if (rig.network.capabilities.idempotency === 'none') return test.skip('it cannot look');
      const first = await heard(rig, lane, rig.arrive(lane, 'First question', { by: 'ana' }));
      const second = await heard(rig, lane, rig.arrive(lane, 'Second question', { by: 'ben' }));
      await rig.network.reply(answerTo(first, 'The same words to both.'), never);
      const unsent = answerTo(second, 'The same words to both.');
      expect(await rig.network.findReply(unsent, never)).toBeNull();
      expect(await rig.network.findReply(answerTo(first, 'Other words.'), never)).toBeNull();
    });

    it.for(Object.entries(TEXTS))('keeping a text in %s', async ([, text], test) => {
      const rig = await openRig(harness, test);
      if (!canAnswer(rig.network, lane)) return test.skip('it only reads');
      const mention = await heard(rig, lane, rig.arrive(lane, 'Say something'));
      const reply = answerTo(mention, text.normalize('NFC'));
      const sent = await rig.network.reply(reply, never);
      expect(essence(rig.fake.written().at(-1)?.text ?? '')).toContain(essence(text));
      if (rig.network.capabilities.idempotency === 'none') return;
      expect(await rig.network.findReply(reply, never)).toMatchObject({ nativeId: sent.nativeId });
    });

    it.for(Object.entries(UNITS))('of as many %s as fit, and no more', async ([, unit], test) => {
      const rig = await openRig(harness, test);
      if (!canAnswer(rig.network, lane)) return test.skip('it only reads');
      const mention = await heard(rig, lane, rig.arrive(lane, 'How long may it be?'));
      const to = { private: lane.kind === 'message', to: answerTo(mention, '').to };
      const count = mostThatFit(rig.network, unit, to);
      expect(count).toBeGreaterThan(0);
      const sent = await rig.network.reply(answerTo(mention, textOf(unit, count)), never);
      expect(rig.fake.written().map(({ nativeId }) => nativeId)).toEqual([sent.nativeId]);
      const tooLong = textOf(unit, harness.measuresExactly === false ? count * 2 : count + 1);
      const { length, limit } = rig.network.measure(tooLong, to);
      expect(length).toBeGreaterThan(limit);
      const error = await failureOf(rig.network.reply(answerTo(mention, tooLong), never));
      expect([error.networkKind, error.outcomeUnknown]).toEqual(['rejected', false]);
      expectWords(harness, rig, error);
      expect(rig.fake.written()).toHaveLength(1);
    });
  });

  it.runIf(harness.answersInPrivate)('answers in private what was said in public', async (test) => {
    const rig = await openRig(harness, test);
    const lane = mainLane(harness);
    const mention = await heard(rig, lane, rig.arrive(lane, 'My order 1234 never came'));
    const reply = answerTo(mention, 'May we have your address?', { private: true });
    const sent = await rig.network.reply(reply, never);
    expect(rig.fake.written()).toMatchObject([{ nativeId: sent.nativeId, private: true }]);
    expect(await rig.network.findReply(reply, never)).toMatchObject({ nativeId: sent.nativeId });
  });

  it('honours its key: the same reply twice is one', async (test) => {
    const rig = await openRig(harness, test);
    if (rig.network.capabilities.idempotency !== 'key') return test.skip('it has no key');
    const lane = mainLane(harness);
    const mention = await heard(rig, lane, rig.arrive(lane, 'Are you open?'));
    const reply = answerTo(mention, 'Until ten tonight.');
    const first = await rig.network.reply(reply, never);
    const second = await rig.restart().reply(reply, never);
    expect(second.nativeId).toBe(first.nativeId);
    expect(rig.fake.written()).toHaveLength(1);
  });

  it('likes, and takes it back, as often as it is told', async (test) => {
    const rig = await openRig(harness, test);
    const { like } = rig.network;
    if (!like) return test.skip('it does not like');
    const lane = mainLane(harness);
    const mention = await heard(rig, lane, rig.arrive(lane, 'Best coffee in town'));
    const { to } = answerTo(mention, '');
    for (const liked of [true, true, false, false]) {
      await like.call(rig.restart(), to, liked, never);
      expect(rig.fake.liked?.(mention.nativeId) ?? liked).toBe(liked);
    }
  });

  it('hides an answer to one of our posts, and shows it again', async (test) => {
    const rig = await openRig(harness, test);
    const { hide } = rig.network;
    if (!hide || !rig.fake.writeInApp) return test.skip('it does not hide');
    const ours = rig.fake.writeInApp('We are open until ten.', { replyTo: null });
    const rude = rig.fake.arrive({ by: 'troll', kind: 'reply', text: 'Liars!', replyTo: ours });
    for (const hidden of [true, true, false, false]) {
      await hide.call(rig.restart(), rude, hidden, never);
      expect(rig.fake.hidden?.(rude) ?? hidden).toBe(hidden);
    }
  });

  it('deletes what it wrote', async (test) => {
    const rig = await openRig(harness, test);
    const { delete: remove } = rig.network;
    if (!remove) return test.skip('it does not delete');
    const lane = mainLane(harness);
    const mention = await heard(rig, lane, rig.arrive(lane, 'Are you open?'));
    const reply = answerTo(mention, 'Until nine, no: ten.');
    const sent = await rig.network.reply(reply, never);
    await remove.call(rig.network, sent.nativeId, never);
    expect(rig.fake.written()).toEqual([]);
    if (rig.network.capabilities.idempotency === 'none') return;
    expect(await rig.network.findReply(reply, never)).toBeNull();
  });
}

/** Whether an answer on this lane is among what the network can do. */
export function canAnswer({ capabilities }: Network, lane: Lane): boolean {
  return lane.kind === 'message' ? capabilities.privateReply.can : capabilities.reply.can;
}

/** So many units, and no white space at the end, which networks cut off. */
function textOf(unit: string, count: number): string {
  return unit.repeat(count).trim();
}

/** How many units the adapter says fit: every one more is measured, the first too long ends the search. */
function mostThatFit(network: Network, unit: string, to: Parameters<Network['measure']>[1]): number {
  const fits = (count: number) => {
    const { length, limit } = network.measure(textOf(unit, count), to);
    return length <= limit;
  };
  let [low, high] = [0, 1];
  while (fits(high)) [low, high] = [high, high * 2];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (fits(middle)) low = middle;
    else high = middle;
  }
  return low;
}
