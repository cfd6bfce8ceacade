import { describe, expect, it } from 'vitest';
import { DAY, MINUTE, SECOND } from '../../src/core/clock.js';
import type { Harness } from '../fakes/fake.js';
import { poll } from '../helpers/adapter.js';
import { essence, heard, lanesOf, openRig, requestFor, TEXTS } from './rig.js';

/** Networks may tell times to the second only. */
const COARSE = SECOND;

/** Polling that goes well. */
export function describeListening(harness: Harness): void {
  describe.each(lanesOf(harness))('listens to $name', (lane) => {
    it('hears everything there is at first, each with what is known of it', async (test) => {
      const rig = await openRig(harness, test);
      const at = Date.now() - 5 * MINUTE;
      const ids = [
        rig.arrive(lane, 'the first', { by: 'ana', createdAt: at }),
        rig.arrive(lane, 'the second', { by: 'ben', createdAt: at + MINUTE }),
        rig.arrive(lane, 'the third', { by: 'ana', createdAt: at + 2 * MINUTE }),
      ];
      const { mentions, gaps } = await poll(rig.network, requestFor(lane));
      const [first, second, third] = ids.map((id) => mentions.find(({ nativeId }) => nativeId === id));
      if (!first || !second || !third)
        throw new Error(`heard only ${mentions.map(({ nativeId }) => nativeId)}`);
      expect(essence(first.text)).toContain('the first');
      expect(Math.abs(first.createdAt - at)).toBeLessThan(COARSE);
      expect([first.author.nativeId, first.author.handle]).toEqual([
        third.author.nativeId,
        third.author.handle,
      ]);
      expect(first.author.nativeId).not.toBe(second.author.nativeId);
      expect(first.author.handle).toMatch(/^ana/);
      expect(first.versionId).not.toBe('');
      expect(first.threadNativeId).not.toBe('');
      expect([first.private, first.kind === 'message']).toEqual([
        lane.kind === 'message',
        lane.kind === 'message',
      ]);
      if (first.url !== null) expect(new URL(first.url).protocol).toMatch(/^https?:$/);
      expect(gaps).toEqual([]);
    });

    it('hears only what is new afterwards, and nothing when there is nothing', async (test) => {
      const rig = await openRig(harness, test);
      const old = Array.from({ length: 6 }, (_, index) => rig.arrive(lane, `old ${index}`));
      const first = await poll(rig.network, requestFor(lane));
      const again = await poll(rig.restart(), requestFor(lane, { cursor: first.cursor }));
      expect(again.gaps).toEqual([]);
      const fresh = [rig.arrive(lane, 'new one'), rig.arrive(lane, 'new two')];
      const second = await poll(rig.restart(), requestFor(lane, { cursor: again.cursor }));
      const ids = second.mentions.map(({ nativeId }) => nativeId);
      expect(ids).toEqual(expect.arrayContaining(fresh));
      // An overlap with what was heard is fine; hearing everything anew at each poll is not, where it is paged.
      if (harness.order !== 'one-page' && !harness.lateBy) {
        expect(ids.filter((id) => old.includes(id)).length).toBeLessThan(old.length);
      }
    });

    it('hears many pages, and tells positions that continue anywhere', async (test) => {
      const rig = await openRig(harness, test, { pageSize: 3 });
      const ids = Array.from({ length: 10 }, (_, index) => rig.arrive(lane, `of many ${index}`));
      const { pages, mentions } = await poll(rig.network, requestFor(lane));
      expect(new Set(mentions.map(({ nativeId }) => nativeId))).toEqual(new Set(ids));
      if (harness.order === 'one-page') return;
      expect(pages.length).toBeGreaterThan(2);
      if (harness.order === 'queue') return;
      for (const [index, page] of pages.entries()) {
        const before = pages.slice(0, index + 1).flatMap((each) => each.mentions);
        const rest = await poll(rig.restart(), requestFor(lane, { cursor: page.cursor }));
        const all = [...before, ...rest.mentions].map(({ nativeId }) => nativeId);
        expect({ after: index, missing: ids.filter((id) => !all.includes(id)) }).toEqual({
          after: index,
          missing: [],
        });
      }
    });

    it('stops after about as many as are wanted, and goes on there', async (test) => {
      const rig = await openRig(harness, test, { pageSize: 2 });
      const ids = Array.from({ length: 11 }, (_, index) => rig.arrive(lane, `wanted ${index}`));
      const some = await poll(rig.network, requestFor(lane, { maxItems: 3 }));
      if (harness.order !== 'one-page') expect(some.mentions.length).toBeLessThan(ids.length);
      expect(some.mentions.length).toBeGreaterThan(0);
      const rest = await poll(rig.restart(), requestFor(lane, { cursor: some.cursor }));
      const all = [...some.mentions, ...rest.mentions].map(({ nativeId }) => nativeId);
      expect(new Set(all)).toEqual(new Set(ids));
    });

    it('hears messages that lie in no order', async (test) => {
      const rig = await openRig(harness, test, { pageSize: 2 });
      const now = Date.now();
      const ids = [3, 9, 1, 7, 5, 7].map((minutes, index) =>
        rig.arrive(lane, `unordered ${index}`, { createdAt: now - minutes * MINUTE }),
      );
      const some = await poll(rig.network, requestFor(lane, { maxItems: 3 }));
      const rest = await poll(rig.restart(), requestFor(lane, { cursor: some.cursor }));
      const all = [...some.mentions, ...rest.mentions].map(({ nativeId }) => nativeId);
      expect(new Set(all)).toEqual(new Set(ids));
    });

    it.runIf(harness.lateBy)('hears what its network listed late', async (test) => {
      const rig = await openRig(harness, test);
      rig.arrive(lane, 'in time');
      const first = await poll(rig.network, requestFor(lane));
      const id = rig.arrive(lane, 'listed late', { createdAt: Date.now() - (harness.lateBy ?? 0) * 0.9 });
      const { mentions } = await poll(rig.restart(), requestFor(lane, { cursor: first.cursor }));
      expect(mentions.map(({ nativeId }) => nativeId)).toContain(id);
    });

    it('looks back no further than it is told at first', async (test) => {
      const rig = await openRig(harness, test);
      const now = Date.now();
      rig.arrive(lane, 'of another time', { createdAt: now - DAY / 2 });
      const id = rig.arrive(lane, 'of today', { createdAt: now - MINUTE });
      const { mentions } = await poll(rig.network, requestFor(lane, { since: now - DAY / 4 }));
      expect(mentions.map(({ nativeId }) => nativeId)).toEqual([id]);
    });

    it.for(Object.entries(TEXTS))('keeps a text in %s', async ([, text], test) => {
      const rig = await openRig(harness, test);
      const id = rig.arrive(lane, text);
      expect(essence((await heard(rig, lane, id)).text)).toContain(essence(text));
    });

    it('hears an edited text under the same id', async (test) => {
      const rig = await openRig(harness, test);
      if (!rig.fake.edit || lane.kind === 'message') return test.skip('nobody edits here');
      const id = rig.arrive(lane, 'open till nine');
      const { cursor } = await poll(rig.network, requestFor(lane));
      rig.fake.edit(id, `${lane.watch?.keywords[0] ?? ''} open till ten`.trim());
      const next = harness.hearsEdits ? cursor : null;
      const { mentions } = await poll(rig.restart(), requestFor(lane, { cursor: next }));
      const texts = mentions.filter(({ nativeId }) => nativeId === id).map(({ text }) => essence(text));
      expect(texts.at(-1) ?? 'nothing').toContain('open till ten');
    });

    it('says which messages are gone', async (test) => {
      const rig = await openRig(harness, test);
      const { remove } = rig.fake;
      const { present } = rig.network;
      if (!remove || !present || lane.kind === 'message') return test.skip('its network does not tell');
      const ids = [rig.arrive(lane, 'to go'), rig.arrive(lane, 'to stay')];
      await poll(rig.network, requestFor(lane));
      remove.call(rig.fake, ids[0] ?? '');
      const options = { maySpend: () => true, signal: new AbortController().signal };
      expect((await present.call(rig.network, ids, options)).missing).toEqual([ids[0]]);
    });

    it('polls on when a message it heard is gone', async (test) => {
      const rig = await openRig(harness, test);
      if (!rig.fake.remove || lane.kind === 'message') return test.skip('nothing is deleted here');
      const ids = [rig.arrive(lane, 'newest known, then gone'), rig.arrive(lane, 'gone too')];
      const { cursor } = await poll(rig.network, requestFor(lane));
      for (const id of ids) rig.fake.remove(id);
      const fresh = rig.arrive(lane, 'later');
      const { mentions } = await poll(rig.restart(), requestFor(lane, { cursor }));
      expect(mentions.map(({ nativeId }) => nativeId)).toContain(fresh);
    });
  });
}
