import { type Clock, SECOND } from '../../core/clock.js';
import { NetworkError } from '../../core/errors.js';
import { parseBaseUrl } from '../../http/base-url.js';
import { newProof } from '../../http/sign-in-proof.js';
import type { Authorisation, NetworkDeps } from '../network.js';
import { againOf } from './errors.js';
import { SCOPES } from './scopes.js';
import { requestTokens } from './token.js';

/** Longest silence from the token endpoint, ms: the code it is asked with lives 30 seconds. */
const TIMEOUT = 20 * SECOND;

interface Request {
  clientId: string;
  /** Exactly as entered in the X developer console; `http://127.0.0.1:PORT/...` for this machine. */
  redirectUri: string;
  /** Another server than X's, or null. */
  baseUrl: string | null;
}

/**
 * Begins OAuth 2.0 with PKCE (RFC 7636, S256).
 *
 * @throws EarshotError `config` for a base URL that would expose the credentials
 */
function begin({ clientId, redirectUri, baseUrl }: Request): {
  url: string;
  state: string;
  verifier: string;
} {
  const { state, verifier, challenge } = newProof();
  const url = new URL('/i/oauth2/authorize', baseUrl === null ? 'https://x.com' : parseBaseUrl(baseUrl));
  url.search = new URLSearchParams({
    response_type: 'code',
    client_id: clientId,
    redirect_uri: redirectUri,
    scope: SCOPES.map(({ scope }) => scope).join(' '),
    state,
    code_challenge: challenge,
    code_challenge_method: 'S256',
  }).toString();
  return { url: url.href, state, verifier };
}

interface Grant extends Request {
  clientSecret: string | undefined;
  code: string;
  verifier: string;
  /** The command that connects the account again. */
  again: string;
  clock: Clock;
  signal: AbortSignal;
}

/**
 * Exchanges the code X redirected back with.
 *
 * @returns the account's secrets: accessToken, expiresAt (ms UTC, as text), refreshToken, scope and, where one was
 *   given, clientSecret
 * @throws NetworkError `auth` for a code X does not take (any more)
 */
async function finish(grant: Grant): Promise<Record<string, string>> {
  const { code, verifier, redirectUri, ...request } = grant;
  const tokens = await requestTokens({
    ...request,
    timeoutMs: TIMEOUT,
    purpose: 'authorise earshot',
    grant: { grant_type: 'authorization_code', code, redirect_uri: redirectUri, code_verifier: verifier },
  });
  const { clientSecret } = request;
  return { ...tokens, ...(clientSecret === undefined ? {} : { clientSecret }) };
}

/**
 * Both halves for one account. The secret of a confidential client is read when the code is exchanged.
 *
 * @throws NetworkError `auth` for an account without a clientId
 */
export function authorisation({ account, secrets, clock }: NetworkDeps): Authorisation {
  const { id, clientId, baseUrl } = account;
  if (clientId === null) {
    throw new NetworkError(`The account '${id}' has no clientId, which OAuth 2 needs.`, {
      network: 'x',
      kind: 'auth',
      hint: 'Copy the OAuth 2.0 client ID of your app from the X developer console.',
    });
  }
  return {
    codeShownAt: null,
    begin: async (redirectUri) => begin({ clientId, redirectUri, baseUrl }),
    finish: (answer) =>
      finish({
        ...answer,
        clientId,
        clientSecret: secrets.get('clientSecret'),
        baseUrl,
        again: againOf(account),
        clock,
      }),
  };
}
