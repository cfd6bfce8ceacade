import type { Client } from './client.js';
import {
  type PostView,
  postsSchema,
  postViewSchema,
  profileSchema,
  profilesSchema,
  type WireProfile,
} from './schema.js';

/** The most posts or people one lookup takes. */
const BATCH = 25;

/** Who people are, asked once in a poll: what Bluesky says of an author beside a post leaves out the followers. */
export class Profiles {
  readonly #client: Client;
  readonly #known = new Map<string, WireProfile | null>();

  constructor(client: Client) {
    this.#client = client;
  }

  /** @returns the profiles that can be seen, by did. @throws NetworkError */
  async of(dids: Iterable<string>, signal: AbortSignal): Promise<ReadonlyMap<string, WireProfile>> {
    const wanted = [...new Set(dids)];
    const unknown = wanted.filter((did) => !this.#known.has(did));
    for (const actors of batches(unknown)) {
      const call = { nsid: 'app.bsky.actor.getProfiles', params: { actors }, purpose: 'look up who wrote' };
      const { data } = await this.#client.call(call, profilesSchema, signal);
      for (const did of actors) this.#known.set(did, null);
      for (const profile of this.#client.readItems(data.profiles, profileSchema, 'a profile')) {
        this.#known.set(profile.did, profile);
      }
    }
    return new Map(
      wanted.flatMap((did) => {
        const profile = this.#known.get(did);
        return profile ? [[did, profile] as const] : [];
      }),
    );
  }
}

/**
 * Posts as they are now.
 *
 * @returns those that are there and that we may see, by uri
 * @throws NetworkError
 */
export async function lookUpPosts(
  client: Client,
  uris: readonly string[],
  signal: AbortSignal,
): Promise<ReadonlyMap<string, PostView>> {
  const found = new Map<string, PostView>();
  for (const some of batches([...new Set(uris)])) {
    const call = { nsid: 'app.bsky.feed.getPosts', params: { uris: some }, purpose: 'look up posts' };
    const { data } = await client.call(call, postsSchema, signal);
    for (const view of client.readItems(data.posts, postViewSchema, 'a post')) found.set(view.uri, view);
  }
  return found;
}

function batches<T>(items: readonly T[]): T[][] {
  const count = Math.ceil(items.length / BATCH);
  return Array.from({ length: count }, (_, index) => items.slice(index * BATCH, (index + 1) * BATCH));
}
