import { describe, expect, it } from 'vitest';
import { DAY, HOUR, MINUTE, SECOND } from '../../../src/core/clock.js';
import { create } from '../../../src/networks/feeds/index.js';
import type { FakeAnswer, FakeRequest } from '../../fakes/server.js';
import { never, poll, request } from '../../helpers/adapter.js';
import { watchOf } from '../../helpers/watch.js';
import { depsFor } from '../x/support.js';
import { feedOf, onPublisher } from './publisher.js';

const NOW = Date.UTC(2026, 10, 21, 12);
const clock = () => NOW;

const watchFor = (name: string, keyword: string, accounts = ['cafe']) =>
  watchOf({ name, keywords: [keyword], accounts });

const ALERT = `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xmlns:idx="urn:atom-extension:indexing"><id>tag:google.com,2005:reader/user/1/state/com.google/alerts/2</id>
<title>Google Alert - "cafe nar"</title><link href="https://www.google.com/alerts/feeds/1/2" rel="self"></link><updated>2026-11-21T10:00:00Z</updated>
<entry><id>tag:google.com,2013:googlealerts/feed:3</id><title type="html">Ten cups: &lt;b&gt;Cafe Nar&lt;/b&gt; &amp;amp; others</title>
<link href="https://www.google.com/url?rct=j&amp;sa=t&amp;url=https://www.food.example/ten%3Fpage%3D2&amp;ct=ga&amp;cd=CAI&amp;usg=AOv"></link>
<published>2026-11-21T10:00:00Z</published><updated>2026-11-21T10:00:00Z</updated>
<content type="html">The best is &lt;b&gt;Cafe Nar&lt;/b&gt;&amp;nbsp;...</content><author><name></name></author></entry></feed>`;

describe('an entry', () => {
  it('of a Google Alert is what the site wrote, and leads there', async () => {
    const { network } = await onPublisher(() => ({ text: ALERT }), { clock });
    const { mentions } = await poll(network, request('mentions'));
    expect(mentions).toMatchObject([
      {
        kind: 'post',
        text: 'Ten cups: Cafe Nar & others\n\nThe best is Cafe Nar\u00a0...',
        url: 'https://www.food.example/ten?page=2',
        createdAt: Date.UTC(2026, 10, 21, 10),
        editedAt: null,
        author: { nativeId: 'food.example', handle: 'food.example', url: 'https://www.food.example' },
        reply: { allowed: false },
      },
    ]);
  });

  it('is by whom it says, else by the feed', async () => {
    const items = [
      { id: '1', text: 'x', author: '@ana' },
      { id: '2', text: 'y' },
    ];
    const { network } = await onPublisher(() => ({ text: feedOf(items) }));
    const { mentions } = await poll(network, request('mentions'));
    expect(mentions.map(({ author: { handle, name } }) => [handle, name])).toEqual(
      expect.arrayContaining([
        ['ana', '@ana'],
        ['The blog', 'The blog'],
      ]),
    );
  });

  it('without a time, or of the future, counts from when it is read', async () => {
    const items = [
      { id: '1', text: 'x' },
      { id: '2', text: 'y', at: NOW + 9 * DAY },
      { id: '3', text: 'z', at: NOW - DAY },
    ];
    const { network } = await onPublisher(() => ({ text: feedOf(items) }), { clock });
    const { mentions } = await poll(network, request('mentions'));
    expect(Object.fromEntries(mentions.map(({ text, createdAt }) => [text, createdAt]))).toEqual({
      x: NOW,
      y: NOW,
      z: NOW - DAY,
    });
  });

  it('has an id of this feed alone, however long its own', async () => {
    const text = feedOf([{ id: 'x'.repeat(5_000), text: 'x' }]);
    const ids = ['/feed', '/feed?of=another'].map(async (path) => {
      const { server } = await onPublisher(() => ({ text }));
      const fetch = async () => new Response(text);
      const network = create(
        depsFor('http://127.0.0.1:9', {}, { fetch, account: { url: `${server.url}${path}` } }),
      );
      const { mentions } = await poll(network, request('mentions'));
      return mentions[0]?.nativeId ?? '';
    });
    const [one = '', two = ''] = await Promise.all(ids);
    expect(one).not.toBe(two);
    expect(one.length).toBeLessThan(100);
  });
});

