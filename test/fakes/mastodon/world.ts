import type { Clock } from '../../../src/core/clock.js';

/** What kind of server it is. */
export interface Kind {
  /** As `/api/v2/instance` tells it. */
  version: string;
  sourceUrl: string;
  /** Mastodon's API version; null where the server tells none. */
  apiVersion: number | null;
  /** Whether `/api/v2/instance` is there; else only v1, and no lookup of several statuses. */
  instanceV2: boolean;
  /** Whether a repeated Idempotency-Key brings back the status it made first. */
  keepsKeys: boolean;
  /** Whether search finds words in posts. */
  fullText: boolean;
  /** Whether it takes PKCE and says so. */
  challenges: boolean;
  maxCharacters: number;
}

export const MASTODON: Kind = {
  version: '4.5.2',
  sourceUrl: 'https://github.com/mastodon/mastodon',
  apiVersion: 7,
  instanceV2: true,
  keepsKeys: true,
  fullText: true,
  challenges: true,
  maxCharacters: 500,
};

export interface Account {
  id: string;
  username: string;
  /** Null for accounts of this server. */
  host: string | null;
  name: string;
}

export type Visibility = 'public' | 'unlisted' | 'private' | 'direct';

export interface Status {
  id: string;
  account: Account;
  /** As it was typed. */
  text: string;
  spoiler: string;
  visibility: Visibility;
  language: string | null;
  createdAt: number;
  editedAt: number | null;
  inReplyTo: string | null;
  mentions: Account[];
  /** The application it was sent with; null for the server's own pages. */
  app: string | null;
  /** What else a status has, put into its JSON as it is. */
  extras: Record<string, unknown>;
}

export interface Notification {
  id: string;
  type: 'mention' | 'favourite' | 'quote';
  createdAt: number;
  account: Account;
  status: Status | null;
}

export const DOMAIN = 'mastodon.example';
/** How long a key is kept. */
const KEY_KEPT = 3_600_000;

/** One server with our account on it, and what it has heard of others. */
export class World {
  readonly kind: Kind;
  readonly clock: Clock;
  readonly us: Account = { id: '109', username: 'cafenar', host: null, name: 'Café Nar' };
  readonly statuses = new Map<string, Status>();
  notifications: Notification[] = [];
  readonly favourites = new Set<string>();
  readonly keys = new Map<string, { id: string; at: number }>();
  revoked = false;
  scopes: string[] = [
    'read:accounts',
    'read:notifications',
    'read:statuses',
    'read:search',
    'write:statuses',
    'write:favourites',
  ];
  policy: Record<string, string> = {};
  readonly #accounts = new Map<string, Account>([['cafenar', this.us]]);
  #made = 0n;

  constructor(kind: Kind, clock: Clock) {
    this.kind = kind;
    this.clock = clock;
  }

  /** Somebody by name: `ben` is on another server, `mia@` on ours. */
  person(by: string): Account {
    const local = by.endsWith('@');
    const username = by.replace(/@.*$/, '');
    const host = local ? null : (by.split('@')[1] ?? 'far.example');
    const key = host === null ? username : `${username}@${host}`;
    const known = this.#accounts.get(key.toLowerCase());
    if (known) return known;
    const account = { id: this.serial(), username, host, name: username };
    this.#accounts.set(key.toLowerCase(), account);
    return account;
  }

  /** The account a text names, if the server knows it. */
  named(username: string, host: string | undefined): Account | undefined {
    const elsewhere = host !== undefined && host.toLowerCase() !== DOMAIN;
    return this.#accounts.get((elsewhere ? `${username}@${host}` : username).toLowerCase());
  }

  /** As Mastodon makes the ids of statuses: out of the time they were written. */
  snowflake(writtenAt: number): string {
    this.#made += 1n;
    return String((BigInt(writtenAt) << 16n) + (this.#made % 65_536n));
  }

  /** Ids of everything else count up. */
  serial(): string {
    this.#made += 1n;
    return String(34_975_000n + this.#made);
  }

  /** Puts a status up, and tells those of our server whom it names. */
  post(
    account: Account,
    text: string,
    more: Partial<Omit<Status, 'id' | 'account' | 'text' | 'mentions'>> = {},
  ): Status {
    const status: Status = {
      id: this.snowflake(more.createdAt ?? this.clock()),
      account,
      text,
      spoiler: '',
      visibility: 'public',
      language: 'en',
      createdAt: this.clock(),
      editedAt: null,
      inReplyTo: null,
      app: null,
      extras: {},
      ...more,
      mentions: this.mentionsIn(text),
    };
    this.statuses.set(status.id, status);
    if (account !== this.us && status.mentions.includes(this.us)) this.notify('mention', status);
    return status;
  }

  notify(type: Notification['type'], status: Status): void {
    const { account, createdAt } = status;
    this.notifications.push({ id: this.serial(), type, createdAt, account, status });
  }

  remove(id: string): void {
    this.statuses.delete(id);
    this.notifications = this.notifications.filter(({ status }) => status?.id !== id);
  }

  mentionsIn(text: string): Account[] {
    const found = [...text.matchAll(/(?<![=/\w])@(\w+(?:[.-]+\w+)*)(?:@(\w+(?:[.-]+\w+)*))?/g)].flatMap(
      ([, username = '', host]) => this.named(username, host) ?? [],
    );
    return [...new Set(found)];
  }

  /** The status a key has made, while the server remembers. */
  madeBy(key: string | undefined): Status | undefined {
    const made = key === undefined || !this.kind.keepsKeys ? undefined : this.keys.get(key);
    if (!made || this.clock() - made.at > KEY_KEPT) return undefined;
    return this.statuses.get(made.id);
  }
}
