import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Sandbox } from '../../../src/sandbox/index.js';
import { type Body, call, mentions, oauth1Client, openSandbox, signIn } from './helpers.js';

const DAY = 86_400_000;

async function walk(sandbox: Sandbox, token: string, size: number, extra = ''): Promise<string[]> {
  const ids: string[] = [];
  let next = '';
  do {
    const { status, body } = await call(
      sandbox,
      token,
      'GET',
      `/2/users/${sandbox.account.nativeId}/mentions?max_results=${size}${extra}${next}`,
    );
    expect(status).toBe(200);
    for (const post of body.data ?? []) ids.push(post.id);
    next = body.meta.next_token ? `&pagination_token=${body.meta.next_token}` : '';
  } while (next);
  return ids;
}

describe('mentions', () => {
  it('come newest first, with meta, default fields and what was asked for', async () => {
    const sandbox = await openSandbox({ posts: mentions(12), people: [{ handle: 'guest1', followers: 5 }] });
    const page = await oauth1Client(sandbox).v2.userMentionTimeline(sandbox.account.nativeId, {
      max_results: 5,
      'tweet.fields': ['created_at', 'author_id'],
      'user.fields': ['public_metrics'],
      expansions: ['author_id'],
    });
    const posts = page.tweets;
    expect(posts.map((post) => post.text)).toEqual(
      [11, 10, 9, 8, 7].map((n) => `@cafenar hello number ${n}`),
    );
    expect(Object.keys(posts[0] ?? {}).sort()).toEqual([
      'author_id',
      'created_at',
      'edit_history_tweet_ids',
      'id',
      'text',
    ]);
    expect(page.meta).toMatchObject({ result_count: 5, newest_id: posts[0]?.id, oldest_id: posts[4]?.id });
    expect(
      page.includes.users.find((user) => user.username === 'guest1')?.public_metrics?.followers_count,
    ).toBe(5);
    await page.fetchLast(100);
    expect(new Set(page.tweets.map((post) => post.id)).size).toBe(12);
  });

  it('stay in order and whole while new ones arrive between pages', async () => {
    const sandbox = await openSandbox({ posts: mentions(8) });
    const { access_token } = await signIn(sandbox);
    const path = `/2/users/${sandbox.account.nativeId}/mentions?max_results=5`;
    const first = await call(sandbox, access_token, 'GET', path);
    sandbox.arrive({ by: 'late', text: '@cafenar late' });
    const second = await call(
      sandbox,
      access_token,
      'GET',
      `${path}&pagination_token=${first.body.meta.next_token}`,
    );
    const texts = [...first.body.data, ...second.body.data].map((post: Body) => post.text);
    expect(texts).toEqual([7, 6, 5, 4, 3, 2, 1, 0].map((n) => `@cafenar hello number ${n}`));
  });

  it('reach back 800, unless limits are lifted; beyond, a 200 without data', async () => {
    const posts = mentions(850);
    const limited = await openSandbox({ posts });
    const { access_token } = await signIn(limited);
    expect(await walk(limited, access_token, 100)).toHaveLength(800);
    const beyond = await call(
      limited,
      access_token,
      'GET',
      `/2/users/${limited.account.nativeId}/mentions?end_time=${new Date(posts[49]?.createdAt ?? 0).toISOString()}`,
    );
    expect(beyond).toMatchObject({ status: 200, body: { meta: { result_count: 0 } } });
    expect(beyond.body.data).toBeUndefined();
    const lifted = await openSandbox({ posts, limits: false });
    expect(await walk(lifted, (await signIn(lifted)).access_token, 100)).toHaveLength(850);
  });

  it('compare ids as numbers, whatever their length', async () => {
    const now = Date.now();
    const posts = ['9', '10', '99', '100', '1000'].map((id, index) => ({
      id,
      by: 'a',
      text: `@cafenar ${id}`,
      createdAt: now - (10 - index) * 60_000,
    }));
    const sandbox = await openSandbox({ posts });
    expect(await walk(sandbox, (await signIn(sandbox)).access_token, 5, '&since_id=10')).toEqual([
      '1000',
      '100',
      '99',
    ]);
  });

  it('show an edit as a new id in its chain, and a deleted post not at all', async () => {
    const sandbox = await openSandbox({ posts: mentions(5) });
    const { access_token } = await signIn(sandbox);
    const before = await walk(sandbox, access_token, 5);
    const [newest = '', second = ''] = before;
    const edited = sandbox.edit(second, '@cafenar hello, edited');
    sandbox.remove(newest);
    const path = `/2/users/${sandbox.account.nativeId}/mentions?max_results=5&since_id=${newest}`;
    const { body } = await call(sandbox, access_token, 'GET', path);
    expect(body.data).toEqual([
      { id: edited, text: '@cafenar hello, edited', edit_history_tweet_ids: [second, edited] },
    ]);
    const lookup = await call(sandbox, access_token, 'GET', `/2/tweets?ids=${newest},${edited},${second}`);
    expect(lookup.status).toBe(200);
    expect(lookup.body.data.map((post: Body) => post.id)).toEqual([edited, second]);
    expect(lookup.body.errors).toMatchObject([{ resource_id: newest, title: 'Not Found Error' }]);
    expect(lookup.body.errors[0].type).toMatch(/resource-not-found$/);
  });

  it.each([
    ['max_results=4', 'max_results'],
    ['max_results=101', 'max_results'],
    ['max_results=ten', 'max_results'],
    ['foo=bar', 'foo'],
    ['tweet.fields=text,colour', 'tweet.fields'],
    ['expansions=author', 'expansions'],
    ['since_id=abc', 'since_id'],
    ['start_time=yesterday', 'start_time'],
    ['pagination_token=7140dibdnow9c7btw3b4y5b6xqnfht5sy', 'pagination_token'],
    ['since_id=1&start_time=2026-01-01T00:00:00Z', 'start_time'],
    ['max_results=5&max_results=6', 'max_results'],
  ])('refuse %s in X’s words', async (query, parameter) => {
    const sandbox = await openSandbox();
    const { access_token } = await signIn(sandbox);
    const path = `/2/users/${sandbox.account.nativeId}/mentions?${query}`;
    const { status, headers, body } = await call(sandbox, access_token, 'GET', path);
    expect(status).toBe(400);
    expect(headers.get('content-type')).toMatch('application/problem+json');
    expect(body).toMatchObject({ title: 'Invalid Request' });
    expect(body.type).toMatch(/invalid-request$/);
    expect(body.errors[0].parameters).toHaveProperty([parameter]);
  });

  it('are walked exactly once with since_id, whatever the page sizes and arrivals', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: 30 }),
        fc.array(
          fc.record({ size: fc.integer({ min: 5, max: 100 }), arrivals: fc.integer({ min: 0, max: 12 }) }),
          {
            minLength: 1,
            maxLength: 5,
          },
        ),
        async (initial, rounds) => {
          const sandbox = await openSandbox({ posts: mentions(initial), limits: false });
          const { access_token } = await signIn(sandbox);
          const expected = new Set<string>();
          const seen: string[] = [];
          let since = '';
          for (const { size, arrivals } of rounds) {
            for (let n = 0; n < arrivals; n++) {
              const at = sandbox.now();
              expected.add(sandbox.arrive({ by: 'late', text: `@cafenar ${n}`, createdAt: at }));
            }
            const ids = await walk(sandbox, access_token, size, since);
            seen.push(...ids);
            if (ids[0]) since = `&since_id=${ids[0]}`;
          }
          expect(new Set(seen).size).toBe(seen.length);
          expect(seen.length).toBe(initial + expected.size);
          for (const id of expected) expect(seen).toContain(id);
          await sandbox.stop();
        },
      ),
      { numRuns: 25 },
    );
  });
});

