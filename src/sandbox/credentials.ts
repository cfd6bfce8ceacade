import { createHash } from 'node:crypto';
import { userIdOf } from './snowflake.js';

/** The four keys of an OAuth 1.0a app and user. */
export interface OAuth1Credentials {
  apiKey: string;
  apiSecret: string;
  accessToken: string;
  accessTokenSecret: string;
}

/** Everything that opens the sandbox for its one account. */
export interface SandboxCredentials {
  oauth1: OAuth1Credentials;
  oauth2: { clientId: string; clientSecret: string };
  /** An app-only bearer token: it belongs to the app and to no user. */
  appToken: string;
}

/**
 * The credentials of a handle. They are derived from it, so that a sandbox started again accepts what was
 * configured before; they open nothing but a sandbox on this machine.
 */
export function credentialsOf(handle: string): SandboxCredentials {
  const key = (name: string, length: number) =>
    createHash('sha512')
      .update(`sandbox:${name}:${handle.toLowerCase()}`)
      .digest('base64')
      .replace(/[^A-Za-z0-9]/g, '')
      .slice(0, length);
  return {
    oauth1: {
      apiKey: key('api-key', 25),
      apiSecret: key('api-secret', 50),
      accessToken: `${userIdOf(handle)}-${key('access-token', 40)}`,
      accessTokenSecret: key('access-token-secret', 45),
    },
    oauth2: { clientId: key('client-id', 34), clientSecret: key('client-secret', 50) },
    appToken: `AAAAAAAAAAAAAAAAAAAAA${key('app-token', 60)}`,
  };
}
