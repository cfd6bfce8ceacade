import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { Timeline } from '../../../src/sandbox/timeline.js';
import { folder } from '../../helpers/desk.js';
import { type Body, call, mentions, oauth1Client, openSandbox, pushableClock, signIn } from './helpers.js';

describe('rate limits', () => {
  it('count down, end in a 429 with the reset, and begin again', async () => {
    const clock = pushableClock();
    const sandbox = await openSandbox({ clock });
    const { access_token } = await signIn(sandbox);
    const me = () => call(sandbox, access_token, 'GET', '/2/users/me');
    for (let left = 74; left >= 0; left--) {
      const { status, headers } = await me();
      expect([status, headers.get('x-rate-limit-limit'), headers.get('x-rate-limit-remaining')]).toEqual([
        200,
        '75',
        String(left),
      ]);
    }
    const error = await oauth1Client(sandbox)
      .v2.me()
      .catch((reason) => reason);
    expect(error).toMatchObject({ code: 429, rateLimit: { limit: 75, remaining: 0 }, data: { status: 429 } });
    const wait = error.rateLimit.reset * 1_000 - clock();
    expect(wait).toBeGreaterThan(14 * 60_000);
    expect(wait).toBeLessThanOrEqual(15 * 60_000 + 1_000);
    expect((await call(sandbox, access_token, 'GET', '/2/users/by/username/cafenar')).status).toBe(200);
    clock.push(wait);
    expect((await me()).status).toBe(200);
  });

  it('are lifted with the other limits', async () => {
    const sandbox = await openSandbox({ limits: false });
    const { access_token } = await signIn(sandbox);
    for (let n = 0; n < 20; n++) {
      const { status, headers } = await call(sandbox, access_token, 'GET', '/2/dm_events');
      expect(status).toBe(200);
      expect(Number(headers.get('x-rate-limit-remaining'))).toBeGreaterThan(100_000);
    }
  });
});

describe('the scene', () => {
  it('plays posts as their times come, in the order of their ids', async () => {
    const clock = pushableClock();
    const start = Date.UTC(2015, 1, 17);
    // The second id breaks the order of time: it waits for the one below it.
    const posts = [
      { id: '10', by: 'a', text: '@cafenar one', createdAt: start },
      { id: '30', by: 'b', text: '@cafenar two', createdAt: start + 60_000 },
      { id: '20', by: 'c', text: '@cafenar three', createdAt: start + 120_000 },
    ];
    const sandbox = await openSandbox({ clock, posts, replay: 1 });
    const { access_token } = await signIn(sandbox);
    const path = `/2/users/${sandbox.account.nativeId}/mentions`;
    const ids = async (query = '') =>
      ((await call(sandbox, access_token, 'GET', path + query)).body.data ?? []).map((post: Body) => post.id);
    expect(await ids()).toEqual(['10']);
    clock.push(60_000);
    expect(await ids()).toEqual(['10']);
    expect((await call(sandbox, access_token, 'GET', '/2/tweets/20')).body.errors).toHaveLength(1);
    const reply = await call(sandbox, access_token, 'POST', '/2/tweets', {
      text: 'Hello',
      reply: { in_reply_to_tweet_id: '10' },
    });
    expect(reply.status).toBe(201);
    const own = await call(sandbox, access_token, 'GET', `/2/users/${sandbox.account.nativeId}/tweets`);
    expect(own.body.data.map((post: Body) => post.id)).toEqual([reply.body.data.id]);
    clock.push(60_000);
    expect(await ids('?since_id=10')).toEqual(['30', '20']);
    expect(sandbox.now() - start).toBeGreaterThanOrEqual(120_000);
  });

  it('starts at the time it is told, on a real date header', async () => {
    const now = Date.UTC(2015, 1, 24);
    const sandbox = await openSandbox({ now, posts: mentions(3, now) });
    const { access_token } = await signIn(sandbox);
    const path = '/2/tweets/search/recent?query=hello&tweet.fields=created_at';
    const { body, headers } = await call(sandbox, access_token, 'GET', path);
    expect(body.data).toHaveLength(3);
    expect(body.data[0].created_at).toBe(new Date(now - 60_000).toISOString());
    expect(Math.abs(Date.parse(headers.get('date') ?? '') - Date.now())).toBeLessThan(60_000);
  });

  it('runs faster on request', async () => {
    const clock = pushableClock();
    const sandbox = await openSandbox({ clock, posts: mentions(3), replay: 1_000 });
    const before = sandbox.now();
    clock.push(1_000);
    expect(sandbox.now() - before).toBeGreaterThanOrEqual(1_000_000);
  });

  it('pages through 100,000 posts without walking what other pages held', () => {
    let reads = 0;
    const entries = Array.from({ length: 100_000 }, (_, index) => {
      const key = BigInt((index * 7_919) % 100_003);
      return {
        id: key.toString(),
        createdAt: Number(key),
        get key() {
          reads++;
          return key;
        },
      };
    });
    const timeline = new Timeline<(typeof entries)[number]>();
    timeline.fill(entries);
    reads = 0;
    let seen = 0;
    for (let below: bigint | null = null, more = true; more; ) {
      more = false;
      let size = 0;
      for (const entry of timeline.newestFirst(200_000, below)) {
        seen++;
        if (++size < 100) continue;
        below = entry.key;
        more = true;
        break;
      }
    }
    expect(seen).toBe(100_000);
    expect(reads).toBeLessThan(1_000 * 40);
  });
});

