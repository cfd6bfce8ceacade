// Apart from the schema, so that the command tree can offer them without loading it.

/** The networks a configuration may name; a test compares it with the adapters there are. */
export const NETWORK_IDS = ['x'] as const;
export const AUTH_METHODS = ['oauth1', 'oauth2'] as const;
