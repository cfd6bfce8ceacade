import { describe, expect, it } from 'vitest';
import { MINUTE } from '../../../src/core/clock.js';
import type { Fault } from '../../fakes/fake.js';
import { answerTo, never, poll, request } from '../../helpers/adapter.js';
import { watchOf } from '../../helpers/watch.js';
import { openRig } from './support.js';

const WATCH = watchOf({ keywords: ['café nar', 'cafenar'], excluded: ['horoscope'] });

/** From now on a field of every private message has another name. */
const UNREADABLE: Fault = {
  on: 'read',
  times: 1_000,
  action: { rewrite: (body) => body.replaceAll('"sentAt":', '"saidAt":') },
};

describe('mentions', () => {
  it('are told by why they came, with what Bluesky knows of them', async () => {
    const { fake, network } = await openRig();
    const ours = fake.writeInApp?.('We open on Monday.', { replyTo: null }) ?? '';
    const answer = fake.arrive({ by: 'ana', kind: 'reply', text: 'At last!', replyTo: ours });
    const mention = fake.arrive({ by: 'ben', kind: 'mention', text: 'Open on Sunday too?' });
    fake.arrive({ by: 'cem', kind: 'post', text: 'Nobody is tagged here' });
    const { mentions } = await poll(network, request('mentions'));
    expect(new Map(mentions.map(({ nativeId, kind }) => [nativeId, kind]))).toEqual(
      new Map([
        [answer, 'reply'],
        [mention, 'mention'],
      ]),
    );
    expect(mentions.find(({ nativeId }) => nativeId === answer)).toMatchObject({
      threadNativeId: ours,
      replyToNativeId: ours,
      author: { handle: 'ana.bsky.social', name: 'ana', followers: 150 },
      metrics: { likes: 0, replies: 0, views: null },
      url: `https://bsky.app/profile/ana.bsky.social/post/${answer.split('/').at(-1)}`,
      reply: { allowed: true },
    });
  });

  it('dated in the future, or by nonsense, have the time Bluesky saw them', async () => {
    const { fake, network } = await openRig();
    const startedAt = Date.now();
    fake.arrive({ by: 'ana', kind: 'mention', text: 'From the future', createdAt: startedAt + 600 * MINUTE });
    const odd = fake.arrive({ by: 'ben', kind: 'mention', text: 'Of no day' });
    Object.assign(fake.world.posts.get(odd)?.record ?? {}, { createdAt: '2026-13-45T25:00:00Z' });
    const { mentions } = await poll(network, request('mentions'));
    expect(mentions).toHaveLength(2);
    for (const { createdAt } of mentions) {
      expect(createdAt).toBeGreaterThanOrEqual(startedAt);
      expect(createdAt).toBeLessThanOrEqual(Date.now());
    }
  });

  it('that cannot be read do not lose the others', async () => {
    const { fake, network, debugged } = await openRig();
    const id = fake.arrive({ by: 'ana', kind: 'mention', text: 'Good one' });
    const bad = fake.arrive({ by: 'ben', kind: 'mention', text: 'Bad one' });
    const post = fake.world.posts.get(bad);
    Object.assign(post?.record ?? {}, { text: 42 });
    const { mentions } = await poll(network, request('mentions'));
    expect(mentions.map(({ nativeId }) => nativeId)).toEqual([id]);
    expect(debugged.some((line) => line.includes('left out'))).toBe(true);
  });

  it('in private that cannot be read are waited for, then left out with a gap, and once', async () => {
    let now = Date.now();
    const { fake, restart } = await openRig();
    const network = restart({ clock: () => now });
    const start = await poll(network, request('messages'));
    const id = fake.arrive({ by: 'ana', kind: 'message', text: 'Open?' });
    fake.fail(UNREADABLE);
    const asked = request('messages', { cursor: start.cursor });
    await expect(poll(network, asked)).rejects.toThrow('1 message is not what Bluesky documents');
    fake.fail('none');
    expect((await poll(network, asked)).mentions.map(({ nativeId }) => nativeId)).toEqual([id]);
    fake.fail(UNREADABLE);
    await expect(poll(network, asked)).rejects.toThrow('1 message is not what Bluesky documents');
    now += 11 * MINUTE;
    const { gaps, mentions, cursor } = await poll(network, asked);
    expect([gaps, mentions]).toMatchObject([[{ stream: 'messages', code: 'unreadable', count: 1 }], []]);
    expect((await poll(network, request('messages', { cursor }))).gaps).toEqual([]);
  });

  it('in private end at a server whose log has a further position for ever, with nothing before it', async () => {
    const { fake, network } = await openRig();
    const { cursor } = await poll(network, request('messages'));
    let served = 0;
    const rewrite = (body: string) => {
      served += 1;
      return body.replace(/"cursor":"[^"]*"/, `"cursor":"further-${served}"`);
    };
    fake.fail({ on: 'read', times: 1_000, action: { rewrite } });
    await poll(network, request('messages', { cursor })).catch(() => null);
    expect(served).toBeGreaterThan(10);
    expect(served).toBeLessThan(100);
  });

  it('in private are answered by what may be a message that cannot be read: nobody says it is not there', async () => {
    const { fake, network } = await openRig();
    fake.arrive({ by: 'ana', kind: 'message', text: 'Open?' });
    const [mention] = (await poll(network, request('messages'))).mentions;
    const reply = answerTo(mention ?? expect.fail('nothing came'), 'Until ten');
    await network.reply(reply, never);
    fake.fail(UNREADABLE);
    await expect(network.findReply(reply, never)).rejects.toThrow('not what Bluesky documents');
    fake.fail('none');
    expect(await network.findReply(reply, never)).not.toBeNull();
  });

  it('of a post that is gone from sight cannot be answered, and say why', async () => {
    const { fake, restart } = await openRig();
    const id = fake.arrive({ by: 'ana', kind: 'mention', text: 'Now you see me' });
    const blind: typeof fetch = async (input, init) => {
      const url = new URL(String(input));
      if (url.pathname.endsWith('getPosts')) fake.remove?.(id);
      return fetch(input, init);
    };
    const { mentions } = await poll(restart({ fetch: blind }), request('mentions'));
    expect(mentions).toMatchObject([
      { nativeId: id, reply: { allowed: false, reason: expect.stringMatching(/\w/) } },
    ]);
  });
});

