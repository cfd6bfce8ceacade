import { createHash, randomBytes } from 'node:crypto';
import * as z from 'zod';
import { type Clock, HOUR, SECOND } from '../core/clock.js';
import type { SandboxCredentials } from './credentials.js';
import { type Answer, type Json, Refusal } from './problems.js';

const CODE_LIFE = 30 * SECOND;
const TOKEN_LIFE = 2 * HOUR;

/** Scopes X knows that the sandbox has a use for. */
const SCOPES = `tweet.read tweet.write tweet.moderate.write users.read dm.read dm.write like.read like.write
  follows.read follows.write offline.access media.write bookmark.read bookmark.write list.read list.write
  mute.read mute.write block.read space.read`.split(/\s+/);

/** Tokens that are good now; kept with the state. */
export const grantsSchema = z.strictObject({
  access: z.record(z.string(), z.strictObject({ scopes: z.array(z.string()), expiresAt: z.number() })),
  refresh: z.record(z.string(), z.strictObject({ scopes: z.array(z.string()) })),
});

export type GrantState = z.infer<typeof grantsSchema>;

interface Code {
  challenge: string;
  redirectUri: string;
  scopes: string[];
  expiresAt: number;
}

/** OAuth 2.0 authorization code with PKCE (RFC 6749, RFC 7636), for the sandbox's one user. */
export class Grants {
  readonly state: GrantState;
  readonly #client: SandboxCredentials['oauth2'];
  readonly #clock: Clock;
  readonly #save: () => void;
  readonly #codes = new Map<string, Code>();

  constructor(client: SandboxCredentials['oauth2'], clock: Clock, state: GrantState, save: () => void) {
    this.#client = client;
    this.#clock = clock;
    this.state = state;
    this.#save = save;
  }

  /** The scopes of a good access token, or null. */
  scopesOf(token: string): string[] | null {
    const grant = this.state.access[token];
    return grant && grant.expiresAt > this.#clock() ? grant.scopes : null;
  }

  /** The consent page: it consents by itself, and sends the browser back with a code. */
  authorize(query: URLSearchParams): Answer {
    const redirect = query.get('redirect_uri') ?? '';
    const scopes = (query.get('scope') ?? '').split(' ').filter(Boolean);
    const problem =
      (query.get('response_type') !== 'code' && 'response_type must be "code"') ||
      (query.get('client_id') !== this.#client.clientId && 'client_id is not this app') ||
      (!/^http:\/\/127\.0\.0\.1(:\d+)?(\/|$)/.test(redirect) &&
        'redirect_uri must start with http://127.0.0.1') ||
      (!query.get('state') && 'state is missing') ||
      (!query.get('code_challenge') && 'code_challenge is missing') ||
      (query.get('code_challenge_method')?.toUpperCase() !== 'S256' &&
        'code_challenge_method must be S256') ||
      (scopes.length === 0 && 'scope is missing') ||
      (scopes.some((scope) => !SCOPES.includes(scope)) && 'scope has a value X does not know');
    if (problem) return oauthError(400, 'invalid_request', problem);
    const code = token();
    this.#codes.set(code, {
      challenge: query.get('code_challenge') ?? '',
      redirectUri: redirect,
      scopes,
      expiresAt: this.#clock() + CODE_LIFE,
    });
    const location = new URL(redirect);
    location.searchParams.set('state', query.get('state') ?? '');
    location.searchParams.set('code', code);
    return { status: 302, headers: { location: location.href } };
  }

  /** POST /2/oauth2/token. @throws Refusal with an OAuth error body */
  token(form: URLSearchParams, authorization: string | undefined): Answer {
    this.#checkClient(form, authorization);
    if (form.get('grant_type') === 'authorization_code') return this.#exchange(form);
    if (form.get('grant_type') === 'refresh_token') return this.#refresh(form);
    throw new Refusal(oauthError(400, 'unsupported_grant_type', 'The grant type is not supported.'));
  }

  /** POST /2/oauth2/revoke. */
  revoke(form: URLSearchParams, authorization: string | undefined): Answer {
    this.#checkClient(form, authorization);
    const revoked = form.get('token') ?? '';
    delete this.state.access[revoked];
    delete this.state.refresh[revoked];
    this.#save();
    return { status: 200, body: { revoked: true } };
  }

  /** Ends every access token, as time would; refresh tokens stay good. */
  expire(): void {
    this.state.access = {};
    this.#save();
  }

  /** Withdraws everything, as the user can in the settings of the account. */
  revokeAll(): void {
    this.state.refresh = {};
    this.expire();
  }

  #exchange(form: URLSearchParams): Answer {
    const code = this.#codes.get(form.get('code') ?? '');
    this.#codes.delete(form.get('code') ?? '');
    const verifier = form.get('code_verifier') ?? '';
    const challenge = createHash('sha256').update(verifier).digest('base64url');
    if (!code || code.expiresAt <= this.#clock()) {
      throw new Refusal(
        oauthError(400, 'invalid_request', 'Value passed for the authorization code was invalid.'),
      );
    }
    if (code.redirectUri !== form.get('redirect_uri')) {
      throw new Refusal(
        oauthError(
          400,
          'invalid_request',
          'Value passed for the redirect uri did not match the uri of the authorization code.',
        ),
      );
    }
    if (code.challenge !== challenge) {
      throw new Refusal(
        oauthError(
          400,
          'invalid_request',
          'Value passed for the code verifier did not match the code challenge.',
        ),
      );
    }
    return this.#issue(code.scopes);
  }

  /** A refresh token works once: the answer brings its successor. */
  #refresh(form: URLSearchParams): Answer {
    const used = form.get('refresh_token') ?? '';
    const grant = this.state.refresh[used];
    if (!grant) {
      throw new Refusal(oauthError(400, 'invalid_request', 'Value passed for the token was invalid.'));
    }
    delete this.state.refresh[used];
    return this.#issue(grant.scopes);
  }

  #issue(scopes: string[]): Answer {
    const now = this.#clock();
    for (const [old, grant] of Object.entries(this.state.access)) {
      if (grant.expiresAt <= now) delete this.state.access[old];
    }
    const body: { [key: string]: Json } = {
      token_type: 'bearer',
      expires_in: TOKEN_LIFE / SECOND,
      access_token: token(),
      scope: scopes.join(' '),
    };
    this.state.access[String(body.access_token)] = { scopes, expiresAt: now + TOKEN_LIFE };
    if (scopes.includes('offline.access')) {
      body.refresh_token = token();
      this.state.refresh[String(body.refresh_token)] = { scopes };
    }
    this.#save();
    return { status: 200, body };
  }

  /** A public client names itself; one with a secret proves itself with HTTP Basic or in the form. */
  #checkClient(form: URLSearchParams, authorization: string | undefined): void {
    const basic = /^Basic (.+)$/i.exec(authorization ?? '')?.[1];
    const [id, secret] = basic
      ? Buffer.from(basic, 'base64').toString().split(':').map(decodeURIComponent)
      : [form.get('client_id'), form.get('client_secret')];
    const secretIsWrong = secret !== null && secret !== undefined && secret !== this.#client.clientSecret;
    if (id !== this.#client.clientId || secretIsWrong) {
      throw new Refusal(oauthError(401, 'unauthorized_client', 'Missing valid authorization header'));
    }
  }
}

function oauthError(status: number, error: string, description: string): Answer {
  return { status, body: { error, error_description: description } };
}

function token(): string {
  return randomBytes(48).toString('base64url');
}
