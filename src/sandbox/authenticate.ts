import type { SandboxCredentials } from './credentials.js';
import type { Grants } from './grants.js';
import type { OAuth1Verifier, SignedRequest } from './oauth1.js';
import { appPermissionMissing, forbidden, unauthorized, unsupportedAuthentication } from './problems.js';
import type { Endpoint } from './stage.js';

/** What the owner of an OAuth 1.0a app may let it do; X sends it back as `x-access-level`. */
export type AccessLevel = 'read' | 'read-write' | 'read-write-directmessages';

const LEVELS: Record<AccessLevel, readonly Endpoint['access'][]> = {
  read: ['read'],
  'read-write': ['read', 'write'],
  'read-write-directmessages': ['read', 'write', 'messages'],
};

/** Who asks: the account's user, or the app alone; and the headers to answer with. */
export interface Caller {
  who: 'user' | 'app';
  headers: Record<string, string>;
  /** @throws Refusal (403) where the credentials are good but not for this endpoint */
  mayUse(endpoint: Endpoint): void;
}

/** Finds out who asks. Wrong or missing credentials are a Refusal (401). */
export function createAuthenticator(
  credentials: SandboxCredentials,
  oauth1: OAuth1Verifier,
  grants: Grants,
  accessLevel: AccessLevel,
): (request: SignedRequest) => Caller {
  return (request): Caller => {
    if (/^OAuth\s/i.test(request.authorization)) {
      oauth1.verify(request);
      return {
        who: 'user',
        headers: { 'x-access-level': accessLevel },
        mayUse: (endpoint) => {
          if (!LEVELS[accessLevel].includes(endpoint.access)) throw appPermissionMissing();
        },
      };
    }
    const token = /^Bearer\s+(\S+)$/i.exec(request.authorization)?.[1];
    if (token === undefined) throw unauthorized();
    if (token === credentials.appToken) {
      return {
        who: 'app',
        headers: {},
        mayUse: (endpoint) => {
          if (!endpoint.appOnly) throw unsupportedAuthentication();
        },
      };
    }
    const scopes = grants.scopesOf(token);
    if (!scopes) throw unauthorized();
    return {
      who: 'user',
      headers: {},
      mayUse: (endpoint) => {
        if (!endpoint.scopes.every((scope) => scopes.includes(scope))) {
          throw forbidden('You are not permitted to perform this action.');
        }
      },
    };
  };
}
