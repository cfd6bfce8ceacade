import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { NetworkError } from '../../src/core/errors.js';
import { create } from '../../src/networks/bluesky/index.js';
import type { Network } from '../../src/networks/network.js';
import { Faults } from '../fakes/faults.js';
import { endpoint, type FakeServer, listOf, startServer } from '../fakes/server.js';
import { MemorySecrets, memoryOf } from '../helpers/account-facts.js';
import { answerTo, depsFor, never } from '../helpers/adapter.js';

// The real server of the AT Protocol, from the package @atproto/dev-env. It holds accounts, sessions and records; the
// network's index (notifications, search) is not part of it, so that looking posts up is done here, out of its records.
const FOLDER = process.env.EARSHOT_TEST_ATPROTO;
if (FOLDER === undefined) {
  console.info('Bluesky: skipped; EARSHOT_TEST_ATPROTO must name a folder with @atproto/dev-env installed.');
}

const accountSchema = z.object({
  did: z.string(),
  handle: z.string(),
  password: z.string(),
  plain: z.string(),
  privileged: z.string(),
});
const hostSchema = z.object({ url: z.string(), cafe: accountSchema, customer: accountSchema });
const recordSchema = z.object({
  uri: z.string(),
  cid: z.string(),
  value: z.looseObject({ createdAt: z.string() }),
});
const listSchema = z.object({ records: z.array(recordSchema) });
const POSTS = 'app.bsky.feed.post';

