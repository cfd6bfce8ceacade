import { createHash, randomBytes } from 'node:crypto';
import https from 'node:https';
import net from 'node:net';
import { TwitterApi } from 'twitter-api-v2';
import { onTestFinished } from 'vitest';
import {
  type Sandbox,
  type SandboxOptions,
  type ScenePost,
  startSandbox,
} from '../../../src/sandbox/index.js';

const SCOPES =
  'tweet.read tweet.write tweet.moderate.write users.read dm.read dm.write offline.access like.write';

/** A clock that runs with the real one, and can be pushed forward. */
export function pushableClock(): (() => number) & { push(ms: number): void } {
  let offset = 0;
  return Object.assign(() => Date.now() + offset, {
    push: (ms: number) => {
      offset += ms;
    },
  });
}

/** A sandbox that stops when the test is over. */
export async function openSandbox(options: Partial<SandboxOptions> = {}): Promise<Sandbox> {
  const sandbox = await startSandbox({ clock: Date.now, handle: 'cafenar', limits: true, ...options });
  onTestFinished(() => sandbox.stop());
  return sandbox;
}

/** Sends what twitter-api-v2 means for api.x.com to the sandbox instead, without TLS. */
export class SandboxAgent extends https.Agent {
  readonly #port: number;

  constructor(sandbox: Sandbox) {
    super();
    this.#port = sandbox.port;
  }

  override createConnection(): net.Socket {
    return net.connect(this.#port, '127.0.0.1');
  }
}

/** The real client, signing with OAuth 1.0a. */
export function oauth1Client(
  sandbox: Sandbox,
  wrong: Partial<Sandbox['credentials']['oauth1']> = {},
): TwitterApi {
  const keys = { ...sandbox.credentials.oauth1, ...wrong };
  return new TwitterApi(
    {
      appKey: keys.apiKey,
      appSecret: keys.apiSecret,
      accessToken: keys.accessToken,
      accessSecret: keys.accessTokenSecret,
    },
    { httpAgent: new SandboxAgent(sandbox) },
  );
}

export interface Tokens {
  access_token: string;
  refresh_token: string;
  expires_in: number;
  scope: string;
}

/** Goes through the consent page as a browser would. @returns the code and what exchanging it needs */
export async function consent(sandbox: Sandbox, overrides: Record<string, string> = {}) {
  const verifier = randomBytes(32).toString('base64url');
  const query = new URLSearchParams({
    response_type: 'code',
    client_id: sandbox.credentials.oauth2.clientId,
    redirect_uri: 'http://127.0.0.1:7777/callback',
    scope: SCOPES,
    state: 'st4te',
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
    ...overrides,
  });
  const answer = await fetch(`${sandbox.url}/i/oauth2/authorize?${query}`, { redirect: 'manual' });
  const location = answer.headers.get('location');
  const back = location === null ? null : new URL(location);
  return { answer, back, code: back?.searchParams.get('code') ?? '', verifier };
}

/** POST /2/oauth2/token with a form. */
export function postToken(sandbox: Sandbox, form: Record<string, string>): Promise<Response> {
  return fetch(`${sandbox.url}/2/oauth2/token`, {
    method: 'POST',
    body: new URLSearchParams({ client_id: sandbox.credentials.oauth2.clientId, ...form }),
  });
}

/** Tokens of a user who consented to the scopes. */
export async function signIn(sandbox: Sandbox, scope = SCOPES): Promise<Tokens> {
  const { code, verifier } = await consent(sandbox, { scope });
  const answer = await postToken(sandbox, {
    grant_type: 'authorization_code',
    code,
    code_verifier: verifier,
    redirect_uri: 'http://127.0.0.1:7777/callback',
  });
  return (await answer.json()) as Tokens;
}

// biome-ignore lint/suspicious/noExplicitAny: tests look into bodies freely.
export type Body = any;

/** Calls the sandbox with a bearer token. */
export async function call(
  sandbox: Sandbox,
  token: string,
  method: string,
  path: string,
  body?: unknown,
): Promise<{ status: number; headers: Headers; body: Body }> {
  const answer = await fetch(sandbox.url + path, {
    method,
    headers: {
      authorization: `Bearer ${token}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  return { status: answer.status, headers: answer.headers, body: text === '' ? undefined : JSON.parse(text) };
}

/** Posts that mention us, one a minute, the last one a minute ago. */
export function mentions(count: number, now = Date.now()): ScenePost[] {
  return Array.from({ length: count }, (_, index) => ({
    by: `guest${index % 7}`,
    text: `@cafenar hello number ${index}`,
    createdAt: now - (count - index) * 60_000,
  }));
}
