import { onTestFinished } from 'vitest';
import { create } from '../../../src/networks/feeds/index.js';
import { Faults } from '../../fakes/faults.js';
import { endpoint, type FakeAnswer, type FakeRequest, startServer } from '../../fakes/server.js';
import { type DepsOverrides, depsFor } from '../x/support.js';

/** A publisher's server that answers `/feed` as a test says, and the adapter on it. */
export async function onPublisher(
  serve: (request: FakeRequest) => FakeAnswer,
  overrides: DepsOverrides = {},
) {
  const server = await startServer({
    faults: new Faults(),
    refuse: ({ status }) => ({ status }),
    endpoints: [endpoint({ method: 'GET', path: '/feed', name: 'feed', handle: serve })],
  });
  onTestFinished(() => server.stop());
  const { account, ...rest } = overrides;
  const deps = depsFor(server.url, {}, { ...rest, account: { url: `${server.url}/feed`, ...account } });
  return { server, network: create(deps) };
}

/** An entry as a test thinks of it. */
export interface Item {
  id?: string;
  link?: string;
  title?: string;
  text?: string;
  author?: string;
  /** ms UTC */
  at?: number;
}

/** Entries as a feed, in the order given. */
export function feedOf(items: readonly Item[], title = 'The blog'): string {
  return JSON.stringify({
    version: 'https://jsonfeed.org/version/1.1',
    title,
    items: items.map(({ id, link, title: name, text, author, at }) => ({
      id,
      url: link,
      title: name,
      content_text: text,
      ...(author === undefined ? {} : { authors: [{ name: author }] }),
      ...(at === undefined ? {} : { date_published: new Date(at).toISOString() }),
    })),
  });
}