describe('state', () => {
  it('survives a restart: what was written, edited, removed, signed in, and the scene itself', async () => {
    const statePath = join(folder(), 'state.json');
    const posts = mentions(5).map((post, index) => ({ ...post, id: String(500 + index) }));
    const first = await openSandbox({ statePath, posts });
    const tokens = await signIn(first);
    const reply = { in_reply_to_tweet_id: '501' };
    const sent = await call(first, tokens.access_token, 'POST', '/2/tweets', { text: 'Hello', reply });
    first.remove('502');
    first.edit('503', '@cafenar edited');
    const before = first.ledger();
    const path = `/2/users/${first.account.nativeId}/mentions`;
    const seen = (await call(first, tokens.access_token, 'GET', path)).body;
    await first.stop();
    const second = await openSandbox({ statePath, posts: mentions(9) });
    expect(second.ledger()).toEqual(before);
    expect((await call(second, tokens.access_token, 'GET', path)).body).toEqual(seen);
    const again = await call(second, tokens.access_token, 'POST', '/2/tweets', { text: 'Hello', reply });
    expect(again.status).toBe(403);
    const own = await call(second, tokens.access_token, 'GET', `/2/users/${second.account.nativeId}/tweets`);
    expect(own.body.data.map((post: Body) => post.id)).toEqual([sent.body.data.id]);
  });

  it('does nothing that it could not keep', async () => {
    const dir = folder();
    const sandbox = await openSandbox({ statePath: join(dir, 'state.json') });
    const { access_token } = await signIn(sandbox);
    rmSync(dir, { recursive: true });
    expect((await call(sandbox, access_token, 'POST', '/2/tweets', { text: 'Hello' })).status).toBe(500);
    expect(sandbox.ledger()).toEqual([]);
    const own = await call(sandbox, access_token, 'GET', `/2/users/${sandbox.account.nativeId}/tweets`);
    expect(own.body).toEqual({ meta: { result_count: 0 } });
  });

  it('is refused where it is broken, or of another handle', async () => {
    const statePath = join(folder(), 'state.json');
    await openSandbox({ statePath });
    await expect(openSandbox({ statePath, handle: 'other' })).rejects.toThrow(
      'stage of @cafenar, not of @other',
    );
    writeFileSync(statePath, readFileSync(statePath, 'utf8').slice(0, 40));
    await expect(openSandbox({ statePath })).rejects.toThrow('is not a sandbox state');
  });

  it('wants a handle that X would give', async () => {
    await expect(openSandbox({ handle: 'Café Nar' })).rejects.toMatchObject({ code: 'sandbox-handle' });
    expect((await openSandbox({ handle: '@cafenar' })).account.handle).toBe('cafenar');
  });

  it('says so when the port is taken', async () => {
    const { port } = await openSandbox();
    await expect(openSandbox({ port })).rejects.toMatchObject({ code: 'sandbox-port' });
  });
});

