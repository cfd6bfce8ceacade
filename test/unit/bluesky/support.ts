import { onTestFinished } from 'vitest';
import { create } from '../../../src/networks/bluesky/index.js';
import type { Network, NetworkDeps } from '../../../src/networks/network.js';
import { type BlueskyFake, type BlueskyFakeOptions, startBlueskyFake } from '../../fakes/bluesky/index.js';
import { MemorySecrets, memoryOf } from '../../helpers/account-facts.js';
import { depsFor } from '../../helpers/adapter.js';

/** A fake and an adapter on it, as a run of earshot has it. */
export interface Rig {
  fake: BlueskyFake;
  network: Network;
  secrets: MemorySecrets;
  memory: NetworkDeps['memory'];
  debugged: string[];
  /** Another run: the same secrets and memory, under the handle that the configuration names. */
  restart(overrides?: Partial<Omit<NetworkDeps, 'account'>> & { handle?: string }): Network;
}

export async function openRig(options: BlueskyFakeOptions = {}): Promise<Rig> {
  const fake = await startBlueskyFake(options);
  onTestFinished(() => fake.stop());
  const secrets = new MemorySecrets(fake.secrets);
  const memory = memoryOf();
  const debugged: string[] = [];
  const restart: Rig['restart'] = ({ handle = fake.account.handle, ...overrides } = {}) =>
    create(
      depsFor({
        account: { auth: 'app-password', ...fake.account, handle },
        secrets,
        memory,
        maxWaitMs: 1_000,
        debug: (line) => debugged.push(line),
        ...overrides,
      }),
    );
  return { fake, network: restart(), secrets, memory, debugged, restart };
}
