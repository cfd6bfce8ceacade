import { describe } from 'vitest';
import type { Harness } from '../fakes/fake.js';
import { describeAbilities } from './abilities.js';
import { describeAnswering } from './answering.js';
import { describeCredentials } from './credentials.js';
import { describeDesk } from './desk.js';
import { describeFailingReads } from './failing-reads.js';
import { describeFailingWrites } from './failing-writes.js';
import { describeInterruptions } from './interruptions.js';
import { describeListening } from './listening.js';
import { describeParts } from './parts.js';

/**
 * What every network's adapter must do, whatever its network is like. It runs against the network's strict fake;
 * what does not apply is skipped by what the capabilities and the harness say, never by the network's name.
 */
export function describeContract(harness: Harness): void {
  describe.concurrent(`${harness.id} keeps the contract`, () => {
    describeAbilities(harness);
    describeListening(harness);
    describeInterruptions(harness);
    describeFailingReads(harness);
    describeCredentials(harness);
    describeAnswering(harness);
    describeFailingWrites(harness);
    describeDesk(harness);
    describeParts(harness);
  });
}