describe('faults', () => {
  const posts = mentions(3).map((post, index) => ({ ...post, id: String(500 + index) }));
  const reply = (text: string) => ({ text, reply: { in_reply_to_tweet_id: '501' } });

  it('answer with a status, headers and a body, as often as asked, then no more', async () => {
    const sandbox = await openSandbox({ posts });
    const { access_token } = await signIn(sandbox);
    sandbox.faults.add([
      { path: '/2/users', times: 2, action: 'status', status: 502, headers: { 'retry-after': '7' } },
    ]);
    for (let n = 0; n < 2; n++) {
      const { status, headers } = await call(sandbox, access_token, 'GET', '/2/users/me');
      expect([status, headers.get('retry-after')]).toEqual([502, '7']);
    }
    expect((await call(sandbox, access_token, 'GET', '/2/users/me')).status).toBe(200);
    expect((await call(sandbox, access_token, 'GET', '/2/tweets/500')).status).toBe(200);
  });

  it.each([
    ['reset-before', 0],
    ['reset-after', 1],
    ['truncate', 1],
  ] as const)('lose the answer: %s', async (action, accepted) => {
    const sandbox = await openSandbox({ posts });
    const { access_token } = await signIn(sandbox);
    sandbox.faults.add([{ method: 'POST', path: '/2/tweets', action }]);
    await expect(call(sandbox, access_token, 'POST', '/2/tweets', reply('one'))).rejects.toThrow();
    expect(sandbox.ledger()).toHaveLength(accepted);
  });

  it.each([
    ['not-json', '<!doctype'],
    ['empty', ''],
  ] as const)('answer nonsense: %s', async (action, start) => {
    const sandbox = await openSandbox({ posts });
    sandbox.faults.add([{ path: '/2/', action }]);
    const answer = await fetch(`${sandbox.url}/2/users/me`);
    expect(answer.status).toBe(200);
    expect((await answer.text()).slice(0, 9)).toBe(start);
  });

  it('keep silent, whether or not the request took effect', async () => {
    const lines: string[] = [];
    const sandbox = await openSandbox({ posts, log: (line) => lines.push(line) });
    const { access_token } = await signIn(sandbox);
    const send = (text: string, signal: AbortSignal) =>
      fetch(`${sandbox.url}/2/tweets`, {
        method: 'POST',
        headers: { authorization: `Bearer ${access_token}`, 'content-type': 'application/json' },
        body: JSON.stringify(reply(text)),
        signal,
      });
    for (const [count, text] of ['lost', 'accepted'].entries()) {
      sandbox.faults.add([{ path: '/2/tweets', action: 'timeout', afterAccept: text === 'accepted' }]);
      const stop = new AbortController();
      const unanswered = send(text, stop.signal);
      const silences = () => lines.filter((line) => line.includes('POST /2/tweets no answer'));
      await vi.waitFor(() => expect(silences()).toHaveLength(count + 1), 10_000);
      stop.abort();
      await expect(unanswered).rejects.toThrow(/abort/i);
    }
    expect(sandbox.ledger()).toMatchObject([{ action: 'reply', text: '@guest1 accepted' }]);
  });

  it('are slow', async () => {
    const sandbox = await openSandbox({ posts });
    const { access_token } = await signIn(sandbox);
    sandbox.faults.add([{ path: '/2/users/me', action: 'slow', delayMs: 200 }]);
    const started = performance.now();
    expect((await call(sandbox, access_token, 'GET', '/2/users/me')).status).toBe(200);
    expect(performance.now() - started).toBeGreaterThanOrEqual(195);
  });
});

