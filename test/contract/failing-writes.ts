import { describe, expect, it } from 'vitest';
import { MINUTE } from '../../src/core/clock.js';
import type { NetworkErrorKind } from '../../src/core/errors.js';
import type { Fault, Harness } from '../fakes/fake.js';
import { answerTo, never } from '../helpers/adapter.js';
import { stopForGood } from '../helpers/stop-for-good.js';
import { canAnswer } from './answering.js';
import { expectWords, facing, failureOf, faultName } from './failures.js';
import { heard, lanesOf, openRig } from './rig.js';

interface Case {
  action: Fault['action'];
  kinds: readonly NetworkErrorKind[];
  /** Whether the network did what it was asked all the same. */
  happened: boolean;
  unknown: boolean;
}

const UNKNOWN = { unknown: true, happened: false };
const REFUSED = { unknown: false, happened: false };

const CASES: readonly Case[] = [
  { action: 'reset-before', kinds: ['unreachable'], ...UNKNOWN },
  { action: 'reset-after', kinds: ['unreachable'], ...UNKNOWN, happened: true },
  { action: 'silence-before', kinds: ['unreachable'], ...UNKNOWN },
  { action: 'silence-after', kinds: ['unreachable'], ...UNKNOWN, happened: true },
  { action: 'truncate', kinds: ['unreachable', 'server'], ...UNKNOWN, happened: true },
  { action: 'nonsense', kinds: ['server'], ...UNKNOWN },
  { action: { status: 500 }, kinds: ['server'], ...UNKNOWN },
  { action: { status: 502 }, kinds: ['server'], ...UNKNOWN },
  { action: { status: 503 }, kinds: ['server'], ...UNKNOWN },
  { action: { status: 401 }, kinds: ['auth'], ...REFUSED },
  { action: { status: 403 }, kinds: ['forbidden'], ...REFUSED },
  { action: { status: 404 }, kinds: ['not-found'], ...REFUSED },
  { action: { status: 410 }, kinds: ['not-found'], ...REFUSED },
  { action: { status: 422 }, kinds: ['rejected'], ...REFUSED },
];

/** Answers that the network lets down. */
export function describeFailingWrites(harness: Harness): void {
  const lanes = lanesOf(harness).filter(({ name }) => name !== 'search');

  describe.each(lanes)('a failing answer to $name', (lane) => {
    it.for(CASES.map((each) => ({ name: faultName(each.action), ...each })))(
      'is never repeated, and its outcome is told: $name',
      async ({ action, kinds, happened, unknown }, test) => {
        const rig = await openRig(harness, test);
        if (!canAnswer(rig.network, lane)) return test.skip('it only reads');
        const mention = await heard(rig, lane, rig.arrive(lane, 'Are you open?'));
        const reply = answerTo(mention, 'We are open until ten.');
        // A refusal of the credentials may be renewed and asked again: this one stays.
        const times = unknown ? 1 : 5;
        const network = facing(rig, action);
        rig.fake.fail({ on: 'write', action, times });
        const error = await failureOf(network.reply(reply, never));
        rig.fake.fail('none');
        const own =
          typeof action === 'object' && 'status' in action ? harness.meanings?.[action.status] : undefined;
        expect(own === undefined ? kinds : [own]).toContain(error.networkKind);
        expect(error.outcomeUnknown).toBe(unknown);
        expectWords(harness, rig, error);
        expect(rig.fake.written()).toHaveLength(happened ? 1 : 0);
        if (rig.network.capabilities.idempotency === 'none') return;
        const found = await rig.restart().findReply(reply, never);
        expect(found?.nativeId ?? null).toBe(rig.fake.written()[0]?.nativeId ?? null);
      },
    );

    it('surely did not happen when the network asks to wait', async (test) => {
      const rig = await openRig(harness, test);
      if (!canAnswer(rig.network, lane)) return test.skip('it only reads');
      const mention = await heard(rig, lane, rig.arrive(lane, 'Are you open?'));
      const retryAt = Date.now() + 20 * MINUTE;
      rig.fake.fail({ on: 'write', action: { retryAt } });
      const error = await failureOf(rig.network.reply(answerTo(mention, 'Until ten.'), never));
      expect([error.networkKind, error.outcomeUnknown]).toEqual(['rate-limit', false]);
      expect(Math.abs((error.retryAt ?? 0) - retryAt)).toBeLessThan(MINUTE);
      expect(rig.fake.written()).toEqual([]);
    });

    it('surely did not happen when there was nobody to connect to', async (test) => {
      const rig = await openRig(harness, test);
      if (!canAnswer(rig.network, lane)) return test.skip('it only reads');
      const mention = await heard(rig, lane, rig.arrive(lane, 'Are you open?'));
      await stopForGood(rig.fake, test);
      // What was kept open from before is given up by a request that may fail: a write would not know how far it came.
      await failureOf(rig.network.verify(never));
      const error = await failureOf(rig.network.reply(answerTo(mention, 'Until ten.'), never));
      expect([error.networkKind, error.outcomeUnknown]).toEqual(['unreachable', false]);
      expectWords(harness, rig, error);
    });
  });
}
