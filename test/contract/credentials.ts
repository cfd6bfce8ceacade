import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import type { Harness } from '../fakes/fake.js';
import { answerTo, never, poll } from '../helpers/adapter.js';
import { stopForGood } from '../helpers/stop-for-good.js';
import { expectNoSecret, expectWords, failureOf } from './failures.js';
import { heard, mainLane, openRig, requestFor } from './rig.js';

/** Who we are, whether it works, and what happens when it stops working. */
export function describeCredentials(harness: Harness): void {
  const lane = mainLane(harness);

  describe('its credentials', () => {
    it('tell who we are, the same each time', async (test) => {
      const rig = await openRig(harness, test);
      const identity = await rig.network.verify(never);
      expect(identity.nativeId).not.toBe('');
      expect(await rig.restart().verify(never)).toEqual(identity);
    });

    it('pass the check of an account, in words', async (test) => {
      const rig = await openRig(harness, test);
      const findings = await rig.network.check(never);
      expect(findings.map(({ code }) => code)).toContain('identity');
      expect(findings.filter(({ level }) => level === 'error')).toEqual([]);
      for (const { message } of findings) expect(message).toMatch(/^\S.*[.]$/s);
      expectNoSecret(rig, inspect(findings));
    });

    it('are not blamed when nobody answers', async (test) => {
      const rig = await openRig(harness, test);
      await stopForGood(rig.fake, test);
      const findings = await rig.network.check(never);
      const errors = findings.filter(({ level }) => level === 'error');
      expect(errors).not.toEqual([]);
      for (const { message, hint } of errors) expect(`${message} ${hint}`).not.toMatch(/revoked|mistyped/);
      expect((await failureOf(rig.network.verify(never))).networkKind).toBe('unreachable');
    });

    it('are renewed when they run out, for reading and for writing', async (test) => {
      const rig = await openRig(harness, test);
      if (!rig.fake.expireToken) return test.skip('they do not run out');
      const id = rig.arrive(lane, 'before it runs out');
      await heard(rig, lane, id);
      rig.fake.expireToken();
      const later = rig.arrive(lane, 'after it ran out');
      const mention = await heard(rig, lane, later);
      expect(rig.secrets.updates).toBeGreaterThan(0);
      rig.fake.expireToken();
      await rig.network.reply(answerTo(mention, 'An answer with a new token'), never);
      expect(rig.fake.written()).toHaveLength(1);
      expectNoSecret(rig, '');
    });

    it('are said to be withdrawn when they are', async (test) => {
      const rig = await openRig(harness, test);
      if (!rig.fake.revoke) return test.skip('there are none');
      rig.arrive(lane, 'unheard');
      await poll(rig.network, requestFor(lane));
      rig.fake.revoke();
      const error = await failureOf(poll(rig.restart(), requestFor(lane)));
      expect([error.networkKind, error.kind]).toEqual(['auth', 'auth']);
      // Whoever types what the hint says renews this account, and no other.
      expect(error.hint).toMatch(new RegExp(`earshot account add ${harness.id} .*--id \\S+`));
      const { server } = rig.fake.account;
      if (server) expect(error.hint).toContain(`--server ${server}`);
      expectWords(harness, rig, error);
      const findings = await rig.restart().check(never);
      const errors = findings.filter(({ level }) => level === 'error');
      expect(errors).not.toEqual([]);
      for (const { hint } of errors) expect(hint ?? '').toMatch(/\w/);
      expectNoSecret(rig, inspect(findings));
    });
  });
}
