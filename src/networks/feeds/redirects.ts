import type { Fetch } from '../../core/fetch.js';
import { isPrivate } from './address.js';

/** What became of a request on its way. */
export interface Trail {
  /** Where the answer came from. */
  url: URL;
  /** Where the feed has moved for good, if nothing on the way was only for now. */
  movedTo: URL | null;
  /** Why a redirect was not followed: what it does. */
  refusal: string | null;
}

const FOLLOWED = new Set([301, 302, 303, 307, 308]);
const PERMANENT = new Set([301, 308]);
const MOST_HOPS = 5;

/**
 * A fetch that follows redirects as a careful reader may: five at most, to web addresses, never from https to http,
 * never from the public internet into this machine or its network. One it does not follow is the answer.
 *
 * @param trail written anew by every request
 */
export function followingRedirects(fetch: Fetch, trail: Trail): Fetch {
  return async (input, init) => {
    const start = new URL(input);
    Object.assign(trail, { url: start, movedTo: null, refusal: null });
    let forGood = true;
    for (let hops = 0; ; hops += 1) {
      const response = await fetch(trail.url, init);
      if (!FOLLOWED.has(response.status)) return response;
      const location = response.headers.get('location') ?? '';
      const next = URL.canParse(location, trail.url.href) ? new URL(location, trail.url) : null;
      trail.refusal = hops === MOST_HOPS ? 'redirects too often' : refusalOf(start, trail.url, next);
      if (trail.refusal !== null || next === null) return response;
      await response.body?.cancel();
      forGood &&= PERMANENT.has(response.status);
      trail.url = next;
      if (forGood) trail.movedTo = next;
    }
  };
}

function refusalOf(start: URL, from: URL, to: URL | null): string | null {
  if (to === null) return 'redirects to nowhere';
  if (to.protocol !== 'https:' && to.protocol !== 'http:') return 'redirects to what is no web address';
  if (to.username !== '' || to.password !== '')
    return 'redirects to an address with a name and a password in it';
  if (from.protocol === 'https:' && to.protocol === 'http:') return 'redirects from https to http';
  if (isPrivate(to) && !isPrivate(start)) return 'redirects into the network of this machine';
  return null;
}