describe('watches that name the account', () => {
  const items = [
    { id: '1', title: 'Cafe Nar', text: 'so good', link: 'https://blog.example/1' },
    { id: '2', title: 'Another place', text: 'not so good' },
    { id: '3', title: 'Link only', text: 'see', link: 'https://cafenar.example/menu' },
  ];

  it('keep only what they want, and the document is read once for all', async () => {
    const { server, network } = await onPublisher(() => ({ text: feedOf(items) }));
    const watches = [
      watchFor('name', 'cafe nar'),
      watchFor('site', 'cafenar example'),
      watchFor('other', 'x', []),
    ];
    const streams = network.streams(watches);
    expect(streams).toEqual(['search:name', 'search:site']);
    const found = [];
    for (const [at, stream] of streams.entries()) {
      const { mentions } = await poll(network, request(stream, { watch: watches[at] }));
      found.push(mentions.map(({ text }) => text.split('\n')[0]));
    }
    expect(found).toEqual([['Cafe Nar'], ['Link only']]);
    expect(server.requests()).toEqual({ feed: 1 });
  });

  it('want other entries of the same document when they change', async () => {
    const etag = '"1"';
    const serve = ({ headers }: FakeRequest): FakeAnswer =>
      headers['if-none-match'] === etag ? { status: 304 } : { text: feedOf(items), headers: { etag } };
    const { server } = await onPublisher(serve);
    const run = (keyword: string, cursor: Awaited<ReturnType<typeof poll>>['cursor']) =>
      poll(
        create(depsFor('http://127.0.0.1:9', {}, { account: { url: `${server.url}/feed` } })),
        request('search:w', { watch: watchFor('w', keyword), cursor }),
      );
    const first = await run('cafe nar', null);
    const same = await run('cafe nar', first.cursor);
    const changed = await run('good', same.cursor);
    const after = await run('good', changed.cursor);
    expect([first, same, changed, after].map(({ mentions }) => mentions.length)).toEqual([1, 0, 2, 0]);
  });
});

