import { MINUTE } from '../../core/clock.js';
import { createHttpClient, type HttpAnswer, type HttpCall, type HttpDialect } from '../../http/client.js';
import { nonsense } from '../../http/failures.js';
import { retryAfter } from '../../http/retry-after.js';
import type { NetworkDeps } from '../network.js';
import { type FeedAddress, feedAddress } from './address.js';
import { decodeDocument } from './encoding.js';
import type { Feed } from './entry.js';
import { parseFeed } from './parse.js';
import { followingRedirects, type Trail } from './redirects.js';
import { meaningOf } from './refusals.js';
import { Unreadable } from './unreadable.js';

const CHECK_ADDRESS =
  "Open the address in a browser: if it is not the feed you meant, give the account the feed's own as its url.";

/** Longer documents are not read: feeds are far shorter. */
const MAX_BYTES = 5 * 1024 * 1024;

/** What a server gave to recognise a document by: sent along, it lets it answer that nothing changed. */
export interface Validators {
  etag?: string | undefined;
  lastModified?: string | undefined;
}

/** A document as it was read. */
export interface Reading {
  address: FeedAddress;
  headers: Headers;
  /** Null where the server says that nothing changed. */
  feed: Feed | null;
  /** Where the feed has moved for good, or null. */
  movedTo: URL | null;
}

/** Reads the feed of one account. */
export interface Reader {
  /** @throws NetworkError */
  read(validators: Validators, signal: AbortSignal): Promise<Reading>;
  /**
   * The same, but for streams that read it one after another: what one has just read serves the others too.
   *
   * @throws NetworkError
   */
  readFor(stream: string, validators: Validators, signal: AbortSignal): Promise<Reading>;
}

/** Makes the reader of one account's feed. */
export function createReader(deps: NetworkDeps): Reader {
  let last: { reading: Reading; at: number; readBy: Set<string> } | null = null;

  const read: Reader['read'] = async ({ etag, lastModified }, signal) => {
    const address = feedAddress(deps.account.url);
    const trail: Trail = { url: address.url, movedTo: null, refusal: null };
    const dialect = dialectOf(address, trail, deps);
    const http = createHttpClient({
      ...deps,
      dialect,
      base: null,
      fetch: followingRedirects(deps.fetch, trail),
      maxBytes: MAX_BYTES,
      decode: (body, headers) => decodeDocument(body, headers.get('content-type')),
    });
    const call: HttpCall = {
      method: 'GET',
      path: address.url.href,
      headers: {
        accept:
          'application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=0.9, */*;q=0.5',
        'user-agent': 'earshot (feed reader)',
        ...(etag === undefined ? {} : { 'if-none-match': etag }),
        ...(lastModified === undefined ? {} : { 'if-modified-since': lastModified }),
      },
      purpose: 'give its entries',
    };
    const answer = await http.send(call, signal);
    const feed = answer.status === 304 ? null : parsed(answer, trail, dialect, call);
    for (const oddity of feed?.oddities ?? []) deps.debug(`feeds: ${address.label} ${oddity}`);
    return { address, headers: answer.headers, feed, movedTo: trail.movedTo };
  };

  return {
    read,
    async readFor(stream, validators, signal) {
      if (last !== null && deps.clock() - last.at < MINUTE && !last.readBy.has(stream)) {
        last.readBy.add(stream);
        return last.reading;
      }
      const reading = await read(validators, signal);
      last = reading.feed === null ? null : { reading, at: deps.clock(), readBy: new Set([stream]) };
      return reading;
    },
  };
}

function parsed(answer: HttpAnswer, trail: Trail, dialect: HttpDialect, call: HttpCall): Feed {
  try {
    return parseFeed(answer.text, trail.url.href);
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    throw nonsense(dialect, call, error.message, error.hint ?? CHECK_ADDRESS);
  }
}

function dialectOf({ label }: FeedAddress, trail: Trail, { clock }: Pick<NetworkDeps, 'clock'>): HttpDialect {
  const name = `Feed ${label}`;
  return {
    network: 'feeds',
    name,
    freeAt: (answer, now) => (answer.status === 429 ? retryAfter(answer.headers, now) : null),
    interpret: (answer) => meaningOf(answer, name, trail, clock()),
  };
}
