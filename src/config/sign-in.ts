import type { AUTH_METHODS, NETWORK_IDS } from './names.js';

/** One secret a person is asked for. */
export interface SecretField {
  /** As the secret store names it. */
  name: string;
  /** As the network's own pages name it. */
  label: string;
  optional?: boolean;
}

/** One way to sign in to a network. */
export interface SignIn {
  /** For choosing among several. */
  title: string;
  /** Where to find what is asked for. */
  guide: string;
  fields: readonly SecretField[];
  /** Whether the rest is agreed to in a browser, and a client id is needed for it. */
  browser: boolean;
}

/** What each network asks for, in the order it is asked. */
export const SIGN_INS: Readonly<
  Record<(typeof NETWORK_IDS)[number], Readonly<Record<(typeof AUTH_METHODS)[number], SignIn>>>
> = {
  x: {
    oauth1: {
      title: 'Paste four keys (simplest; they do not expire)',
      guide:
        'In X\'s developer console, open your app, "Keys and tokens". Set the app\'s permissions to read, write and direct messages before you generate the access token.',
      fields: [
        { name: 'apiKey', label: 'API key (consumer key)' },
        { name: 'apiSecret', label: 'API key secret' },
        { name: 'accessToken', label: 'Access token' },
        { name: 'accessTokenSecret', label: 'Access token secret' },
      ],
      browser: false,
    },
    oauth2: {
      title: 'Agree in the browser (OAuth 2)',
      guide:
        'In X\'s developer console, open your app, "User authentication settings". Choose "Native App", and enter the callback address shown below exactly.',
      fields: [
        { name: 'clientSecret', label: 'Client secret (only for a confidential app)', optional: true },
      ],
      browser: true,
    },
  },
};