describe('our own posts', () => {
  it('come with what they answer, whether written here or in the app', async () => {
    const { fake, network, restart } = await openRig();
    const question = fake.arrive({ by: 'ana', kind: 'mention', text: 'Open?' });
    const first = await poll(network, request('own'));
    expect(first.ownPosts).toEqual([]);
    const answer = fake.writeInApp?.('Until ten.', { replyTo: question });
    const second = await poll(restart(), request('own', { cursor: first.cursor }));
    expect(second.ownPosts).toMatchObject([
      {
        nativeId: answer,
        text: 'Until ten.',
        replyToNativeId: question,
        threadNativeId: question,
        private: false,
      },
    ]);
    const third = await poll(restart(), request('own', { cursor: second.cursor }));
    expect(third.ownPosts).toEqual([]);
  });
});

describe('a search', () => {
  const search = { watch: WATCH };

  it('asks for each keyword, keeps to the rules of the watch, and leaves out our own', async () => {
    const { fake, network } = await openRig();
    const wanted = fake.arrive({ by: 'ana', kind: 'post', text: 'I love Café Nar' });
    fake.arrive({ by: 'ben', kind: 'post', text: 'cafenar horoscope' });
    fake.arrive({ by: 'cem', kind: 'post', text: 'cafenarnia is another place' });
    fake.writeInApp?.('Welcome to cafenar', { replyTo: null });
    const { mentions, cursor } = await poll(network, request('search:brand', search));
    expect(mentions.map(({ nativeId, kind }) => [nativeId, kind])).toEqual([[wanted, 'post']]);
    expect(Object.keys(Object(cursor?.keywords))).toEqual(WATCH.keywords);
    expect(fake.requests()).toMatchObject({ searchPosts: 2 });
  });

  it('keeps to the languages of the watch, as far as posts declare theirs', async () => {
    const { fake, network } = await openRig();
    const { world } = fake;
    world.write(world.person('ana'), 'cafenar ist gut', undefined, { langs: ['de'] });
    const english = world.write(world.person('ben'), 'cafenar is good', undefined, {
      langs: ['en-GB', 'vi'],
    });
    const silent = world.write(world.person('cem'), 'cafenar!', undefined);
    const { mentions } = await poll(
      network,
      request('search:brand', { watch: { ...WATCH, keywords: ['cafenar'], languages: ['en'] } }),
    );
    expect(new Set(mentions.map(({ nativeId }) => nativeId))).toEqual(new Set([english.uri, silent.uri]));
  });

  it('begins anew for a keyword that is new, and forgets one that is gone', async () => {
    const { fake, network, restart } = await openRig();
    const old = fake.arrive({ by: 'ana', kind: 'post', text: 'narbucks is bad' });
    const first = await poll(network, request('search:brand', search));
    const watch = { ...WATCH, keywords: ['cafenar', 'narbucks'] };
    const second = await poll(restart(), request('search:brand', { watch, cursor: first.cursor }));
    expect(second.mentions.map(({ nativeId }) => nativeId)).toEqual([old]);
    expect(Object.keys(Object(second.cursor?.keywords))).toEqual(watch.keywords);
  });

  it('for nothing that can be searched for is refused in words', async () => {
    const { network } = await openRig();
    const watch = { ...WATCH, keywords: ['""', '—'] };
    await expect(poll(network, request('search:brand', { watch }))).rejects.toMatchObject({
      networkKind: 'rejected',
      message: expect.stringContaining("'brand'"),
    });
  });
});

describe('private messages', () => {
  it('from before the first poll are read once, and ours among them', async () => {
    const { fake, network, restart } = await openRig({ pageSize: 2 });
    const ids = ['one', 'two', 'three'].map((text) => fake.arrive({ by: 'ana', kind: 'message', text }));
    const ours = fake.writeInApp?.('four', { replyTo: ids[0] ?? '' });
    const other = fake.arrive({ by: 'ben', kind: 'message', text: 'five' });
    const first = await poll(network, request('messages'));
    expect(new Set(first.mentions.map(({ nativeId }) => nativeId))).toEqual(new Set([...ids, other]));
    expect(first.ownPosts).toMatchObject([{ nativeId: ours, private: true, text: 'four' }]);
    expect(first.mentions[0]).toMatchObject({
      kind: 'message',
      private: true,
      author: { followers: expect.any(Number) },
    });
    const later = fake.arrive({ by: 'ana', kind: 'message', text: 'six' });
    const second = await poll(restart(), request('messages', { cursor: first.cursor }));
    expect(second.mentions.map(({ nativeId }) => nativeId)).toEqual([later]);
    expect(fake.requests().listConvos).toBe(1);
  });

  it('that were deleted are told of', async () => {
    const { fake, network, restart } = await openRig();
    const id = fake.arrive({ by: 'ana', kind: 'message', text: 'my address is …' });
    const { cursor } = await poll(network, request('messages'));
    fake.remove?.(id);
    const { deleted } = await poll(restart(), request('messages', { cursor }));
    expect(deleted).toEqual([id]);
  });
});
