import { NetworkError } from '../../core/errors.js';
import { newProof } from '../../http/sign-in-proof.js';
import type { Authorisation, NetworkDeps } from '../network.js';
import { type Client, createClient } from './client.js';
import { metadataSchema, registeredSchema, tokenSchema } from './schema.js';
import { SCOPES } from './scopes.js';

/** The redirect address that makes a server show the code instead. */
const CODE_SHOWN = 'urn:ietf:wg:oauth:2.0:oob';
const SCOPE = SCOPES.map(({ scope }) => scope).join(' ');

/**
 * Signs in to one server: registers earshot there as an application, for the redirect address at hand, and asks the
 * owner to agree. With PKCE where the server says that it takes it (Mastodon 4.3 and later).
 *
 * @throws EarshotError `config` for an account without a server
 */
export function authorisation(deps: NetworkDeps): Authorisation {
  const client = createClient(deps, false);
  let app: { client_id: string; client_secret: string } | null = null;
  return {
    codeShownAt: CODE_SHOWN,
    async begin(redirectUri, signal) {
      app = await register(client, redirectUri, signal);
      const { state, verifier, challenge } = newProof();
      const isProven = await takesChallenges(client, signal);
      const url = new URL('/oauth/authorize', client.origin);
      url.search = new URLSearchParams({
        response_type: 'code',
        client_id: app.client_id,
        redirect_uri: redirectUri,
        scope: SCOPE,
        state,
        ...(isProven ? { code_challenge: challenge, code_challenge_method: 'S256' } : {}),
      }).toString();
      return { url: url.href, state, verifier: isProven ? verifier : '', secrets: [app.client_secret] };
    },
    async finish({ code, verifier, redirectUri, signal }) {
      if (app === null) throw new TypeError('an authorisation is finished that was never begun');
      const token = await exchange(client, { ...app, code, verifier, redirectUri }, signal);
      return {
        accessToken: token.access_token,
        scope: token.scope ?? SCOPE,
        clientId: app.client_id,
        clientSecret: app.client_secret,
      };
    },
  };
}

async function register(client: Client, redirectUri: string, signal: AbortSignal) {
  const call = {
    method: 'POST' as const,
    path: '/api/v1/apps',
    json: { client_name: 'earshot', redirect_uris: redirectUri, scopes: SCOPE },
    purpose: 'register earshot as an application',
    // A registration that nobody signs in with does nothing.
    safe: true,
  };
  return (await client.json(call, registeredSchema, signal)).data;
}

async function takesChallenges(client: Client, signal: AbortSignal): Promise<boolean> {
  const call = {
    method: 'GET' as const,
    path: '/.well-known/oauth-authorization-server',
    purpose: 'tell how to sign in',
  };
  try {
    const { data } = await client.json(call, metadataSchema, signal);
    return data.code_challenge_methods_supported?.includes('S256') ?? false;
  } catch (error) {
    // Older servers have no such document, or answer with a page.
    if (error instanceof NetworkError && error.networkKind !== 'unreachable') return false;
    throw error;
  }
}

interface Grant {
  client_id: string;
  client_secret: string;
  code: string;
  verifier: string;
  redirectUri: string;
}

async function exchange(client: Client, grant: Grant, signal: AbortSignal) {
  const { client_id, client_secret, code, verifier, redirectUri } = grant;
  const call = {
    method: 'POST' as const,
    path: '/oauth/token',
    form: {
      grant_type: 'authorization_code',
      code: code.trim(),
      client_id,
      client_secret,
      redirect_uri: redirectUri,
      scope: SCOPE,
      ...(verifier === '' ? {} : { code_verifier: verifier }),
    },
    purpose: 'authorise earshot',
  };
  try {
    return (await client.json(call, tokenSchema, signal)).data;
  } catch (error) {
    if (!(error instanceof NetworkError) || (error.status !== 400 && error.status !== 401)) throw error;
    throw new NetworkError(
      `Mastodon (${client.host}) refused to authorise earshot: the code was mistyped, used before or too old.`,
      {
        network: 'mastodon',
        kind: 'auth',
        status: error.status,
        hint: `Sign in again with: ${client.again}`,
      },
    );
  }
}
