import { HOUR } from '../../src/core/clock.js';
import { loadScorer } from '../../src/sentiment/index.js';
import { toDeskAccount } from '../../src/services/accounts.js';
import type { Desk } from '../../src/services/desk.js';
import { pollOnce } from '../../src/services/poll.js';
import type { Harness } from '../fakes/fake.js';
import { deskWith } from '../unit/services/desk.js';
import { brandOf, type Ends, nameOf, openRig } from './rig.js';

const scorer = Promise.resolve().then(() => loadScorer());

/** A desk over a database in memory, with one account on a network's fake. */
export async function openContractDesk(harness: Harness, test: Ends, options: { pageSize?: number } = {}) {
  const rig = await openRig(harness, test, options);
  let late = 0;
  const account = toDeskAccount({ id: 'cafe', network: harness.id, handle: 'cafenar', auth: 'none' });
  const desk: Desk = {
    ...deskWith({ accounts: [account], watches: [brandOf(harness)] }, () => Date.now() + late),
    scorer: () => scorer,
    // Each use is another run of earshot.
    network: async () => rig.restart(),
    networkName: () => nameOf(harness),
    newId: () => crypto.randomUUID(),
  };
  test.onTestFinished(async () => desk.store.close());
  return {
    rig,
    desk,
    poll: (progress = () => {}, own: Desk = desk) =>
      pollOnce(own, { accounts: [account], since: Date.now() - HOUR, maxItems: null }, progress),
    /** Lets time pass for the desk. */
    pass: (ms: number) => {
      late += ms;
    },
  };
}
