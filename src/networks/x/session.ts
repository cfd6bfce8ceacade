import type { TwitterApi } from 'twitter-api-v2';
import { MINUTE } from '../../core/clock.js';
import { NetworkError } from '../../core/errors.js';
import type { NetworkDeps } from '../network.js';
import { againOf } from './errors.js';
import { loadLibrary } from './load-library.js';
import { refreshTokens } from './token.js';
import { clientSettings } from './transport.js';

/** Renew this long before the token ends, so that it does not end on its way. */
const MARGIN = MINUTE;

/** A client that signs, and the access token it signs with. */
export interface Signed {
  client: TwitterApi;
  accessToken: string;
}

/** The credentials of one account at work. */
export interface Session {
  /** A client with credentials that are good as far as is known; renews OAuth 2 tokens about to end. */
  signed(signal: AbortSignal): Promise<Signed>;
  /**
   * Replaces an access token that X has just refused.
   *
   * @returns false when there is nothing to replace it with: a person must act
   */
  renew(refused: string, signal: AbortSignal): Promise<boolean>;
}

/** @throws NetworkError `auth` (from its methods) when a credential is missing */
export function openSession(deps: NetworkDeps): Session {
  return deps.account.auth === 'oauth2' ? oauth2Session(deps) : oauth1Session(deps);
}

function oauth1Session(deps: NetworkDeps): Session {
  let signed: Signed | null = null;
  const open = async (): Promise<Signed> => {
    const accessToken = required(deps, 'accessToken');
    const keys = {
      appKey: required(deps, 'apiKey'),
      appSecret: required(deps, 'apiSecret'),
      accessToken,
      accessSecret: required(deps, 'accessTokenSecret'),
    };
    const settings = await clientSettings(deps.account.baseUrl);
    const { TwitterApi } = await loadLibrary();
    return { client: new TwitterApi(keys, settings), accessToken };
  };
  return {
    signed: async () => {
      signed ??= await open();
      return signed;
    },
    renew: async () => false,
  };
}

function oauth2Session(deps: NetworkDeps): Session {
  let signed: Signed | null = null;
  let expiresAt = 0;

  const use = async (accessToken: string, expiry: string | undefined): Promise<void> => {
    const settings = await clientSettings(deps.account.baseUrl);
    const { TwitterApi } = await loadLibrary();
    signed = { client: new TwitterApi(accessToken, settings), accessToken };
    expiresAt = expiry === undefined ? Number.POSITIVE_INFINITY : Number(expiry);
  };

  /** Under the lock: another process may have renewed the token meanwhile, and X takes each refresh token once. */
  const renew = async (refused: string, signal: AbortSignal): Promise<boolean> => {
    if (deps.secrets.get('refreshToken') === undefined) return false;
    await deps.secrets.update(async (current) => {
      if (current.accessToken !== undefined && current.accessToken !== refused) {
        await use(current.accessToken, current.expiresAt);
        return null;
      }
      const fresh = await refreshTokens(deps, current, signal);
      await use(fresh.accessToken, fresh.expiresAt);
      return { ...current, ...fresh };
    });
    return true;
  };

  return {
    signed: async (signal) => {
      if (signed === null) await use(required(deps, 'accessToken'), deps.secrets.get('expiresAt'));
      const current = signed ?? missing(deps, 'accessToken');
      if (deps.clock() < expiresAt - MARGIN) return current;
      const renewed = await renew(current.accessToken, signal);
      return renewed ? (signed ?? current) : current;
    },
    renew,
  };
}

function required(deps: NetworkDeps, name: string): string {
  return deps.secrets.get(name) ?? missing(deps, name);
}

function missing(deps: NetworkDeps, name: string): never {
  throw new NetworkError(`The account '${deps.account.id}' has no ${name}.`, {
    network: 'x',
    kind: 'auth',
    hint: `Enter its credentials with: ${againOf(deps.account)}`,
  });
}
