import type { NetworkModule } from './network.js';

/** One network, before it is loaded. */
export interface NetworkEntry {
  id: string;
  /** How it is written for people. */
  name: string;
  /** Loads the adapter and its libraries; nothing is loaded before. */
  load(): Promise<NetworkModule>;
}

/** Every network earshot speaks, by id. A test compares it with the folders beside this file. */
export const NETWORKS: ReadonlyMap<string, NetworkEntry> = new Map<string, NetworkEntry>(
  [
    { id: 'x', name: 'X', load: () => import('./x/index.js') },
    { id: 'bluesky', name: 'Bluesky', load: () => import('./bluesky/index.js') },
    { id: 'mastodon', name: 'Mastodon', load: () => import('./mastodon/index.js') },
    { id: 'telegram', name: 'Telegram', load: () => import('./telegram/index.js') },
    { id: 'hackernews', name: 'Hacker News', load: () => import('./hackernews/index.js') },
    { id: 'feeds', name: 'Feed', load: () => import('./feeds/index.js') },
  ].map((entry) => [entry.id, entry]),
);
