import { createHash, randomBytes } from 'node:crypto';
import * as z from 'zod';
import { type Endpoint, endpoint, type FakeAnswer, Refusal } from '../server.js';
import type { World } from './world.js';

interface App {
  secret: string;
  redirectUri: string;
  scopes: string;
}

/** The redirect address of applications that have the code shown instead. */
const CODE_SHOWN = 'urn:ietf:wg:oauth:2.0:oob';

interface Pending {
  client: string;
  redirectUri: string;
  challenge: string | null;
}

/** Registering an application and signing in with it. */
export class Gate {
  readonly apps = new Map<string, App>();
  readonly #codes = new Map<string, Pending>();
  readonly #world: World;
  token = randomBytes(24).toString('base64url');

  constructor(world: World) {
    this.#world = world;
  }

  /** The owner opens the page earshot shows, and agrees. @returns the code */
  agree(address: string): string {
    const asked = new URL(address).searchParams;
    const app = this.apps.get(asked.get('client_id') ?? '');
    if (asked.get('response_type') !== 'code' || !app) throw new Error('not a page to agree on');
    if (asked.get('redirect_uri') !== app.redirectUri)
      throw new Error('another redirect address than registered');
    if (asked.get('scope') !== app.scopes) throw new Error('other scopes than registered');
    const challenge = asked.get('code_challenge');
    if (challenge !== null && asked.get('code_challenge_method') !== 'S256') throw new Error('not S256');
    const code = randomBytes(24).toString('base64url');
    this.#codes.set(code, { client: asked.get('client_id') ?? '', redirectUri: app.redirectUri, challenge });
    return code;
  }

  /** The page in a browser whose owner agrees at once: sends it back with the code, or shows the code. */
  #agreeing(search: URLSearchParams): FakeAnswer {
    const code = this.agree(`http://fake/?${search}`);
    const redirectUri = search.get('redirect_uri') ?? '';
    if (redirectUri === CODE_SHOWN) {
      const headers = { 'content-type': 'text/html; charset=utf-8' };
      return { headers, text: `<!doctype html><title>Agreed</title><input readonly value="${code}">` };
    }
    const back = new URL(redirectUri);
    back.searchParams.set('code', code);
    back.searchParams.set('state', search.get('state') ?? '');
    return { status: 302, headers: { location: back.href } };
  }

  endpoints(): Endpoint[] {
    return [
      endpoint({
        method: 'GET',
        path: '/oauth/authorize',
        name: 'authorize',
        open: true,
        query: z.strictObject({
          response_type: z.literal('code'),
          client_id: z.string(),
          redirect_uri: z.string(),
          scope: z.string(),
          state: z.string(),
          code_challenge: z.string().optional(),
          code_challenge_method: z.literal('S256').optional(),
        }),
        handle: ({ search }) => this.#agreeing(search),
      }),
      endpoint({
        method: 'POST',
        path: '/api/v1/apps',
        name: 'apps',
        open: true,
        accepts: ['json', 'form'],
        body: z.strictObject({
          client_name: z.string().min(1).max(60),
          redirect_uris: z.string().min(1),
          scopes: z.string().min(1),
          website: z.url().optional(),
        }),
        handle: ({ body }) => {
          const id = randomBytes(12).toString('hex');
          const secret = randomBytes(24).toString('base64url');
          this.apps.set(id, { secret, redirectUri: body.redirect_uris, scopes: body.scopes });
          return { json: { id: '1', name: body.client_name, client_id: id, client_secret: secret } };
        },
      }),
      endpoint({
        method: 'GET',
        path: '/.well-known/oauth-authorization-server',
        name: 'metadata',
        open: true,
        handle: () => {
          if (!this.#world.kind.challenges) throw new Refusal({ status: 404, text: '<h1>Not found</h1>' });
          return {
            json: { issuer: 'https://mastodon.example/', code_challenge_methods_supported: ['S256'] },
          };
        },
      }),
      endpoint({
        method: 'POST',
        path: '/oauth/token',
        name: 'token',
        open: true,
        accepts: ['form'],
        body: z.strictObject({
          grant_type: z.literal('authorization_code'),
          code: z.string(),
          client_id: z.string(),
          client_secret: z.string(),
          redirect_uri: z.string(),
          scope: z.string(),
          code_verifier: z.string().optional(),
        }),
        handle: ({ body }) => {
          const app = this.apps.get(body.client_id);
          if (!app || app.secret !== body.client_secret) throw oauthError(401, 'invalid_client');
          const pending = this.#codes.get(body.code);
          const proven =
            !pending?.challenge ||
            createHash('sha256')
              .update(body.code_verifier ?? '')
              .digest('base64url') === pending.challenge;
          const same = pending?.client === body.client_id && pending.redirectUri === body.redirect_uri;
          if (!same || !proven) throw oauthError(400, 'invalid_grant');
          this.#codes.delete(body.code);
          return {
            json: {
              access_token: this.token,
              token_type: 'Bearer',
              scope: app.scopes,
              created_at: 1_700_000_000,
            },
          };
        },
      }),
    ];
  }
}

function oauthError(status: number, error: string): Refusal {
  return new Refusal({ status, json: { error, error_description: `${error}: the grant is invalid.` } });
}
