import type { HttpAnswer, Meaning } from '../../http/client.js';
import { retryAfter } from '../../http/retry-after.js';
import type { Trail } from './redirects.js';

const BLOCKED = 'It may be blocking programs, or this address. Open it in a browser to see what it says.';
const LOOK = 'Look for its new address on its page, and give that to the account as its url.';

/** What a server's refusal to give a feed means. @param now ms UTC */
export function meaningOf({ status, headers }: HttpAnswer, name: string, trail: Trail, now: number): Meaning {
  const refused = `${name} was refused (HTTP ${status})`;
  const retryAt = retryAfter(headers, now);
  if (status === 429 || (status === 503 && retryAt !== null)) {
    return {
      kind: 'rate-limit',
      message: `${name} asks to be left alone for a while (HTTP ${status}).`,
      hint: 'earshot asks again when it may: nothing is lost as long as the feed still lists it.',
      ...(retryAt === null ? {} : { retryAt }),
    };
  }
  if (status >= 500) {
    const hint = 'Try again in a few minutes: the next poll reads what is there then.';
    return { kind: 'server', message: `${name} failed (HTTP ${status}).`, hint };
  }
  switch (status) {
    case 401:
      return {
        kind: 'auth',
        message: `${refused}: it asks for a name and a password, which earshot does not send to feeds.`,
        hint: 'Use an address with a key in it, if the service offers one.',
      };
    case 403:
      return { kind: 'forbidden', message: `${refused}.`, hint: BLOCKED };
    case 404:
      return { kind: 'not-found', message: `${name} is not there (any more) (HTTP 404).`, hint: LOOK };
    case 410:
      return { kind: 'not-found', message: `${name} is gone for good (HTTP 410).`, hint: LOOK };
  }
  if (status < 400) {
    const why = trail.refusal ?? 'redirects to nowhere';
    return {
      kind: 'rejected',
      message: `${name} was not read: it ${why} (HTTP ${status}).`,
      hint: 'Open it in a browser; if it ends at a feed you trust, give that address to the account as its url.',
    };
  }
  return { kind: 'rejected', message: `${refused}.`, hint: BLOCKED };
}
