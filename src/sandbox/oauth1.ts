import { createHmac, timingSafeEqual } from 'node:crypto';
import { type Clock, MINUTE, SECOND } from '../core/clock.js';
import type { OAuth1Credentials } from './credentials.js';
import { unauthorized } from './problems.js';

const TOLERANCE = 5 * MINUTE;

/** What of a request its OAuth 1.0a signature covers. */
export interface SignedRequest {
  method: string;
  /** Path without the query. */
  path: string;
  query: URLSearchParams;
  /** Body parameters where the body is a form; a JSON body is not signed. */
  form: URLSearchParams | null;
  /** The Authorization header. */
  authorization: string;
}

/**
 * Verifies OAuth 1.0a signatures, HMAC-SHA1 as RFC 5849 section 3.4 has it.
 *
 * @param origins the origins a client may have signed for: X's own, and the sandbox's
 */
export class OAuth1Verifier {
  readonly #credentials: OAuth1Credentials;
  readonly #origins: readonly string[];
  readonly #clock: Clock;
  readonly #seen = new Map<string, number>();

  constructor(credentials: OAuth1Credentials, origins: readonly string[], clock: Clock) {
    this.#credentials = credentials;
    this.#origins = origins;
    this.#clock = clock;
  }

  /** @throws Refusal (401) on a wrong key or signature, a clock more than five minutes off, or a used nonce */
  verify(request: SignedRequest): void {
    const given = parseHeader(request.authorization);
    const timestamp = Number(given.get('oauth_timestamp')) * SECOND;
    const nonce = given.get('oauth_nonce') ?? '';
    if (
      given.get('oauth_consumer_key') !== this.#credentials.apiKey ||
      given.get('oauth_token') !== this.#credentials.accessToken ||
      given.get('oauth_signature_method') !== 'HMAC-SHA1' ||
      nonce === ''
    ) {
      throw unauthorized();
    }
    const now = this.#clock();
    if (!(Math.abs(timestamp - now) <= TOLERANCE)) {
      throw unauthorized({ errors: [{ code: 135, message: 'Timestamp out of bounds.' }] });
    }
    const signature = given.get('oauth_signature') ?? '';
    if (!this.#origins.some((origin) => equal(signature, this.#sign(origin, request, given)))) {
      throw unauthorized();
    }
    for (const [old, at] of this.#seen) {
      if (now - at <= 2 * TOLERANCE) break;
      this.#seen.delete(old);
    }
    if (this.#seen.has(nonce)) throw unauthorized();
    this.#seen.set(nonce, now);
  }

  #sign(origin: string, request: SignedRequest, given: ReadonlyMap<string, string>): string {
    const parameters = [...request.query, ...(request.form ?? []), ...given]
      .filter(([name]) => name !== 'oauth_signature' && name !== 'realm')
      .map(([name, value]) => [percentEncode(name), percentEncode(value)] as const)
      .sort(([a, x], [b, y]) => compare(a, b) || compare(x, y))
      .map(([name, value]) => `${name}=${value}`)
      .join('&');
    const base = [request.method, origin + request.path, parameters].map(percentEncode).join('&');
    const key = [this.#credentials.apiSecret, this.#credentials.accessTokenSecret]
      .map(percentEncode)
      .join('&');
    return createHmac('sha1', key).update(base).digest('base64');
  }
}

function parseHeader(header: string): Map<string, string> {
  const pairs = header.replace(/^OAuth\s+/i, '').matchAll(/([a-z_]+)="([^"]*)"/g);
  return new Map([...pairs].map((pair) => [pair[1] ?? '', decode(pair[2] ?? '')]));
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw unauthorized();
  }
}

/** RFC 3986: encodeURIComponent leaves five characters that OAuth wants encoded. */
function percentEncode(text: string): string {
  return encodeURIComponent(text).replace(
    /[!*'()]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function equal(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}
