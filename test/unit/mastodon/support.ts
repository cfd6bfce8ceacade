import type { Clock } from '../../../src/core/clock.js';
import { create } from '../../../src/networks/mastodon/index.js';
import type { Network, NetworkDeps } from '../../../src/networks/network.js';
import { type MastodonFake, startMastodonFake } from '../../fakes/mastodon/index.js';
import type { Kind } from '../../fakes/mastodon/world.js';
import { depsFor } from '../../helpers/adapter.js';

/** A server of some kind, and the adapter on it. */
export interface Stage {
  fake: MastodonFake;
  network: Network;
  deps: NetworkDeps;
  debugged: string[];
}

export async function onServer(
  options: { kind?: Partial<Kind>; clock?: Clock; pageSize?: number } = {},
): Promise<Stage> {
  const fake = await startMastodonFake(options);
  const debugged: string[] = [];
  const deps = depsFor({
    account: { id: 'nar', handle: 'cafenar@mastodon.example', server: fake.url, ...fake.account },
    secrets: fake.secrets,
    clock: options.clock ?? Date.now,
    maxWaitMs: 1_000,
    debug: (message) => debugged.push(message),
  });
  return { fake, network: create(deps), deps, debugged };
}

/** GoToSocial as far as it differs. */
export const GOTOSOCIAL: Partial<Kind> = {
  version: '0.20.1+git-1234567',
  sourceUrl: 'https://codeberg.org/superseriousbusiness/gotosocial',
  apiVersion: null,
  keepsKeys: false,
  fullText: false,
  challenges: false,
  maxCharacters: 5_000,
};

/** Akkoma, and Mastodon before 4.0, as far as they differ. */
export const AKKOMA: Partial<Kind> = {
  version: '2.7.2 (compatible; Akkoma 3.15.1)',
  sourceUrl: '',
  apiVersion: null,
  instanceV2: false,
  challenges: false,
  maxCharacters: 5_000,
};
