import { describe, expect, it } from 'vitest';
import { MINUTE, SECOND } from '../../src/core/clock.js';
import type { NetworkErrorKind } from '../../src/core/errors.js';
import type { Fault, Harness } from '../fakes/fake.js';
import { poll } from '../helpers/adapter.js';
import { expectWords, facing, failureOf, faultName } from './failures.js';
import { type Ends, lanesOf, mainLane, openRig, requestFor } from './rig.js';

/** More often than any adapter tries again. */
const FOR_GOOD = 12;

const REFUSALS: readonly [Fault['action'], readonly NetworkErrorKind[]][] = [
  ['reset-before', ['unreachable']],
  ['silence-before', ['unreachable']],
  ['truncate', ['unreachable', 'server']],
  ['nonsense', ['server']],
  [{ status: 401 }, ['auth']],
  [{ status: 403 }, ['forbidden']],
  [{ status: 404 }, ['not-found']],
  [{ status: 410 }, ['not-found']],
  [{ status: 422 }, ['rejected']],
  [{ status: 500 }, ['server']],
  [{ status: 502 }, ['server']],
  [{ status: 503 }, ['server']],
];

/** Polls that the network lets down. */
export function describeFailingReads(harness: Harness): void {
  const lane = mainLane(harness);
  const meaning = (action: Fault['action'], usual: readonly NetworkErrorKind[]) => {
    const own =
      typeof action === 'object' && 'status' in action ? harness.meanings?.[action.status] : undefined;
    return own === undefined ? usual : [own];
  };

  /** A rig that has polled once, so that it knows itself, and to which something came since. */
  const waiting = async (test: Ends, options: { pageSize?: number } = {}) => {
    const rig = await openRig(harness, test, options);
    rig.arrive(lane, 'known');
    const { cursor } = await poll(rig.network, requestFor(lane));
    return { rig, id: rig.arrive(lane, 'still to come'), asked: requestFor(lane, { cursor }) };
  };

  describe('a failing read', () => {
    it.for(REFUSALS.map(([action, kinds]) => ({ name: faultName(action), action, kinds })))(
      'is told apart and in words, and loses nothing: $name',
      async ({ action, kinds }, test) => {
        const { rig, id, asked } = await waiting(test);
        rig.fake.fail({ on: 'read', action, times: FOR_GOOD });
        const error = await failureOf(poll(facing(rig, action), asked));
        expect(meaning(action, kinds)).toContain(error.networkKind);
        expect(error.outcomeUnknown).toBe(false);
        expectWords(harness, rig, error);
        rig.fake.fail('none');
        const { mentions } = await poll(rig.restart(), asked);
        expect(mentions.map(({ nativeId }) => nativeId)).toContain(id);
      },
    );

    it.for<{ action: Fault['action'] }>([
      { action: 'reset-before' },
      { action: 'silence-before' },
      { action: 'truncate' },
      { action: { status: 503 } },
    ])('is tried again once it may have passed: $action', async ({ action }, test) => {
      const { rig, id, asked } = await waiting(test);
      const network = facing(rig, action);
      rig.fake.fail({ on: 'read', action });
      const { mentions } = await poll(network, asked);
      expect(mentions.map(({ nativeId }) => nativeId)).toContain(id);
    });

    it('says until when to stay away, and stays away', async (test) => {
      const { rig, asked } = await waiting(test);
      const retryAt = Date.now() + 20 * MINUTE;
      rig.fake.fail({ on: 'read', action: { retryAt } });
      const error = await failureOf(poll(rig.network, asked));
      expect(error.networkKind).toBe('rate-limit');
      expect(Math.abs((error.retryAt ?? 0) - retryAt)).toBeLessThan(MINUTE);
      expectWords(harness, rig, error);
    });

    it('sits out a short rate limit', async (test) => {
      const { rig, id, asked } = await waiting(test);
      rig.fake.fail({ on: 'read', action: { retryAt: Date.now() + 0.5 * SECOND } });
      const { mentions } = await poll(rig.network, asked);
      expect(mentions.map(({ nativeId }) => nativeId)).toContain(id);
    });

    it.skipIf(harness.order === 'one-page')('keeps the pages before it', async (test) => {
      const rig = await openRig(harness, test, { pageSize: 2 });
      const ids = Array.from({ length: 7 }, (_, index) => rig.arrive(lane, `in pages ${index}`));
      const got = new Set<string>();
      let cursor = null;
      const broken = (async () => {
        for await (const page of rig.network.fetch(requestFor(lane))) {
          cursor = page.cursor;
          for (const { nativeId } of page.mentions) got.add(nativeId);
          rig.fake.fail({ on: 'read', action: { retryAt: Date.now() + 20 * MINUTE } });
        }
      })();
      expect((await failureOf(broken)).networkKind).toBe('rate-limit');
      expect(got.size).toBeGreaterThan(0);
      rig.fake.fail('none');
      const { mentions } = await poll(rig.restart(), requestFor(lane, { cursor }));
      for (const { nativeId } of mentions) got.add(nativeId);
      expect(ids.filter((id) => !got.has(id))).toEqual([]);
    });

    it('ends at once when the owner interrupts', async (test) => {
      const { rig, asked } = await waiting(test);
      rig.fake.fail({ on: 'read', action: 'silence-before', times: FOR_GOOD });
      const signal = AbortSignal.timeout(200);
      const error = await failureOf(poll(rig.network, { ...asked, signal }));
      expect([error.networkKind, error.message]).toEqual([
        'unreachable',
        expect.stringContaining('interrupted'),
      ]);
    });

    it('leaves the other ways of hearing alone', async (test) => {
      const lanes = lanesOf(harness);
      const rig = await openRig(harness, test);
      const ids = lanes.map((each) => rig.arrive(each, `on ${each.name}`));
      rig.fake.fail({ on: 'read', action: { status: 403 } });
      await failureOf(poll(rig.network, requestFor(lane)));
      const got: string[] = [];
      for (const each of new Map(lanes.map((one) => [one.stream, one])).values()) {
        const { mentions } = await poll(rig.network, requestFor(each));
        got.push(...mentions.map(({ nativeId }) => nativeId));
      }
      expect(got).toEqual(expect.arrayContaining(ids));
    });
  });
}
