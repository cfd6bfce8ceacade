import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  CAFE,
  importPosts,
  readScenario,
  resolveScenario,
  writeSandboxConfig,
} from '../../../src/sandbox/index.js';
import { folder } from '../../helpers/desk.js';
import { type Body, call, openSandbox, signIn } from './helpers.js';

const AIRLINE = new URL('../../../../shared/data/mentions/airline-dev.csv', import.meta.url);

describe('importing', () => {
  it('keeps ids, times and texts, and makes mentions and messages', async () => {
    const csv = [
      '\uFEFFid,author,text,createdAt,name,followers,replyTo,private,likes,reposts,colour',
      '105,@ann,"Hello, ""café""',
      'on two lines & more",2026-03-01T09:30:00Z,Ann,12,,,3,4,red',
      '106,Late Flight 10,سلام <b>,2026-03-01T13:01:00.250+03:30,,,105,,,,',
      '107,bob,psst &amp; bye,2026-03-01 09:32,,,,true,,,',
      '',
    ].join('\n');
    const scene = importPosts(csv);
    expect(scene.people[0]).toEqual({ handle: 'ann', name: 'Ann', followers: 12 });
    expect(scene.people[1]).toMatchObject({ name: 'Late Flight 10' });
    expect(scene.posts.map((post) => post.createdAt)).toEqual([
      Date.UTC(2026, 2, 1, 9, 30),
      Date.UTC(2026, 2, 1, 9, 31, 0, 250),
    ]);
    const sandbox = await openSandbox({ ...scene, limits: false });
    const { access_token } = await signIn(sandbox);
    const path = `/2/users/${sandbox.account.nativeId}/mentions?tweet.fields=entities,public_metrics,referenced_tweets`;
    const { body } = await call(sandbox, access_token, 'GET', path);
    expect(body.data.map((post: Body) => [post.id, post.text])).toEqual([
      ['106', 'سلام &lt;b&gt;'],
      ['105', 'Hello, "café"\non two lines &amp; more'],
    ]);
    expect(body.data[0].referenced_tweets).toEqual([{ type: 'replied_to', id: '105' }]);
    expect(body.data[1].public_metrics).toMatchObject({ like_count: 3, retweet_count: 4, reply_count: 1 });
    for (const post of body.data) {
      expect(post.entities.mentions).toContainEqual(
        expect.objectContaining({ id: sandbox.account.nativeId }),
      );
    }
    const dms = await call(sandbox, access_token, 'GET', '/2/dm_events');
    expect(dms.body.data).toMatchObject([{ id: '107', text: 'psst &amp; bye' }]);
  });

  it.each([
    ['id,author,text\n1,a,b', 'missing: createdAt'],
    ['id,author,text,createdAt\n1,a,b,2026-01-01\nx,a,b,2026-01-01', "Line 3, column id: 'x'"],
    [
      'id,author,text,createdAt\n1,a,"b\nc",2026-01-01\n1,a,b,2026-01-01',
      "Line 4, column id: '1' was used on line 2",
    ],
    ['id,author,text,createdAt\n1,,b,2026-01-01', 'Line 2, column author'],
    ['id,author,text,createdAt\n1,a,,2026-01-01', 'Line 2, column text'],
    ['id,author,text,createdAt\n1,a,b,01/02/2026', "Line 2, column createdAt: '01/02/2026'"],
    ['id,author,text,createdAt\n1,a,b,2026-02-31T25:00:00Z', 'Line 2, column createdAt'],
    ['id,author,text,createdAt,likes\n1,a,b,2026-01-01,many', 'Line 2, column likes'],
    ['id,author,text,createdAt,private\n1,a,b,2026-01-01,maybe', 'Line 2, column private'],
    ['id,author,text,createdAt,replyTo\n1,a,b,2026-01-01,it', 'Line 2, column replyTo'],
    ['id,author,text,createdAt\n1,a,"b,2026-01-01', 'not valid CSV'],
    ['id,author,text,createdAt\n1,a', 'not valid CSV'],
  ])('names the line and column of %j', (csv, words) => {
    expect(() => importPosts(csv)).toThrow(words);
  });

  it('keeps a post by our own handle as one that somebody else wrote', () => {
    const csv = 'id,author,text,createdAt\n1,CafeNar,hello,2026-01-01';
    const [person] = importPosts(csv, 'cafenar').people;
    expect(person?.handle.toLowerCase()).not.toBe('cafenar');
    expect(person?.name).toBe('CafeNar');
  });

  it.skipIf(!existsSync(AIRLINE))('serves all 5,146 airline tweets', async () => {
    const sandbox = await openSandbox({ ...importPosts(readFileSync(AIRLINE, 'utf8')), limits: false });
    const { access_token } = await signIn(sandbox);
    const ids = new Set<string>();
    let next = '';
    do {
      const path = `/2/users/${sandbox.account.nativeId}/mentions?max_results=100${next}`;
      const { body } = await call(sandbox, access_token, 'GET', path);
      for (const post of body.data) ids.add(post.id);
      next = body.meta.next_token ? `&pagination_token=${body.meta.next_token}` : '';
    } while (next);
    expect(ids.size).toBe(5_146);
  });
});
if (!existsSync(AIRLINE)) console.warn('Skipped: ../shared/data/mentions/airline-dev.csv is not there.');

