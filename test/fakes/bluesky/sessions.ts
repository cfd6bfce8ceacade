import * as z from 'zod';
import { type Endpoint, endpoint, type FakeRequest, Refusal } from '../server.js';
import { jwt } from './ids.js';
import { refusal, tooMany } from './refusals.js';

/** An app password may make this many sessions in five minutes. */
const SESSIONS = { most: 30, windowMs: 5 * 60_000 };

interface Held {
  kind: 'access' | 'refresh';
  state: 'good' | 'expired';
}

/** Who is signed in: app passwords, access and refresh tokens. */
export class Sessions {
  readonly #tokens = new Map<string, Held>();
  readonly #made: number[] = [];
  readonly #account: { did: string; handle: string };
  readonly #scope: string;
  readonly password: string;
  #revoked = false;
  /** Where our data lives, as the DID document says. */
  origin = '';

  constructor(account: { did: string; handle: string }, password: string, chat: boolean) {
    this.#account = account;
    this.password = password;
    this.#scope = chat ? 'com.atproto.appPassPrivileged' : 'com.atproto.appPass';
  }

  get mayChat(): boolean {
    return this.#scope === 'com.atproto.appPassPrivileged';
  }

  expire(): void {
    for (const held of this.#tokens.values()) if (held.kind === 'access') held.state = 'expired';
  }

  revoke(): void {
    this.#revoked = true;
    for (const held of this.#tokens.values()) held.state = 'expired';
  }

  /** Looks at the credentials of a request to any other method. */
  readonly authorise = (request: FakeRequest): void => {
    this.#require(request, 'access');
  };

  #require({ headers }: FakeRequest, kind: Held['kind']): void {
    const [scheme, token = ''] = (headers.authorization ?? '').split(' ');
    if (scheme !== 'Bearer') throw refusal(401, 'AuthMissing', 'Authentication Required');
    const held = this.#tokens.get(token);
    if (held === undefined) throw refusal(400, 'InvalidToken', 'Token could not be verified');
    if (held.state === 'expired') throw refusal(400, 'ExpiredToken', 'Token has expired');
    if (held.kind !== kind)
      throw refusal(400, 'InvalidToken', kind === 'refresh' ? 'Invalid token type' : 'Bad token scope');
  }

  #issue() {
    const now = Math.floor(Date.now() / 1_000);
    const claims = { sub: this.#account.did, iat: now };
    const accessJwt = jwt({ ...claims, scope: this.#scope, exp: now + 7_200 });
    const refreshJwt = jwt({ ...claims, scope: 'com.atproto.refresh', exp: now + 90 * 86_400 });
    this.#tokens.set(accessJwt, { kind: 'access', state: 'good' });
    this.#tokens.set(refreshJwt, { kind: 'refresh', state: 'good' });
    return { accessJwt, refreshJwt, ...this.#describe() };
  }

  #describe() {
    const service = { id: '#atproto_pds', type: 'AtprotoPersonalDataServer', serviceEndpoint: this.origin };
    const didDoc = {
      id: this.#account.did,
      alsoKnownAs: [`at://${this.#account.handle}`],
      service: [service],
    };
    return { ...this.#account, didDoc, active: true };
  }

  #signIn({ identifier, password }: { identifier: string; password: string }) {
    const now = Date.now();
    const lately = this.#made.filter((at) => at > now - SESSIONS.windowMs);
    if (lately.length >= SESSIONS.most) throw new Refusal(tooMany((lately[0] ?? now) + SESSIONS.windowMs));
    this.#made.push(now);
    const known = [this.#account.did, this.#account.handle].includes(identifier);
    if (!known || password !== this.password || this.#revoked) {
      throw refusal(401, 'AuthenticationRequired', 'Invalid identifier or password');
    }
    return { json: this.#issue() };
  }

  endpoints(): Endpoint[] {
    return [
      endpoint({
        method: 'POST',
        path: '/xrpc/com.atproto.server.createSession',
        name: 'createSession',
        open: true,
        body: z.strictObject({ identifier: z.string(), password: z.string() }),
        handle: ({ body }) => this.#signIn(body),
      }),
      endpoint({
        method: 'POST',
        path: '/xrpc/com.atproto.server.refreshSession',
        name: 'refreshSession',
        open: true,
        handle: (request) => {
          this.#require(request, 'refresh');
          return { json: this.#issue() };
        },
      }),
      endpoint({
        method: 'GET',
        path: '/xrpc/com.atproto.server.getSession',
        name: 'getSession',
        fault: 'read',
        handle: () => ({ json: this.#describe() }),
      }),
    ];
  }
}
