import type { IncomingHttpHeaders } from 'node:http';
import type { Identity, NetworkDeps } from '../network.js';
import type { Client } from './client.js';
import type { Us } from './map.js';
import { meSchema } from './schema.js';

/** Who X says we are, with the headers that tell what the keys may do. @throws NetworkError */
export async function askIdentity(
  client: Client,
  signal: AbortSignal,
): Promise<{ identity: Identity; headers: IncomingHttpHeaders }> {
  const call = { method: 'GET' as const, path: 'users/me', purpose: 'tell which account this is' };
  const { data, headers } = await client.call(call, meSchema, signal);
  const { id, username, name } = data.data;
  return { identity: { nativeId: id, handle: username, name }, headers };
}

/** Our id and handle: from an earlier poll, or asked once in a process and reported through onIdentity. */
export function createSelf(client: Client, deps: NetworkDeps) {
  let known: Us | null =
    deps.account.nativeId === null
      ? null
      : { nativeId: deps.account.nativeId, handle: bare(deps.account.handle) };

  const verify = async (signal: AbortSignal): Promise<Identity> => {
    const { identity } = await askIdentity(client, signal);
    known = { nativeId: identity.nativeId, handle: identity.handle };
    deps.onIdentity(identity);
    return identity;
  };

  const us = async (signal: AbortSignal): Promise<Us> => known ?? toUs(await verify(signal));

  return { verify, us, isKnown: () => known !== null };
}

function toUs({ nativeId, handle }: Identity): Us {
  return { nativeId, handle };
}

/** A handle without its @. */
export function bare(handle: string): string {
  return handle.replace(/^@/, '');
}