describe('search', () => {
  // The clock stands: a search leaves out the last thirty seconds, and one of these posts is as young as that.
  const now = Date.now();
  const clock = () => now;
  const hour = 3_600_000;
  const posts = [
    { id: '1', by: 'cafenar', text: 'Our new cake https://cafenar.example/cake', createdAt: now - 20 * hour },
    { id: '2', by: 'ann', text: '@cafenar the cake is lovely', replyTo: '1', createdAt: now - 19 * hour },
    { id: '3', by: 'bob', text: 'Café Nar is closed?', createdAt: now - 18 * hour },
    { id: '4', by: 'cy', text: 'look at this', quoteOf: '1', createdAt: now - 17 * hour },
    { id: '5', by: 'dee', text: 'RT @cafenar: Our new cake', repostOf: '1', createdAt: now - 16 * hour },
    { id: '6', by: 'fa', text: 'کیک کافه نار عالی بود', createdAt: now - 15 * hour },
    { id: '7', by: 'jp', text: '今日はケーキを食べた #cake', createdAt: now - 14 * hour },
    { id: '8', by: 'ed', text: 'untagged answer about cake', replyTo: '1', createdAt: now - 13 * hour },
    { id: '9', by: 'old', text: 'cake of last week', createdAt: now - 8 * DAY },
    { id: '10', by: 'new', text: 'cake this very second', createdAt: now - 5_000 },
  ]
    .map((post, index) => ({ ...post, id: String(1_000 + index) }))
    .map((post) => ({
      ...post,
      ...('replyTo' in post && post.replyTo ? { replyTo: '1000' } : {}),
      ...('quoteOf' in post && post.quoteOf ? { quoteOf: '1000' } : {}),
      ...('repostOf' in post && post.repostOf ? { repostOf: '1000' } : {}),
    }));

  it.each([
    ['cake', [1007, 1006, 1001, 1000]],
    ['CAKE -lovely', [1007, 1006, 1000]],
    ['"cafe nar" OR "Café Nar"', [1002]],
    ['"کافه نار"', [1005]],
    ['ケーキ', [1006]],
    ['#cake', [1006]],
    ['(cake OR closed) -from:cafenar -is:reply', [1006, 1002]],
    ['to:cafenar', [1007, 1001]],
    ['to:cafenar -@cafenar -from:cafenar', [1007]],
    ['@cafenar', [1001]],
    ['conversation_id:1000 -from:cafenar', [1007, 1001]],
    ['in_reply_to_tweet_id:1000', [1007, 1001]],
    ['quotes_of_tweet_id:1000', [1003]],
    ['url:"cafenar.example"', [1000]],
    ['url:"https://x.com/cafenar/status/1000"', [1003]],
    ['cake has:links', [1000]],
    ['from:fa lang:fa', [1005]],
    ['look is:quote', [1003]],
    ['cake is:retweet', []],
  ])('finds %s', async (query, expected) => {
    const sandbox = await openSandbox({ posts, clock });
    const result = await oauth1Client(sandbox).v2.search(query, { max_results: 10 });
    expect(result.tweets.map((post) => Number(post.id))).toEqual(expected);
  });

  it('serves a quote with the link to what it quotes, as X does', async () => {
    const sandbox = await openSandbox({ posts, clock });
    const result = await oauth1Client(sandbox).v2.search('look', {
      max_results: 10,
      'tweet.fields': ['entities'],
    });
    expect(result.tweets[0]?.text).toMatch(/^look at this https:\/\/t\.co\/\w{10}$/);
    expect(result.tweets[0]?.entities?.urls?.[0]?.expanded_url).toBe('https://x.com/cafenar/status/1000');
  });

  it.each([
    ['is:retweet', 'positive'],
    ['-cake', 'positive'],
    ['has:links lang:en', 'positive'],
    ['cake OR has:links', 'positive'],
    ['(cake', "missing ')'"],
    ['cake)', 'missing EOF'],
    ['cake OR', 'too early'],
    ['cake or tea', 'Ambiguous'],
    ['min_faves:10 cake', 'invalid operator'],
    ['cake is:nice', 'Invalid value'],
    ['-(cake OR tea) coffee', 'negate'],
    ['"cake', 'no viable alternative'],
    ['x'.repeat(513), '512'],
  ])('refuses %s', async (query, words) => {
    const sandbox = await openSandbox();
    const { access_token } = await signIn(sandbox);
    const path = `/2/tweets/search/recent?query=${encodeURIComponent(query)}`;
    const { status, body } = await call(sandbox, access_token, 'GET', path);
    expect(status).toBe(400);
    expect(body.errors[0]).toMatchObject({ parameters: { query: [query] } });
    expect(body.errors[0].message).toContain(words);
  });

  it('keeps to seven days, and names the id to start from', async () => {
    const sandbox = await openSandbox({ posts, clock });
    const { access_token } = await signIn(sandbox);
    const get = (query: string) =>
      call(sandbox, access_token, 'GET', `/2/tweets/search/recent?query=cake&${query}`);
    const iso = (ms: number) => new Date(ms).toISOString();
    const old = await get('since_id=1008');
    expect(old.body.errors[0].parameters).toEqual({ since_id: ['1008'] });
    const bound = /larger than (\d+)/.exec(old.body.errors[0].message)?.[1];
    expect((await get(`since_id=${bound}`)).status).toBe(400);
    expect((await get(`since_id=${BigInt(bound ?? 0) + (1n << 22n)}`)).status).toBe(200);
    expect((await get('since_id=1001')).status).toBe(200);
    expect((await get(`start_time=${iso(now - 8 * DAY)}`)).status).toBe(400);
    expect((await get(`end_time=${iso(now + 1_000)}`)).status).toBe(400);
    expect((await get(`start_time=${iso(now - 6 * DAY)}&since_id=1`)).status).toBe(400);
    const recent = await get(`start_time=${iso(now - 15.5 * hour)}&end_time=${iso(now - 13.5 * hour)}`);
    expect(recent.body.data.map((post: Body) => post.id)).toEqual(['1006']);
    const lifted = await openSandbox({ posts, clock, limits: false });
    const all = await call(
      lifted,
      (await signIn(lifted)).access_token,
      'GET',
      '/2/tweets/search/recent?query=cake&since_id=1',
    );
    expect(all.body.data.map((post: Body) => post.id)).toEqual([
      '1009',
      '1008',
      '1007',
      '1006',
      '1001',
      '1000',
    ]);
  });

  it('pages with next_token, or pagination_token', async () => {
    const sandbox = await openSandbox({ posts: mentions(25, now), clock });
    const { access_token } = await signIn(sandbox);
    const path = '/2/tweets/search/recent?query=hello&max_results=10';
    const first = await call(sandbox, access_token, 'GET', path);
    const token = first.body.meta.next_token;
    const second = await call(sandbox, access_token, 'GET', `${path}&next_token=${token}`);
    const alias = await call(sandbox, access_token, 'GET', `${path}&pagination_token=${token}`);
    expect(alias.body).toEqual(second.body);
    const third = await call(
      sandbox,
      access_token,
      'GET',
      `${path}&next_token=${second.body.meta.next_token}`,
    );
    expect(third.body.meta.next_token).toBeUndefined();
    const ids = [first, second, third].flatMap(({ body }) => body.data.map((post: Body) => post.id));
    expect(new Set(ids).size).toBe(25);
    const foreign = await call(
      sandbox,
      access_token,
      'GET',
      `/2/tweets/search/recent?query=bye&next_token=${token}`,
    );
    expect(foreign.status).toBe(400);
  });
});
