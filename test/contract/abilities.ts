import { describe, expect, it } from 'vitest';
import type { Harness } from '../fakes/fake.js';
import { brandOf, lanesOf, openRig, requestFor } from './rig.js';

/** What a network says of itself, and whether it is so. */
export function describeAbilities(harness: Harness): void {
  describe('says of itself', () => {
    it('why it cannot do what it cannot', async (test) => {
      const { network } = await openRig(harness, test);
      const { length, idempotency, pace, ...abilities } = network.capabilities;
      for (const [name, { can, note }] of Object.entries(abilities)) {
        expect({ name, explained: can || note !== undefined }).toEqual({ name, explained: true });
        if (note !== undefined)
          expect({ name, note }).toEqual({ name, note: expect.stringMatching(/\w.*\.$/s) });
      }
    });

    it('that it can do exactly what it has a way to do', async (test) => {
      const { network } = await openRig(harness, test);
      const { capabilities } = network;
      expect({
        like: capabilities.like.can,
        hide: capabilities.hide.can,
        delete: capabilities.delete.can,
        messages: capabilities.messages.can,
        search: capabilities.search.can,
      }).toEqual({
        like: network.like !== undefined,
        hide: network.hide !== undefined,
        delete: network.delete !== undefined,
        messages: harness.messageStream !== null,
        search: harness.searchStream !== null,
      });
      if (!capabilities.reply.can) expect(capabilities.privateReply.can).toBe(false);
      if (capabilities.reply.can) expect(capabilities.length.limit).toBeGreaterThan(0);
      if (capabilities.privateReply.can) expect(capabilities.length.privateLimit).toBeGreaterThan(0);
    });

    it('its streams: its own without a watch, a search for each watch it can search', async (test) => {
      const { network } = await openRig(harness, test);
      const watch = brandOf(harness);
      const own = network.streams([]);
      const all = network.streams([
        watch,
        { ...watch, name: 'second' },
        { ...watch, name: 'not ours', accounts: ['other'] },
      ]);
      expect(new Set(all).size).toBe(all.length);
      expect(own.filter((stream) => stream.startsWith('search:'))).toEqual([]);
      expect(all.filter((stream) => stream.startsWith('search:'))).toEqual(
        harness.searchStream === null ? [] : ['search:brand', 'search:second'],
      );
      for (const lane of lanesOf(harness)) expect(all).toContain(lane.stream);
    });

    it('what a poll costs at most', async (test) => {
      const { network } = await openRig(harness, test);
      const watch = brandOf(harness);
      for (const stream of network.streams([watch])) {
        const estimate = network.estimate({ stream, cursor: null, watch });
        expect(estimate.stream).toBe(stream);
        if (!network.capabilities.cost.can) expect(estimate.charges).toEqual([]);
      }
      if (!network.capabilities.cost.can) expect(network.price({ text: 'a', private: false })).toEqual([]);
    });

    it('nothing that was read without leave, where reading costs', async (test) => {
      const rig = await openRig(harness, test);
      if (!rig.network.capabilities.cost.can) return test.skip('reading costs nothing');
      for (const lane of lanesOf(harness)) rig.arrive(lane, 'dear');
      for (const lane of lanesOf(harness)) {
        const asked = requestFor(lane, { maySpend: () => false });
        for await (const page of rig.network.fetch(asked)) expect(page.charges).toEqual([]);
      }
      expect(rig.fake.requests()).toEqual({});
    });
  });
}
