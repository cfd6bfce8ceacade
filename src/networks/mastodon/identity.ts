import type { Identity, NetworkDeps } from '../network.js';
import type { Client } from './client.js';
import { fullHandle } from './ids.js';
import { credentialsSchema, type WireAccount } from './schema.js';
import type { Server } from './server.js';

/** Who we are on our server. */
export interface Us {
  /** The account's id there. */
  id: string;
  /** Host and port of the server. */
  host: string;
  /** The host in its accounts' handles. */
  domain: string;
}

/** Finds out who we are. */
export interface Self {
  /** Asks the server. @throws NetworkError */
  verify(signal: AbortSignal): Promise<Identity & { account: WireAccount }>;
  /** What is known of us, asked for only where it is not. @throws NetworkError */
  us(signal: AbortSignal): Promise<Us>;
}

/**
 * Finds out who we are on one server: from an earlier poll, or asked once in a process and reported through
 * onIdentity.
 */
export function createSelf(client: Client, server: Server, deps: NetworkDeps): Self {
  let id = deps.account.nativeId;
  const verify: Self['verify'] = async (signal) => {
    const { domain } = await server.learn(signal);
    const call = {
      method: 'GET' as const,
      path: '/api/v1/accounts/verify_credentials',
      purpose: 'tell whose access token it is',
    };
    const { data } = await client.json(call, credentialsSchema, signal);
    id = data.id;
    const identity = {
      nativeId: data.id,
      handle: fullHandle(data.acct, domain),
      name: data.display_name || data.username,
    };
    deps.onIdentity(identity);
    return { ...identity, account: data };
  };
  return {
    verify,
    async us(signal) {
      const { domain } = await server.learn(signal);
      return { id: id ?? (await verify(signal)).nativeId, host: client.host, domain };
    },
  };
}