describe('scenarios', () => {
  const now = Date.UTC(2026, 10, 21, 12);

  it('put the café on the stage, with every kind of thing that happens in a week', async () => {
    const { posts, messages, watches, ...rest } = resolveScenario(CAFE, now);
    expect(rest).toMatchObject({ handle: 'cafenar', business: 'Café Nar' });
    const sandbox = await openSandbox({ ...rest, posts, messages, now });
    const { access_token } = await signIn(sandbox);
    const get = async (path: string) => (await call(sandbox, access_token, 'GET', path)).body;
    const mentions = await get(
      `/2/users/${sandbox.account.nativeId}/mentions?max_results=100&tweet.fields=lang`,
    );
    expect(mentions.meta.result_count).toBeGreaterThan(30);
    const languages = new Set(mentions.data.map((post: Body) => post.lang));
    expect([...languages].sort()).toEqual(expect.arrayContaining(['en', 'fa', 'vi']));
    expect(mentions.data.some((post: Body) => post.edit_history_tweet_ids.length > 1)).toBe(true);
    expect(mentions.data.some((post: Body) => post.text.includes('worst coffee'))).toBe(false);
    const own = await get(`/2/users/${sandbox.account.nativeId}/tweets?max_results=100&exclude=retweets`);
    expect(own.meta.result_count).toBeGreaterThan(10);
    expect((await get('/2/dm_events')).meta.result_count).toBe(messages.length);
    for (const watch of watches) {
      const query = encodeURIComponent(
        `(${watch.keywords.map((word) => `"${word}"`).join(' OR ')}) -from:cafenar`,
      );
      expect((await get(`/2/tweets/search/recent?query=${query}`)).meta.result_count).toBeGreaterThan(1);
    }
    expect(posts.filter((post) => post.createdAt > now).length).toBeGreaterThan(0);
  });

  it('name every mistake', () => {
    const scenario = (posts: unknown) => JSON.stringify({ business: 'B', handle: 'b', posts });
    expect(() => readScenario('{', now)).toThrow('not valid JSON');
    expect(() => readScenario(scenario([{ by: 'a', at: '2 hours ago', text: 'x' }]), now)).toThrow(
      'posts.0.at',
    );
    expect(() => readScenario(scenario([{ by: 'a b', at: '-2h', text: 'x' }]), now)).toThrow('posts.0.by');
    expect(() => readScenario(scenario([{ by: 'a', at: '-2h', text: 'x', replyTo: 'k' }]), now)).toThrow(
      "posts.0.replyTo: no post further up has the key 'k'",
    );
    const twice = { key: 'k', by: 'a', at: '-2h', text: 'x' };
    expect(() => readScenario(scenario([twice, twice]), now)).toThrow("'k' is used twice");
    expect(() => readScenario(scenario([{ ...twice, colour: 'red' }]), now)).toThrow('colour');
  });

  it('tell times from now, and begin replies as X does', () => {
    const file = {
      business: 'B',
      handle: 'b',
      posts: [
        { key: 'k', by: 'a', at: '-1d2h3m4s', text: '@b and @c: hello' },
        { by: 'c', at: '+5m', text: 'yes', replyTo: 'k' },
        { by: 'd', at: '-1h', text: 'no', replyTo: 'k', untagged: true },
      ],
    };
    const { posts } = readScenario(JSON.stringify(file), now);
    expect(posts.map((post) => now - post.createdAt)).toEqual([93_784_000, -300_000, 3_600_000]);
    expect(posts.map((post) => post.text)).toEqual(['@b and @c: hello', '@a @b yes', 'no']);
    expect(posts[1]?.replyTo).toBe(posts[0]?.id);
  });
});

describe('the configuration it writes', () => {
  it('is ready to use, and private where it must be', async () => {
    const sandbox = await openSandbox({ handle: 'Cafe_Nar' });
    const dir = join(folder(), 'deep', 'down');
    const path = writeSandboxConfig(dir, {
      ...sandbox,
      handle: 'Cafe_Nar',
      businessName: 'Café Nar',
      watches: CAFE.watches,
    });
    expect(JSON.parse(readFileSync(path, 'utf8'))).toMatchObject({
      business: { name: 'Café Nar', timeZone: 'UTC' },
      accounts: [{ id: 'cafe_nar', network: 'x', handle: 'Cafe_Nar', auth: 'oauth1', baseUrl: sandbox.url }],
      watches: [{ name: 'brand' }, { name: 'moka-lane' }],
    });
    const secrets = join(dir, 'credentials.json');
    expect(JSON.parse(readFileSync(secrets, 'utf8'))).toEqual({ cafe_nar: sandbox.credentials.oauth1 });
    expect(statSync(secrets).mode & 0o777).toBe(0o600);
    writeSandboxConfig(dir, { ...sandbox, handle: 'cafenar', businessName: 'Again' });
    expect(JSON.parse(readFileSync(path, 'utf8')).business.name).toBe('Again');
  });

  it.each([
    [
      'earshot.config.json',
      '{"business":{"name":"Real"},"accounts":[{"id":"real","network":"x","handle":"real"}]}',
    ],
    ['earshot.config.json', 'not even JSON'],
    ['credentials.json', '{"real":{"apiKey":"k"}}'],
  ])('does not replace somebody’s %s', async (name, content) => {
    const sandbox = await openSandbox();
    const dir = folder();
    writeFileSync(join(dir, name), content);
    expect(() => writeSandboxConfig(dir, { ...sandbox, handle: 'cafenar', businessName: 'B' })).toThrow(name);
    expect(readFileSync(join(dir, name), 'utf8')).toBe(content);
  });
});
