import type { AuthMethod, NetworkId } from './names.js';

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
  auth: AuthMethod;
  /** For choosing among several. */
  title: string;
  /** Where to find what is asked for, or what else to know beforehand. */
  guide: string;
  fields: readonly SecretField[];
  /** Whether a person agrees in a browser; what that brings is saved among the secrets. */
  browser: boolean;
  /** Whether the client id of an app that the owner made is needed. */
  clientId: boolean;
}

/** What connecting an account of a network takes, in the order it is asked. */
export interface NetworkSignIn {
  /**
   * Where the account's handle comes from: `asked` of the person, `told` by the network once signed in,
   * `optional` where it is worth giving, `none` where there is no such thing.
   */
  handle: 'asked' | 'told' | 'optional' | 'none';
  /** The question for the handle, where it is asked. */
  handleLabel: string;
  /** The server the account is on, where the network has many; `label` is the question. */
  server?: { required: boolean; label: string; example: string };
  /** The document to read, for what is read by its address. */
  url?: { label: string; example: string };
  /** The first is the default. */
  ways: readonly [SignIn, ...SignIn[]];
}

/** How each network is signed in to. */
export const SIGN_INS: Readonly<Record<NetworkId, NetworkSignIn>> = {
  x: {
    handle: 'asked',
    handleLabel: 'Handle of the account',
    ways: [
      {
        auth: 'oauth1',
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
        clientId: false,
      },
      {
        auth: 'oauth2',
        title: 'Agree in the browser (OAuth 2)',
        guide:
          'In X\'s developer console, open your app, "User authentication settings". Choose "Native App", and enter the callback address shown below exactly.',
        fields: [
          { name: 'clientSecret', label: 'Client secret (only for a confidential app)', optional: true },
        ],
        browser: true,
        clientId: true,
      },
    ],
  },
  bluesky: {
    handle: 'asked',
    handleLabel: 'Handle of the account, in full (cafenar.bsky.social)',
    server: { required: false, label: 'Server of the account', example: 'https://bsky.social' },
    ways: [
      {
        auth: 'app-password',
        title: 'An app password',
        guide:
          'On bsky.app, open Settings, "Privacy and security", "App passwords", and add one. Tick "Allow access to your direct messages" to read and answer those too.',
        fields: [{ name: 'appPassword', label: 'App password' }],
        browser: false,
        clientId: false,
      },
    ],
  },
  mastodon: {
    handle: 'told',
    handleLabel: 'Handle of the account',
    server: { required: true, label: 'Server of the account', example: 'https://mastodon.social' },
    ways: [
      {
        auth: 'oauth2',
        title: 'Agree in the browser',
        guide:
          'earshot registers itself with the server of the account, which then asks you whether it may read your mentions and answer them. Any server that speaks the Mastodon API will do: GoToSocial, Pleroma, Akkoma, Hollo.',
        fields: [],
        browser: true,
        clientId: false,
      },
      {
        auth: 'token',
        title: 'Paste an access token',
        guide:
          'On the server, open Preferences, "Development", and add an application with the scopes read:accounts read:notifications read:statuses read:search write:statuses write:favourites. Copy "Your access token" from its page.',
        fields: [{ name: 'accessToken', label: 'Access token' }],
        browser: false,
        clientId: false,
      },
    ],
  },
  telegram: {
    handle: 'told',
    handleLabel: 'Username of the bot',
    ways: [
      {
        auth: 'token',
        title: 'A bot and its token',
        guide:
          'In Telegram, write /newbot to @BotFather and copy the token it gives you. So that the bot hears what customers say in your group, add it there as an administrator. Nothing else may fetch the messages of this bot.',
        fields: [{ name: 'token', label: 'Bot token' }],
        browser: false,
        clientId: false,
      },
    ],
  },
  hackernews: {
    handle: 'optional',
    handleLabel: 'Your name on Hacker News, for answers to what you write there',
    ways: [
      {
        auth: 'none',
        title: 'Nothing to sign in to',
        guide: 'Hacker News is read without an account. It is searched for your watches: earshot watch add',
        fields: [],
        browser: false,
        clientId: false,
      },
    ],
  },
  feeds: {
    handle: 'none',
    handleLabel: '',
    url: { label: 'Address of the feed', example: 'https://www.google.com/alerts/feeds/123/456' },
    ways: [
      {
        auth: 'none',
        title: 'Nothing to sign in to',
        guide:
          'RSS, Atom or JSON Feed. For a Google Alert: on google.com/alerts, "Show options", "Deliver to: RSS feed", and copy the address of the feed it makes.',
        fields: [],
        browser: false,
        clientId: false,
      },
    ],
  },
};

/** A network's way to sign in: the one named, or its first where none is; undefined where it has no such way. */
export function signInBy(network: NetworkId, auth: AuthMethod | undefined): SignIn | undefined {
  const { ways } = SIGN_INS[network];
  return auth === undefined ? ways[0] : ways.find((way) => way.auth === auth);
}
