import { describe, expect, it } from 'vitest';
import { HOUR, MINUTE } from '../../src/core/clock.js';
import type { Desk } from '../../src/services/desk.js';
import { dispatch, whileSending } from '../../src/services/dispatch.js';
import { retryReplies } from '../../src/services/outbox.js';
import { checkReply, enqueueReply } from '../../src/services/reply.js';
import type { Fault, Harness } from '../fakes/fake.js';
import { canAnswer } from './answering.js';
import { openContractDesk } from './desk-rig.js';
import { facing, faultName } from './failures.js';
import { type Ends, essence, type Lane, lanesOf, mainLane } from './rig.js';

const UNTOLD: readonly Fault['action'][] = [
  'reset-before',
  'reset-after',
  'silence-before',
  'silence-after',
  'truncate',
  { status: 503 },
];

/** The adapter at work in a whole desk: a real database, the services above it. */
export function describeDesk(harness: Harness): void {
  const openDesk = (test: Ends, options: { pageSize?: number } = {}) =>
    openContractDesk(harness, test, options);

  /** A mention in the store, approved to be answered. */
  const approve = async (test: Ends, lane: Lane) => {
    const { rig, desk, poll, pass } = await openDesk(test);
    const nativeId = rig.arrive(lane, 'Are you open on Sunday?');
    await poll();
    const [stored] = await all(desk);
    if (!stored) throw new Error(`${nativeId} was not stored`);
    const wanted = {
      mentionId: stored.id,
      text: 'Yes, until ten.',
      private: lane.kind === 'message',
      again: false,
    };
    return {
      rig,
      desk,
      poll,
      pass,
      /** Sends it, by the adapter given. */
      send: async (network = rig.network) => {
        const own = { ...desk, network: async () => network };
        const id = await enqueueReply(own, await checkReply(own, wanted));
        return { id, ...(await whileSending(own, () => dispatch(own, id))) };
      },
    };
  };

  describe('in a desk', () => {
    it('stores each message once, whatever is heard twice', async (test) => {
      const { rig, desk, poll } = await openDesk(test, { pageSize: 2 });
      const lanes = lanesOf(harness);
      const ids = lanes.flatMap((lane) => [1, 2, 3].map((index) => rig.arrive(lane, `stored once ${index}`)));
      const first = await poll();
      expect(first.accounts.map(({ error, skipped, gaps }) => ({ error, skipped, gaps }))).toEqual([
        { error: null, skipped: [], gaps: [] },
      ]);
      expect((await all(desk)).map(({ nativeId }) => nativeId).sort()).toEqual([...ids].sort());
      const second = await poll();
      expect([second.new, (await all(desk)).length]).toEqual([0, ids.length]);
    });

    it('hears the rest after a run that was stopped between pages', async (test) => {
      const { rig, desk, poll } = await openDesk(test, { pageSize: 2 });
      const lane = mainLane(harness);
      const ids = Array.from({ length: 7 }, (_, index) => rig.arrive(lane, `stopped ${index}`));
      const stop = new AbortController();
      await poll(() => stop.abort(), { ...desk, signal: stop.signal });
      await poll();
      expect((await all(desk)).map(({ nativeId }) => nativeId).sort()).toEqual([...ids].sort());
    });

    it('sees what we answered in the app, and stops the clock', async (test) => {
      const { rig, desk, poll } = await openDesk(test);
      const { writeInApp } = rig.fake;
      if (!writeInApp) return test.skip('the network does not show what we wrote there');
      const lane = mainLane(harness);
      const id = rig.arrive(lane, 'Is anybody there?', { createdAt: Date.now() - 2 * MINUTE });
      const other = rig.arrive(lane, 'And what about me?', { by: 'ben', createdAt: Date.now() - MINUTE });
      expect((await poll()).accounts[0]?.answeredElsewhere).toBe(0);
      writeInApp.call(rig.fake, 'Yes, we are.', { replyTo: id });
      expect((await poll()).accounts[0]?.answeredElsewhere).toBe(1);
      const answered = new Map((await all(desk)).map((each) => [each.nativeId, each.answeredAt !== null]));
      expect([answered.get(id), answered.get(other)]).toEqual([true, false]);
    });

    it('empties what its author deleted, and hears it no more', async (test) => {
      const { rig, desk, poll, pass } = await openDesk(test);
      const { remove } = rig.fake;
      if (!remove || !rig.network.present) return test.skip('its network does not tell');
      const lane = lanesOf(harness).find(({ kind }) => kind !== 'message') ?? mainLane(harness);
      const id = rig.arrive(lane, 'Are you open on zirconday?');
      const other = rig.arrive(lane, 'Are you open on Sunday?', { by: 'ben' });
      await poll();
      const found = async () =>
        (await desk.store.mentions.list({ search: 'zirconday', sort: 'newest', limit: null })).length;
      expect(await found()).toBe(1);
      remove.call(rig.fake, id);
      pass(25 * HOUR);
      expect((await poll()).accounts[0]?.deleted).toBe(1);
      pass(25 * HOUR);
      await poll();
      const texts = new Map((await all(desk)).map((each) => [each.nativeId, each.text]));
      expect([texts.get(id), essence(texts.get(other) ?? '')]).toEqual([
        '',
        expect.stringContaining('Sunday'),
      ]);
      expect(await found()).toBe(0);
    });

    it.for(
      lanesOf(harness)
        .filter(({ name }) => name !== 'search')
        .flatMap((lane) =>
          UNTOLD.map((action) => ({ lane, on: lane.name, action, name: faultName(action) })),
        ),
    )(
      'sends an answer to $on once after $name, however often it is told to',
      async ({ lane, action }, test) => {
        const { rig, desk, pass, send } = await approve(test, lane);
        const network = rig.restart();
        if (!canAnswer(network, lane)) return test.skip('it only reads');
        const impatient = facing(rig, action);
        rig.fake.fail({ on: 'write', action });
        const { id, entry } = await send(impatient);
        const found = network.capabilities.idempotency !== 'none';
        expect(['sent', 'unknown']).toContain(entry.state);
        pass(MINUTE);
        await retryReplies(desk, [id]);
        pass(MINUTE);
        const [last] = (await retryReplies(desk, [id])).map(({ entry }) => entry);
        expect(last?.state).toBe(found ? 'sent' : 'unknown');
        if (found) expect(rig.fake.written()).toHaveLength(1);
        else expect(rig.fake.written().length).toBeLessThan(2);
      },
    );

    it('refuses to answer what it cannot, and says where to', async (test) => {
      const lane = mainLane(harness);
      const { rig, send } = await approve(test, lane);
      const network = rig.restart();
      if (canAnswer(network, lane)) return test.skip('it can');
      const refusal: unknown = await send().catch((error: unknown) => error);
      expect(refusal).toMatchObject({
        code: 'reply-refused',
        message: expect.stringContaining(network.capabilities.reply.note ?? 'no note'),
        hint: expect.stringMatching(/https?:\/\//),
        page: expect.stringMatching(/^https?:\/\//),
      });
      expect(String(refusal)).toMatch(/[^.]\.$/);
      expect(rig.fake.written()).toEqual([]);
    });
  });
}

async function all(desk: Desk) {
  return desk.store.mentions.list({ sort: 'newest', limit: null });
}
