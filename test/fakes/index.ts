import { startBlueskyFake } from './bluesky/index.js';
import type { NetworkFake } from './fake.js';
import { startFeedsFake } from './feeds/index.js';
import { startHackerNewsFake } from './hackernews/index.js';
import { startMastodonFake } from './mastodon/index.js';
import { startTelegramFake } from './telegram/index.js';
import { startXFake } from './x/index.js';

/** Starts the fake of a network. @param options.port 0, the default, takes a free one */
export type StartFake = (options: { port?: number }) => Promise<NetworkFake>;

/** The fake of every network, by its id. */
export const FAKES: Readonly<Record<string, StartFake>> = {
  x: startXFake,
  bluesky: startBlueskyFake,
  mastodon: startMastodonFake,
  telegram: startTelegramFake,
  hackernews: startHackerNewsFake,
  feeds: startFeedsFake,
};
