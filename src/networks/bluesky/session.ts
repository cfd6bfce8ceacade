import { createHash } from 'node:crypto';
import * as z from 'zod';
import { NetworkError } from '../../core/errors.js';
import { parseBaseUrl } from '../../http/base-url.js';
import { createHttpClient, type HttpClient } from '../../http/client.js';
import type { NetworkDeps } from '../network.js';
import { againOf, interpret } from './errors.js';
import { blockedUntil } from './limits.js';
import { sessionSchema, type WireSession } from './schema.js';

const DEFAULT_SERVER = 'https://bsky.social';

/** Who we are and where our data lives, as the last session told. */
const factsSchema = z.object({ server: z.string(), did: z.string(), handle: z.string(), pds: z.string() });
export type Facts = z.infer<typeof factsSchema>;

/** The credentials of one account at work. */
export interface Session {
  /** The access token; makes a session where there is none. */
  token(signal: AbortSignal): Promise<string>;
  /**
   * Replaces an access token that was refused: with the refresh token, and with the app password only where that is
   * refused too, because Bluesky lets an account sign in 30 times in five minutes and 300 times a day.
   */
  renew(refused: string, signal: AbortSignal): Promise<void>;
  /** What the last session told; null before the first. */
  facts(): Facts | null;
  /** Keeps what a session of ours told. */
  learn(session: Omit<WireSession, 'accessJwt' | 'refreshJwt'>): Facts;
  /** The server to talk to: the one that holds our data, once that is known. */
  origin(): URL;
}

/** What the access token says of itself. */
const SCOPES: Readonly<Record<string, boolean>> = {
  'com.atproto.access': true,
  'com.atproto.appPassPrivileged': true,
  'com.atproto.appPass': false,
};

/** The credentials of one account. @throws EarshotError `config` for a server that would expose them */
export function openSession(deps: NetworkDeps): Session {
  const server = parseBaseUrl(deps.account.server ?? DEFAULT_SERVER);
  const identifier = fullHandle(deps.account.handle, server);
  const http = sessionClient(deps);
  let accessJwt: string | null = null;

  const facts = (): Facts | null => {
    const parsed = factsSchema.safeParse(deps.memory.get().session);
    return parsed.success && parsed.data.server === server.origin ? parsed.data : null;
  };
  const origin = () => serverOf(facts()?.pds) ?? server;

  /** Tokens belong to the password they were made with: another one may allow more, or be another account's. */
  const fingerprint = (password: string) =>
    createHash('sha256')
      .update([server.origin, identifier, password].join('\n'))
      .digest('base64url')
      .slice(0, 16);
  const isOurs = ({ sessionOf, appPassword = '' }: Readonly<Record<string, string | undefined>>) =>
    sessionOf === fingerprint(appPassword);

  const learn: Session['learn'] = ({ did, handle, didDoc }) => {
    const pds = serverOf(endpointOf(didDoc)) ?? origin();
    const learnt = { server: server.origin, did, handle, pds: pds.origin };
    deps.memory.set({ session: learnt });
    deps.onIdentity({ nativeId: did, handle, name: null });
    return learnt;
  };

  const refresh = async (refreshJwt: string, signal: AbortSignal) => {
    const call = {
      method: 'POST' as const,
      path: new URL('/xrpc/com.atproto.server.refreshSession', origin()).href,
      headers: { authorization: `Bearer ${refreshJwt}` },
      purpose: 'renew the session',
      // The old refresh token works for a while after it was used, so that a lost answer can be asked for again.
      safe: true,
    };
    try {
      return (await http.json(call, sessionSchema, signal)).data;
    } catch (error) {
      if (error instanceof NetworkError && error.networkKind === 'auth') return null;
      throw error;
    }
  };

  const signIn = async (password: string, signal: AbortSignal) => {
    const call = {
      method: 'POST' as const,
      path: new URL('/xrpc/com.atproto.server.createSession', server).href,
      json: { identifier, password },
      purpose: `sign in as ${identifier}`,
      safe: true,
    };
    const { data } = await http.json(call, sessionSchema, signal);
    deps.memory.set({ chat: SCOPES[scopeOf(data.accessJwt) ?? ''] ?? null });
    return data;
  };

  /** Under the lock: another process may have renewed the session meanwhile. */
  const replace = (refused: string | null, signal: AbortSignal): Promise<void> =>
    deps.secrets.update(async (current) => {
      const held = current.accessJwt;
      if (held !== undefined && held !== refused && isOurs(current)) {
        accessJwt = held;
        return null;
      }
      const password = current.appPassword ?? missing(deps);
      const renewable = isOurs(current) ? current.refreshJwt : undefined;
      const renewed = renewable === undefined ? null : await refresh(renewable, signal);
      const fresh = renewed ?? (await signIn(password, signal));
      learn(fresh);
      accessJwt = fresh.accessJwt;
      return {
        accessJwt: fresh.accessJwt,
        refreshJwt: fresh.refreshJwt,
        sessionOf: fingerprint(password),
      };
    });

  const token = async (signal: AbortSignal): Promise<string> => {
    if (accessJwt !== null) return accessJwt;
    const kept = Object.fromEntries(
      ['accessJwt', 'appPassword', 'sessionOf'].map((name) => [name, deps.secrets.get(name)]),
    );
    if (kept.accessJwt !== undefined && isOurs(kept)) accessJwt = kept.accessJwt;
    else await replace(null, signal);
    return accessJwt ?? missing(deps);
  };

  return { token, renew: replace, facts, learn, origin };
}

/** Sends what carries its own credentials. */
function sessionClient(deps: NetworkDeps): HttpClient {
  const { account, clock } = deps;
  return createHttpClient({
    ...deps,
    dialect: {
      network: 'bluesky',
      name: 'Bluesky',
      freeAt: blockedUntil,
      interpret: (answer, call) => interpret(answer, call, againOf(account), clock()),
    },
    base: null,
  });
}

/** A handle as the server knows it: the part before `.bsky.social` is enough there. */
function fullHandle(handle: string, server: URL): string {
  const bare = handle.replace(/^@/, '').toLowerCase();
  return bare.includes('.') || bare.includes(':') ? bare : `${bare}.${server.hostname}`;
}

const documentSchema = z.object({
  service: z.array(z.object({ id: z.string(), serviceEndpoint: z.unknown().optional() })),
});

/** The server that holds the data, as a DID document names it. */
function endpointOf(didDoc: unknown): string | undefined {
  const parsed = documentSchema.safeParse(didDoc);
  const found = parsed.data?.service.find(({ id }) => id.endsWith('#atproto_pds'))?.serviceEndpoint;
  return typeof found === 'string' ? found : undefined;
}

/** A server we would send credentials to; undefined for anything else. */
function serverOf(address: string | undefined): URL | undefined {
  if (address === undefined) return undefined;
  try {
    return parseBaseUrl(address);
  } catch {
    return undefined;
  }
}

/** What an access token says it may do. Servers may issue tokens that say nothing readable. */
export function scopeOf(jwt: string): string | null {
  const [, claims = ''] = jwt.split('.');
  try {
    const parsed = z
      .object({ scope: z.string() })
      .safeParse(JSON.parse(Buffer.from(claims, 'base64url').toString()));
    return parsed.success ? parsed.data.scope : null;
  } catch {
    return null;
  }
}

function missing({ account }: NetworkDeps): never {
  throw new NetworkError(`The account '${account.id}' has no app password.`, {
    network: 'bluesky',
    kind: 'auth',
    hint: `Enter its app password with: ${againOf(account)}`,
  });
}
