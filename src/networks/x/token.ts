import { type Clock, SECOND } from '../../core/clock.js';
import { NetworkError } from '../../core/errors.js';
import { nonsense, silence } from '../../http/failures.js';
import { NoAnswer } from '../../http/no-answer.js';
import type { NetworkDeps } from '../network.js';
import { againOf, refusal, X } from './errors.js';
import { loadLibrary } from './load-library.js';
import { tokenSchema } from './schema.js';
import { type Answer, answerOf, clientSettings } from './transport.js';

/** X's own token endpoint; baseUrl redirects it like everything else. */
const TOKEN_URL = 'https://api.x.com/2/oauth2/token';

/** OAuth 2 secrets under the names the secret store keeps them; expiresAt is ms UTC, as text. */
export interface Tokens extends Record<string, string> {
  accessToken: string;
  expiresAt: string;
}

/** What the token endpoint is asked by and for. */
export interface TokenRequest {
  clientId: string;
  clientSecret?: string | undefined;
  baseUrl: string | null;
  /** The command that connects the account again. */
  again: string;
  clock: Clock;
  timeoutMs: number;
  signal: AbortSignal;
  purpose: string;
  /** grant_type and what belongs to it. */
  grant: Record<string, string>;
}

/**
 * Exchanges a refresh token for new tokens. X gives a new refresh token each time and takes the old one no more.
 *
 * @param current the secrets as they are under the lock
 * @throws NetworkError `auth` when X takes the refresh token no more
 */
export function refreshTokens(
  deps: NetworkDeps,
  current: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<Tokens> {
  const { clientId, baseUrl } = deps.account;
  const refreshToken = current.refreshToken;
  if (clientId === null || refreshToken === undefined) {
    const what = clientId === null ? 'no clientId in the configuration' : 'no refresh token';
    throw new NetworkError(`The account '${deps.account.id}' cannot renew its authorisation: ${what}.`, {
      network: 'x',
      kind: 'auth',
      hint: `Authorise earshot again with: ${againOf(deps.account)}`,
    });
  }
  return requestTokens({
    clientId,
    clientSecret: current.clientSecret,
    baseUrl,
    again: againOf(deps.account),
    clock: deps.clock,
    timeoutMs: deps.timeoutMs,
    signal,
    purpose: 'renew the authorisation',
    grant: { grant_type: 'refresh_token', refresh_token: refreshToken },
  });
}

/**
 * Asks X's token endpoint (OAuth 2.0, RFC 6749 sections 4.1.3 and 6). A client without a secret is public and
 * names itself in the body; one with a secret uses HTTP Basic.
 *
 * @throws NetworkError
 */
export async function requestTokens(request: TokenRequest): Promise<Tokens> {
  // What was to be done with the tokens has not begun, whatever became of them.
  const call = { method: 'POST' as const, safe: true, purpose: request.purpose };
  const answer = await ask(request).catch((error: unknown) => {
    throw error instanceof NoAnswer ? silence(X, call, error, request.timeoutMs) : error;
  });
  if (answer.status === 400) throw withdrawn(request);
  // Not quoted: it may repeat the token it was sent.
  if (answer.status >= 300) {
    throw refusal(
      { ...answer, text: '' },
      { call, auth: 'oauth2', again: request.again, now: request.clock() },
    );
  }
  const parsed = tokenSchema.safeParse(parseJson(answer.text));
  if (!parsed.success) throw nonsense(X, call, 'it is not a token answer');
  const { access_token, refresh_token, expires_in, scope } = parsed.data;
  return {
    accessToken: access_token,
    expiresAt: String(request.clock() + expires_in * SECOND),
    ...(refresh_token === undefined ? {} : { refreshToken: refresh_token }),
    ...(scope === undefined ? {} : { scope }),
  };
}

async function ask(request: TokenRequest): Promise<Answer> {
  const { clientId, clientSecret, grant } = request;
  const credentials = clientSecret === undefined ? { clientId } : { clientId, clientSecret };
  const settings = await clientSettings(request.baseUrl);
  const { TwitterApi } = await loadLibrary();
  const client = new TwitterApi(credentials, settings);
  const body = clientSecret === undefined ? { ...grant, client_id: clientId } : grant;
  return answerOf(request.timeoutMs, request.signal, (signal) => {
    const args = {
      fullResponse: true as const,
      forceBodyMode: 'url' as const,
      forceParseMode: 'text' as const,
      timeout: request.timeoutMs,
      signal,
    };
    return client.post<string>(TOKEN_URL, body, args);
  });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function withdrawn(request: TokenRequest): NetworkError {
  const renewal = request.grant.grant_type === 'refresh_token';
  const why = renewal
    ? 'it was withdrawn, or another program has used its refresh token'
    : 'the code was used, mistyped or older than 30 seconds';
  return new NetworkError(`X refused to ${request.purpose}: ${why}.`, {
    network: 'x',
    kind: 'auth',
    status: 400,
    hint: `Authorise earshot again with: ${request.again}`,
  });
}
