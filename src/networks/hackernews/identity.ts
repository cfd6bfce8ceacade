import { SECOND } from '../../core/clock.js';
import { NetworkError } from '../../core/errors.js';
import type { Identity, NetworkDeps } from '../network.js';
import type { Client } from './client.js';

/** The site itself, for an account that only searches. */
const SITE = 'news.ycombinator.com';

/** A name as Hacker News gives them; anything else, such as the site's own, says that there is none. */
const NAME = /^[A-Za-z0-9_-]{1,15}$/;

/** Our name on Hacker News, or null for an account that only searches. */
export function nameOf({ handle }: Pick<NetworkDeps['account'], 'handle'>): string | null {
  const bare = handle.replace(/^@/, '');
  return NAME.test(bare) ? bare : null;
}

/** Makes sure that Hacker News answers, and knows our name where we have one. @throws NetworkError */
export async function askIdentity(client: Client, deps: NetworkDeps, signal: AbortSignal): Promise<Identity> {
  const handle = nameOf(deps.account);
  if (handle === null) {
    const from = Math.floor(deps.clock() / SECOND);
    await client.search(
      { text: '', tags: 'story', from, to: null, page: 0, purpose: 'answer at all' },
      signal,
    );
    return { nativeId: SITE, handle: SITE, name: null };
  }
  if (!(await client.hasUser(handle, signal))) {
    throw new NetworkError(`Hacker News knows nobody called ${handle}.`, {
      network: 'hackernews',
      kind: 'not-found',
      hint: 'Write the name as its page shows it, capitals included; or leave it out to search only.',
    });
  }
  return { nativeId: handle, handle, name: null };
}