describe.skipIf(FOLDER === undefined)('a real Bluesky server', () => {
  let child: ChildProcessWithoutNullStreams;
  let index: FakeServer;
  let host: z.infer<typeof hostSchema>;

  beforeAll(async () => {
    index = await startIndex(() => host.url);
    const own = join(FOLDER ?? '', 'node_modules/.bin/node');
    const node = existsSync(own) ? own : process.execPath;
    child = spawn(node, ['test/servers/atproto-host.js', FOLDER ?? '', index.url]);
    child.stderr.pipe(process.stderr);
    for await (const line of createInterface(child.stdout)) {
      if (!line.startsWith('{"url"')) continue;
      host = hostSchema.parse(JSON.parse(line));
      break;
    }
  });

  afterAll(async () => {
    child?.stdin.end();
    await index?.stop();
  });

  /** The adapter on the real server. */
  const connect = (
    password: string,
    kept = { secrets: new MemorySecrets({ appPassword: password }), memory: memoryOf() },
  ) => {
    const account = { handle: host.cafe.handle, auth: 'app-password', server: host.url };
    return { ...kept, network: create(depsFor({ account, ...kept, timeoutMs: 10_000 })) };
  };

  const records = async (collection: string) => {
    const address = new URL('/xrpc/com.atproto.repo.listRecords', host.url);
    address.search = new URLSearchParams({ repo: host.cafe.did, collection, limit: '100' }).toString();
    return listSchema.parse(await (await fetch(address)).json()).records;
  };

  const post = async (account: typeof host.cafe, text: string, extra: object = {}) => {
    const call = async (method: string, body: object, token?: string) => {
      const answer = await fetch(`${host.url}/xrpc/${method}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) },
        body: JSON.stringify(body),
      });
      return z
        .looseObject({
          accessJwt: z.string().optional(),
          uri: z.string().optional(),
          cid: z.string().optional(),
        })
        .parse(await answer.json());
    };
    const { accessJwt } = await call('com.atproto.server.createSession', {
      identifier: account.handle,
      password: account.password,
    });
    const record = { $type: POSTS, text, createdAt: new Date().toISOString(), ...extra };
    const { uri = '', cid = '' } = await call(
      'com.atproto.repo.createRecord',
      { repo: account.did, collection: POSTS, record },
      accessJwt,
    );
    return { uri, cid };
  };

  const mentionOf = ({ uri, cid }: { uri: string; cid: string }) => ({
    nativeId: uri,
    versionId: cid,
    author: {
      nativeId: host.customer.did,
      handle: host.customer.handle,
      name: null,
      followers: null,
      verified: false,
      url: null,
    },
    threadNativeId: uri,
    private: false,
  });

  it('tells who we are, and what kind of password it is', async () => {
    const app = connect(host.cafe.privileged);
    expect(await app.network.verify(never)).toMatchObject({
      nativeId: host.cafe.did,
      handle: host.cafe.handle,
    });
    expect(app.network.capabilities.messages.can).toBe(true);
    const plain = connect(host.cafe.plain);
    await plain.network.verify(never);
    expect(plain.network.capabilities.messages.can).toBe(false);
    const main = connect(host.cafe.password);
    await main.network.verify(never);
    expect((await main.network.check(never)).map(({ code }) => code)).toContain('main-password');
    await expect(connect('wrong').network.verify(never)).rejects.toMatchObject({ networkKind: 'auth' });
  });

  it('renews a session whose access token it refuses, without the password', async () => {
    const { network, secrets, memory } = connect(host.cafe.plain);
    await network.verify(never);
    const before = { ...secrets.values };
    secrets.values = { ...before, accessJwt: 'not.a.token' };
    const later = connect('', { secrets, memory });
    await later.network.verify(never);
    expect(secrets.values.refreshJwt).not.toBe(before.refreshJwt);
    // The old refresh token still works for a while: a lost answer can be asked for again.
    secrets.values = { ...before, accessJwt: 'not.a.token' };
    await connect('', { secrets, memory }).network.verify(never);
    expect(secrets.values.accessJwt).not.toBe('not.a.token');
  });

  it('holds one record, however often a reply is sent; finds it, and not once it is deleted', async () => {
    const { network } = connect(host.cafe.plain);
    const question = await post(host.customer, 'Are you open?');
    const text = `می‌آیید؟ @${host.customer.handle} https://cafenar.example/é #قهوه`;
    const reply = answerTo(mentionOf(question), text);
    expect(await network.findReply(reply, never)).toBeNull();
    const before = (await records(POSTS)).length;
    const first = await network.reply(reply, never);
    const again = await network.reply(reply, never);
    expect(again.nativeId).toBe(first.nativeId);
    const held = await records(POSTS);
    expect(held.length).toBe(before + 1);
    expect(held.find(({ uri }) => uri === first.nativeId)?.value).toMatchObject({
      text,
      langs: ['fa'],
      reply: { root: question, parent: question },
      facets: [{}, {}, {}],
    });
    expect(Math.abs(first.createdAt - Date.now())).toBeLessThan(60_000);
    expect(await network.findReply(reply, never)).toMatchObject({ nativeId: first.nativeId });
    await network.delete?.(first.nativeId, never);
    await network.delete?.(first.nativeId, never);
    expect(await network.findReply(reply, never)).toBeNull();
  });

  it.each([
    'a',
    'س',
    'e\u0301',
    '𝒸',
    '😀',
    '👨‍👩‍👧‍👦',
    '🏳️‍🌈',
    '🇮🇷',
    'नि',
    'क्ष',
    '각',
    'ᄀ',
    '\r\n',
    'ก็',
    'می‌',
    '\u200d',
  ])('counts %j as measure does', async (unit) => {
    const { network } = connect(host.cafe.plain);
    const question = mentionOf(await post(host.customer, 'How long may it be?'));
    const text = (count: number) => `x${unit.repeat(count)}x`;
    const count = mostThatFit(network, text);
    await network.reply(answerTo(question, text(count)), never);
    const error: unknown = await network
      .reply(answerTo(question, text(count + 1)), never)
      .catch((thrown) => thrown);
    expect(error).toBeInstanceOf(NetworkError);
    expect(error).toMatchObject({ networkKind: 'rejected', outcomeUnknown: false });
  });

  it('holds one like, and takes it back', async () => {
    const { network } = connect(host.cafe.plain);
    const { to } = answerTo(mentionOf(await post(host.customer, 'Best coffee in town')), '');
    for (const [liked, count] of [
      [true, 1],
      [true, 1],
      [false, 0],
      [false, 0],
    ] as const) {
      await network.like?.(to, liked, never);
      expect(await records('app.bsky.feed.like')).toHaveLength(count);
    }
  });

  it('hides answers by the gate of their thread, also when two are hidden at once', async () => {
    const root = await post(host.cafe, 'We open on Monday.');
    const reply = { root, parent: root };
    const rude = await post(host.customer, 'Liars', { reply });
    const ruder = await post(host.customer, 'Thieves', { reply });
    const one = connect(host.cafe.plain).network;
    const two = connect(host.cafe.plain).network;
    await Promise.all([one.hide?.(rude.uri, true, never), two.hide?.(ruder.uri, true, never)]);
    const hidden = async () => (await records('app.bsky.feed.threadgate'))[0]?.value.hiddenReplies;
    expect(new Set(Object.values(Object(await hidden())))).toEqual(new Set([rude.uri, ruder.uri]));
    await one.hide?.(rude.uri, false, never);
    expect(await hidden()).toEqual([ruder.uri]);
  });
});

/** The most of it that measure says fits. */
function mostThatFit(network: Network, text: (count: number) => string): number {
  const fits = (count: number) => {
    const { length, limit } = network.measure(text(count), { private: false });
    return length <= limit;
  };
  let [low, high] = [0, 3_001];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (fits(middle)) low = middle;
    else high = middle;
  }
  return low;
}

/** An index that looks posts up in the server's own records. */
function startIndex(server: () => string): Promise<FakeServer> {
  const view = async (uri: string) => {
    const [, , repo = '', collection = '', rkey = ''] = uri.split('/');
    const address = new URL('/xrpc/com.atproto.repo.getRecord', server());
    address.search = new URLSearchParams({ repo, collection, rkey }).toString();
    const answer = await fetch(address);
    if (!answer.ok) return [];
    const { cid, value } = recordSchema.parse(await answer.json());
    return [
      { uri, cid, author: { did: repo, handle: 'someone.test' }, record: value, indexedAt: value.createdAt },
    ];
  };
  return startServer({
    faults: new Faults(),
    refuse: ({ status, detail }) => ({ status, json: { error: 'InvalidRequest', message: detail } }),
    endpoints: [
      endpoint({
        method: 'GET',
        path: '/xrpc/app.bsky.feed.getPosts',
        name: 'getPosts',
        query: z.strictObject({ uris: listOf(z.string()) }),
        handle: async ({ query }) => ({ json: { posts: (await Promise.all(query.uris.map(view))).flat() } }),
      }),
    ],
  });
}
