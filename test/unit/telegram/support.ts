import { onTestFinished } from 'vitest';
import type { NetworkDeps } from '../../../src/networks/network.js';
import { create } from '../../../src/networks/telegram/index.js';
import { startTelegramFake, type TelegramFakeOptions } from '../../fakes/telegram/index.js';
import { depsFor } from '../../helpers/adapter.js';

/** A Telegram and the adapter on it. */
export async function onTelegram(
  options: TelegramFakeOptions = {},
  own: Partial<Omit<NetworkDeps, 'account'>> & { streams?: string[] } = {},
) {
  const fake = await startTelegramFake(options);
  onTestFinished(() => fake.stop());
  const { streams = null, ...overrides } = own;
  const debugged: string[] = [];
  const deps = depsFor({
    account: { ...fake.account, streams },
    secrets: fake.secrets,
    clock: options.clock ?? Date.now,
    debug: (line) => debugged.push(line),
    ...overrides,
  });
  return { fake, world: fake.world, deps, debugged, network: create(deps), restart: () => create(deps) };
}