describe('/sandbox/', () => {
  const steer = async (url: string, method: string, path: string, body?: unknown, headers = {}) => {
    const answer = await fetch(url + path, {
      method,
      headers: { 'content-type': 'application/json', ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return { status: answer.status, body: (await answer.json()) as Body };
  };

  it('adds, edits and removes posts, plays faults, and shows the clock and the ledger', async () => {
    const sandbox = await openSandbox();
    const { url } = sandbox;
    const added = await steer(url, 'POST', '/sandbox/posts', [
      { by: 'ann', text: '@cafenar hello', person: { name: 'Ann', followers: 12 } },
      { by: 'bob', text: 'psst', private: true },
    ]);
    expect(added.status).toBe(201);
    const [post] = added.body.ids;
    const edited = await steer(url, 'POST', '/sandbox/edit', { id: post, text: '@cafenar hello again' });
    const { access_token } = await signIn(sandbox);
    const lookup = await call(
      sandbox,
      access_token,
      'GET',
      `/2/tweets/${edited.body.id}?expansions=author_id&user.fields=public_metrics`,
    );
    expect(lookup.body.data.edit_history_tweet_ids).toEqual([post, edited.body.id]);
    expect(lookup.body.includes.users[0]).toMatchObject({
      name: 'Ann',
      public_metrics: { followers_count: 12 },
    });
    expect((await call(sandbox, access_token, 'GET', '/2/dm_events')).body.data[0].text).toBe('psst');
    expect((await steer(url, 'POST', '/sandbox/remove', { id: post })).status).toBe(200);
    expect((await steer(url, 'POST', '/sandbox/remove', { id: post })).status).toBe(404);
    expect((await steer(url, 'POST', '/sandbox/faults', [{ path: '/2/', action: 'status' }])).status).toBe(
      201,
    );
    expect((await steer(url, 'DELETE', '/sandbox/faults')).status).toBe(200);
    expect((await steer(url, 'POST', '/sandbox/faults', [{ path: '/2/', action: 'explode' }])).status).toBe(
      400,
    );
    await call(sandbox, access_token, 'POST', '/2/tweets', { text: 'Good morning' });
    const ledger = await steer(url, 'GET', '/sandbox/ledger');
    expect(ledger.body.entries).toMatchObject([{ action: 'post', text: 'Good morning' }]);
    expect(ledger.body.requests).toMatchObject({ 'POST /2/tweets': 1, 'GET /2/dm_events': 1 });
    expect(Math.abs((await steer(url, 'GET', '/sandbox/clock')).body.now - Date.now())).toBeLessThan(60_000);
  });

  it('does not listen to pages in a browser', async () => {
    const { url } = await openSandbox();
    const { status } = await steer(url, 'DELETE', '/sandbox/faults', undefined, {
      origin: 'https://evil.example',
    });
    expect(status).toBe(403);
  });
});

it('knows its paths and methods, and wants JSON', async () => {
  const sandbox = await openSandbox();
  const { access_token } = await signIn(sandbox);
  expect((await call(sandbox, access_token, 'GET', '/2/lists/1')).status).toBe(404);
  expect((await call(sandbox, access_token, 'DELETE', '/2/users/me')).status).toBe(405);
  const headers = { authorization: `Bearer ${access_token}` };
  const post = (type: string, body: string) =>
    fetch(`${sandbox.url}/2/tweets`, { method: 'POST', headers: { ...headers, 'content-type': type }, body });
  expect((await post('text/plain', 'hello')).status).toBe(415);
  expect((await post('application/json', '{"text":')).status).toBe(400);
  expect((await fetch(`${sandbox.url}/2/users/me`)).status).toBe(401);
});
