import type { Network, NetworkDeps } from '../../../src/networks/network.js';
import { create } from '../../../src/networks/x/index.js';
import { type Sandbox, type SandboxOptions, startSandbox } from '../../../src/sandbox/index.js';
import { depsFor as depsOf } from '../../helpers/adapter.js';

export type DepsOverrides = Partial<Omit<NetworkDeps, 'account'>> & {
  account?: Partial<NetworkDeps['account']>;
};

/** What main would hand to the adapter, for a server on this machine. */
export function depsFor(
  baseUrl: string,
  secrets: Record<string, string>,
  overrides: DepsOverrides = {},
): NetworkDeps {
  const { account, ...rest } = overrides;
  return depsOf({
    account: { handle: 'cafenar', auth: 'oauth1', baseUrl, ...account },
    secrets,
    ...rest,
  });
}

export const KEYS = {
  apiKey: 'key',
  apiSecret: 'secret-1',
  accessToken: '7-token',
  accessTokenSecret: 'secret-2',
};

/** A sandbox and the adapter on it. */
export async function onSandbox(
  options: Partial<SandboxOptions> = {},
  overrides: DepsOverrides = {},
): Promise<{ sandbox: Sandbox; network: Network; deps: NetworkDeps }> {
  const sandbox = await startSandbox({ clock: Date.now, handle: 'cafenar', limits: true, ...options });
  const deps = depsFor(sandbox.url, { ...sandbox.credentials.oauth1 }, overrides);
  return { sandbox, network: create(deps), deps };
}
