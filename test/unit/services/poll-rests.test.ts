import { describe, expect, it } from 'vitest';
import { DAY, HOUR } from '../../../src/core/clock.js';
import { openContractDesk } from '../../contract/desk-rig.js';
import type { Harness } from '../../fakes/fake.js';
import { startHackerNewsFake } from '../../fakes/hackernews/index.js';

const harness: Harness = {
  id: 'hackernews',
  start: startHackerNewsFake,
  mentionStream: 'replies',
  messageStream: null,
  searchStream: 'search',
  order: 'newest-first',
};

describe('a stream', () => {
  it('rests for a day at most, however long its network asks for', async (test) => {
    const { rig, poll, pass } = await openContractDesk(harness, test);
    const id = rig.fake.arrive({ by: 'ana', kind: 'post', text: 'cafenar is closed' });
    rig.fake.fail({ on: 'read', action: { retryAt: Date.now() + 40 * DAY }, times: 9 });
    const first = await poll();
    const until = first.accounts[0]?.skipped.map(({ retryAt }) => retryAt ?? 0) ?? [];
    expect(until.length).toBeGreaterThan(0);
    for (const time of until) expect(time).toBeLessThanOrEqual(Date.now() + DAY);
    rig.fake.fail('none');
    pass(23 * HOUR);
    expect((await poll()).accounts[0]?.skipped.map(({ code }) => code)).toContain('not-due');
    pass(2 * HOUR);
    expect(await poll(), id).toMatchObject({ new: 1, accounts: [{ skipped: [] }] });
  });

  it('does not rest for weeks because the clock once was weeks ahead', async (test) => {
    const { rig, desk, poll } = await openContractDesk(harness, test);
    rig.fake.arrive({ by: 'ana', kind: 'post', text: 'cafenar is closed' });
    const { id } = await desk.store.accounts.ensure({
      key: 'cafe',
      network: 'hackernews',
      handle: 'cafenar',
    });
    for (const stream of rig.network.streams(desk.settings.watches)) {
      await desk.store.accounts.setDelay(id, stream, Date.now() + 40 * DAY, 'asked to wait');
    }
    expect(await poll()).toMatchObject({ new: 1, accounts: [{ skipped: [] }] });
  });
});
