import { describe, expect, it } from 'vitest';
import { MINUTE } from '../../src/core/clock.js';
import type { Network } from '../../src/networks/network.js';
import type { Desk } from '../../src/services/desk.js';
import { dispatch, whileSending } from '../../src/services/dispatch.js';
import { cancelReplies, retryReplies, settleReplies } from '../../src/services/outbox.js';
import { checkReply, enqueueReply } from '../../src/services/reply.js';
import type { Fault, Harness } from '../fakes/fake.js';
import { canAnswer } from './answering.js';
import { openContractDesk } from './desk-rig.js';
import { facing, faultName } from './failures.js';
import { type Ends, essence, type Lane, lanesOf } from './rig.js';

const UNTOLD: readonly Fault['action'][] = ['reset-before', 'reset-after', 'truncate', { status: 503 }];

/** Long answers: several messages, in order, each once, whatever happens between them. */
export function describeParts(harness: Harness): void {
  /** A long answer in the outbox, and what is needed to follow it. */
  const write = async (test: Ends, lane: Lane) => {
    const { rig, desk, poll, pass } = await openContractDesk(harness, test);
    const nativeId = rig.arrive(lane, 'What went wrong with my order?');
    await poll();
    const [mention] = await desk.store.mentions.list({ sort: 'newest', limit: null });
    if (!mention) throw new Error(`${nativeId} was not stored`);
    const { limit, privateLimit } = rig.network.capabilities.length;
    const long = longText((lane.kind === 'message' ? privateLimit : limit) * 2.2);
    const request = { mentionId: mention.id, text: long, private: mention.private, again: false };
    const enqueue = async () => {
      const checked = await checkReply(desk, { ...request, split: true });
      return { checked, id: await enqueueReply(desk, checked) };
    };
    const answer = (id: number) => desk.store.outbox.answerOf(id);
    return { rig, desk, pass, poll, mention, nativeId, request, enqueue, answer };
  };

  describe.each(lanesOf(harness).filter(({ name }) => name !== 'search'))(
    'a long answer to $name',
    (lane) => {
      it('is refused whole, unless it may leave in parts', async (test) => {
        const { rig, desk, request } = await write(test, lane);
        if (!canAnswer(rig.network, lane)) return test.skip('it only reads');
        const refused = checkReply(desk, request);
        const { split } = rig.network.capabilities;
        await expect(refused).rejects.toMatchObject({
          code: 'reply-too-long',
          hint: expect.stringContaining(split.can ? '--split' : 'Shorten it'),
        });
      });

      it('leaves in parts that fit, in order, as one answer', async (test) => {
        const { rig, desk, mention, nativeId, request, enqueue, answer, poll } = await write(test, lane);
        if (!canSplit(rig.network, lane)) return test.skip('it has no parts');
        const { checked, id } = await enqueue();
        expect(checked.parts.length).toBeGreaterThan(2);
        const { entry, failure } = await whileSending(desk, () => dispatch(desk, id));
        expect([entry.part, entry.state, failure]).toEqual([checked.parts.length, 'sent', null]);
        const written = rig.fake.written();
        expect(written.map(({ text }) => essence(text))).toEqual(
          checked.parts.map((part) => expect.stringContaining(essence(part))),
        );
        for (const [index, { replyTo, private: isPrivate }] of written.entries()) {
          expect(isPrivate).toBe(lane.kind === 'message');
          if (lane.kind !== 'message') expect([nativeId, written[index - 1]?.nativeId]).toContain(replyTo);
        }
        const [first] = await answer(id);
        expect(await desk.store.mentions.get(mention.id)).toMatchObject({ answeredAt: first?.sentAt });
        await expect(checkReply(desk, request).then(() => enqueueReply(desk, checked))).rejects.toBeDefined();
        await poll();
        // The network's own time of the first part may be a little earlier than ours; no later part moves it.
        const { answeredAt } = (await desk.store.mentions.get(mention.id)) ?? {};
        expect(answeredAt).toBeLessThanOrEqual(first?.sentAt ?? 0);
      });

      it.for(UNTOLD.map((action) => ({ action, name: faultName(action) })))(
        'goes on after its second part met with $name, and says nothing twice',
        async ({ action }, test) => {
          const { rig, desk, pass, enqueue, answer } = await write(test, lane);
          if (!canSplit(rig.network, lane)) return test.skip('it has no parts');
          const { checked, id } = await enqueue();
          const broken = failingAt(2, facing(rig, action), () => rig.fake.fail({ on: 'write', action }));
          const own: Desk = { ...desk, network: async () => broken };
          const { entry } = await whileSending(own, () => dispatch(own, id));
          expect(['sent', 'unknown', 'failed']).toContain(entry.state);
          const states = (await answer(id)).map(({ state }) => state);
          if (entry.state !== 'sent') {
            expect(states.slice(0, 2)).toEqual(['sent', entry.state]);
            expect(new Set(states.slice(2))).toEqual(new Set(['approved']));
          }
          rig.fake.fail('none');
          pass(MINUTE);
          await retryReplies(desk, []);
          pass(MINUTE);
          await retryReplies(desk, [id]);
          const second = (await answer(id))[1];
          if (second?.state === 'unknown') {
            // Only a person can look there.
            expect(rig.network.capabilities.idempotency).toBe('none');
            const arrived = rig.fake.written().length > 1;
            await settleReplies(desk, [second.id], arrived ? 'sent' : 'failed');
            await retryReplies(desk, [id]);
          }
          expect((await answer(id)).map(({ state }) => state)).toEqual(checked.parts.map(() => 'sent'));
          expect(rig.fake.written().map(({ text }) => essence(text))).toEqual(
            checked.parts.map((part) => expect.stringContaining(essence(part))),
          );
        },
      );

      it('is given up whole, with what has not left', async (test) => {
        const { rig, desk, enqueue, answer } = await write(test, lane);
        if (!canSplit(rig.network, lane)) return test.skip('it has no parts');
        const { checked, id } = await enqueue();
        const [, second] = await answer(id);
        await expect(
          desk.store.outbox.claim(second?.id ?? 0, { now: 0, author: 'me', batch: 'b' }),
        ).rejects.toMatchObject({ code: 'outbox-waits' });
        expect(await cancelReplies(desk, [id])).toHaveLength(checked.parts.length);
        expect(await retryReplies(desk, [])).toEqual([]);
        expect(rig.fake.written()).toEqual([]);
      });
    },
  );
}

function canSplit(network: Network, lane: Lane): boolean {
  return canAnswer(network, lane) && network.capabilities.split.can;
}

/** Sentences that no two parts have in common. */
function longText(length: number): string {
  let text = '';
  for (let at = 1; text.length < length; at += 1) text += `Number ${at} of what we found out. `;
  return text.trim();
}

/** The network, with something happening right before its how-manieth reply. */
function failingAt(count: number, network: Network, happen: () => void): Network {
  let sent = 0;
  const reply: Network['reply'] = (outgoing, signal) => {
    sent += 1;
    if (sent === count) happen();
    return network.reply(outgoing, signal);
  };
  return Object.assign(Object.create(network) as Network, { reply });
}
