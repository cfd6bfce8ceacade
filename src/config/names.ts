// Apart from the schema, so that the command tree can offer them without loading it.

/** The networks a configuration may name; a test compares it with the adapters there are. */
export const NETWORK_IDS = ['x', 'bluesky', 'mastodon', 'telegram', 'hackernews', 'feeds'] as const;
export type NetworkId = (typeof NETWORK_IDS)[number];

/** Every way to sign in that some network has; which network has which is in sign-in.ts. */
export const AUTH_METHODS = ['oauth1', 'oauth2', 'app-password', 'token', 'none'] as const;
export type AuthMethod = (typeof AUTH_METHODS)[number];