describe('a server', () => {
  it('is told what was read, and is left alone as long as it asks', async () => {
    const seen: FakeRequest['headers'][] = [];
    const validators = {
      etag: 'W/"5"',
      'last-modified': 'Sat, 21 Nov 2026 09:00:00 GMT',
      'cache-control': 'max-age=900',
    };
    const serve = ({ headers }: FakeRequest): FakeAnswer => {
      seen.push(headers);
      return headers['if-none-match'] === 'W/"5"'
        ? { status: 304, headers: { 'cache-control': 'max-age=1800' } }
        : { text: feedOf([{ id: '1', text: 'x' }]), headers: validators };
    };
    const { network } = await onPublisher(serve, { clock });
    const first = await poll(network, request('mentions'));
    const second = await poll(network, request('mentions', { cursor: first.cursor }));
    const third = await poll(network, request('mentions', { cursor: second.cursor }));
    expect([first, second].map(({ pages }) => pages.at(-1)?.restUntil)).toEqual([
      NOW + 15 * MINUTE,
      NOW + 30 * MINUTE,
    ]);
    expect(seen[2]).toMatchObject({
      'if-none-match': 'W/"5"',
      'if-modified-since': validators['last-modified'],
    });
    expect(third.mentions).toEqual([]);
  });

  it('that says nothing changed still has its ttl heeded', async () => {
    const document = '<rss><channel><ttl>60</ttl><item><title>x</title></item></channel></rss>';
    const serve = ({ headers }: FakeRequest): FakeAnswer =>
      headers['if-none-match'] ? { status: 304 } : { text: document, headers: { etag: '"1"' } };
    const { network } = await onPublisher(serve, { clock });
    const first = await poll(network, request('mentions'));
    const second = await poll(network, request('mentions', { cursor: first.cursor }));
    expect([first, second].map(({ pages }) => pages.at(-1)?.restUntil)).toEqual([NOW + HOUR, NOW + HOUR]);
  });

  it.each<[string, FakeAnswer, Record<string, unknown>]>([
    [
      'is gone for good',
      { status: 410 },
      { networkKind: 'not-found', status: 410, message: /gone for good/ },
    ],
    ['is gone', { status: 404 }, { networkKind: 'not-found', status: 404, message: /not there/ }],
    ['wants a password', { status: 401 }, { networkKind: 'auth', message: /password/ }],
    [
      'is busy until later',
      { status: 503, headers: { 'retry-after': '7200' } },
      { networkKind: 'rate-limit', retryAt: NOW + 2 * HOUR },
    ],
    [
      'is a web page',
      { text: '<!doctype html><title>x</title>' },
      { networkKind: 'server', message: /web page/ },
    ],
  ])('that %s is told apart', async (_, answer, error) => {
    const { network } = await onPublisher(() => answer, { clock });
    const { message = /Feed/, ...rest } = error;
    const failed = await poll(network, request('mentions')).catch((reason: unknown) => reason);
    expect(failed).toMatchObject({ network: 'feeds', ...rest });
    expect(String(failed)).toMatch(message as RegExp);
    expect(String(failed)).toMatch(/Feed 127\.0\.0\.1:\d+/);
  });

  it('is never named with what its address keeps to itself', async () => {
    const lines: string[] = [];
    const { server } = await onPublisher(() => ({ status: 403 }));
    const account = { url: `${server.url}/feed?key=s3cret-key` };
    const network = create(depsFor('http://127.0.0.1:9', {}, { account, debug: (line) => lines.push(line) }));
    const failed = await poll(network, request('mentions')).catch((reason: unknown) => reason);
    expect([String(failed), ...lines].join('\n')).not.toContain('s3cret');
  });
});

describe('the check of an account', () => {
  it('tells what the feed is, and what it does not tell', async () => {
    const items = [{ id: '1', text: 'x' }, { text: 'y' }];
    const { network } = await onPublisher(() => ({ text: feedOf(items) }));
    const findings = await network.check(never);
    expect(findings.map(({ level, code }) => `${level} ${code}`)).toEqual([
      'ok identity',
      'note unprotected',
      'note feed',
      'note feed',
      'note coverage',
      'note coverage',
    ]);
    expect(findings[0]?.message).toContain('"The blog" was read: 2 entries');
    expect(await network.verify(never)).toMatchObject({ handle: '127.0.0.1', name: 'The blog' });
  });

  it.each([
    ['for good', [301, 308], 'https://blog.example/feedxx'],
    ['for good, and from there for now', [301, 302], 'https://blog.example/feedx'],
    ['for now', [302, 301], null],
  ])('tells of a feed that has moved %s', async (_, statuses, to) => {
    const hops = [...statuses];
    const fetch = async (input: URL | string) => {
      const status = hops.shift();
      return status === undefined
        ? new Response(feedOf([{ id: '1', text: 'x' }]))
        : new Response(null, { status, headers: { location: `${String(input)}x` } });
    };
    const account = { url: 'https://blog.example/feed' };
    const network = create(depsFor('http://127.0.0.1:9', {}, { fetch, account }));
    const findings = await network.check(never);
    const moved = findings.filter(({ code }) => code === 'moved').map(({ hint }) => hint);
    expect(moved).toEqual(to === null ? [] : [expect.stringMatching(new RegExp(` ${to}$`))]);
  });

  it('tells why there is nothing to read', async () => {
    for (const account of [{ url: null }, { url: 'https://127.0.0.1:9/feed' }]) {
      const network = create(depsFor('http://127.0.0.1:9', {}, { account, timeoutMs: SECOND }));
      const findings = await network.check(never);
      expect(findings).toMatchObject([{ level: 'error', hint: expect.stringMatching(/\w/) }]);
    }
  });
});
