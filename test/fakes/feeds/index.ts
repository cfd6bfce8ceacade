import { createHash } from 'node:crypto';
import { SECOND } from '../../../src/core/clock.js';
import type { NetworkFake } from '../fake.js';
import { Faults } from '../faults.js';
import { endpoint, type FakeRequest, Refusal, type RefusalCause, startServer } from '../server.js';
import { type FeedItem, rssOf } from './rss.js';

export interface FeedsFake extends NetworkFake {
  /** Where the feed is. */
  url: string;
}

/** A publisher's server with one feed, RSS 2.0: it tells what readers may ask for again when nothing changed. */
export async function startFeedsFake({ port = 0 }: { port?: number } = {}): Promise<FeedsFake> {
  const items: FeedItem[] = [];
  const faults = new Faults();
  const feedId = (origin: string) => {
    const { host } = new URL(origin);
    return createHash('sha256').update(`${host}/feed.xml`).digest('hex').slice(0, 12);
  };

  const server = await startServer({
    faults,
    port,
    refuse,
    endpoints: [
      endpoint({
        method: 'GET',
        path: '/feed.xml',
        name: 'feed',
        fault: 'read',
        handle: (request) => serve(request, rssOf(items)),
      }),
    ],
  });
  const id = feedId(server.url);
  const find = (nativeId: string): FeedItem => {
    const item = items.find(({ guid }) => `${id}#${guid}` === nativeId);
    if (!item) throw new Error(`there is no entry ${nativeId}`);
    return item;
  };

  return {
    url: `${server.url}/feed.xml`,
    account: { url: `${server.url}/feed.xml` },
    secrets: {},
    arrive({ by, text, createdAt = Date.now() }) {
      const guid = `tag:news.example,2026:${items.length + 1}`;
      items.push({ guid, by, text, at: createdAt });
      return `${id}#${guid}`;
    },
    edit(nativeId, text) {
      find(nativeId).text = text;
    },
    remove(nativeId) {
      items.splice(items.indexOf(find(nativeId)), 1);
    },
    written: () => [],
    fail: (fault) => faults.add(fault),
    requests: server.requests,
    stop: server.stop,
  };
}

/** RFC 9110: the strong comparison of validators, If-None-Match before If-Modified-Since. */
function serve({ headers }: FakeRequest, document: string) {
  if (!/\b(?:rss|atom)\+xml/.test(headers.accept ?? ''))
    throw new Refusal({ status: 406, text: 'Not acceptable' });
  const etag = `"${createHash('sha256').update(document).digest('hex').slice(0, 16)}"`;
  const known = headers['if-none-match'];
  if (known !== undefined && !/^(?:W\/)?"[^"]*"$/.test(known))
    throw new Refusal({ status: 400, text: 'Bad ETag' });
  const validators = { etag, 'cache-control': 'no-cache' };
  if (known === etag) return { status: 304, headers: validators };
  return { headers: { ...validators, 'content-type': 'application/rss+xml; charset=utf-8' }, text: document };
}

function refuse({ status, retryAt, detail }: RefusalCause) {
  const wait = retryAt === undefined ? 0 : Math.max(0, Math.ceil((retryAt - Date.now()) / SECOND));
  return {
    status,
    text: `<!doctype html><title>${status}</title><p>${detail ?? 'Refused.'}`,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      ...(retryAt === undefined ? {} : { 'retry-after': String(wait) }),
    },
  };
}
