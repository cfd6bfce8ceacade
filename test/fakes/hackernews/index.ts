import { DAY, SECOND } from '../../../src/core/clock.js';
import type { NetworkFake } from '../fake.js';
import { Faults } from '../faults.js';
import { endpoint, type RefusalCause, startServer } from '../server.js';
import { Items, toHtml } from './items.js';
import { search, searchQuery } from './search.js';

export interface HackerNewsFake extends NetworkFake {
  url: string;
  items: Items;
}

/** Our name there. */
const US = 'cafenar';

/** Algolia's search and the official item API, one server for both. */
export async function startHackerNewsFake({
  pageSize = 1_000,
  port = 0,
}: {
  pageSize?: number;
  port?: number;
} = {}): Promise<HackerNewsFake> {
  const items = new Items();
  const faults = new Faults();
  const begun = Math.floor(Date.now() / SECOND) - (3 * DAY) / SECOND;
  const ours = items.story(US, begun, 'Show HN: a till for small shops', { url: 'https://till.example/' });
  const theirs = items.story('pg', begun, 'Ask HN: Where do you drink coffee?', { html: 'I wonder.' });

  const server = await startServer({
    faults,
    port,
    refuse,
    endpoints: [
      endpoint({
        method: 'GET',
        path: '/api/v1/search_by_date',
        name: 'search',
        fault: 'read',
        query: searchQuery,
        handle: ({ query }) => search(items, query, pageSize),
      }),
      endpoint({
        method: 'GET',
        path: '/v0/item/:id.json',
        name: 'item',
        fault: 'read',
        handle: ({ params }) => ({ json: itemOf(items, params.id ?? '') }),
      }),
      endpoint({
        method: 'GET',
        path: '/v0/user/:name.json',
        name: 'user',
        fault: 'read',
        handle: ({ params: { name = '' } }) => ({
          json: items.people.has(name) ? { id: name, created: 1_500_000_000, karma: 7 } : null,
        }),
      }),
    ],
  });

  return {
    url: server.url,
    items,
    account: { baseUrl: server.url, handle: US },
    secrets: {},
    arrive({ by, text, kind, createdAt = Date.now(), replyTo }) {
      const parent = replyTo === undefined ? (kind === 'post' ? theirs : ours) : items.get(replyTo);
      return String(items.comment(by, Math.floor(createdAt / SECOND), toHtml(text), parent).id);
    },
    writeInApp(text, { replyTo }) {
      const now = Math.floor(Date.now() / SECOND);
      if (replyTo === null) return String(items.story(US, now, text).id);
      return String(items.comment(US, now, toHtml(text), items.get(replyTo)).id);
    },
    edit(nativeId, text) {
      items.get(nativeId).html = toHtml(text);
    },
    remove(nativeId) {
      items.get(nativeId).deleted = true;
    },
    written: () => [],
    fail: (fault) => faults.add(fault),
    requests: server.requests,
    stop: server.stop,
  };
}

/** An item of the official API: null for one that never was, and little of one that is deleted. */
function itemOf(items: Items, id: string): unknown {
  const item = items.byId.get(Number(id));
  if (!item) return null;
  const common = { id: item.id, type: item.type, time: item.time };
  if (item.deleted) return { ...common, deleted: true };
  return {
    ...common,
    by: item.by,
    text: item.html,
    ...(item.parent === null ? {} : { parent: item.parent }),
  };
}

function refuse({ status, retryAt, detail }: RefusalCause) {
  const wait = retryAt === undefined ? 0 : Math.max(0, Math.ceil((retryAt - Date.now()) / SECOND));
  return {
    status,
    json: { message: detail ?? 'refused', status },
    ...(retryAt === undefined ? {} : { headers: { 'retry-after': String(wait) } }),
  };
}
