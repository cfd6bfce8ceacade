import { describe, expect, it, onTestFinished } from 'vitest';
import { MINUTE } from '../../../src/core/clock.js';
import { create } from '../../../src/networks/mastodon/index.js';
import { listsOf } from '../../../src/networks/mastodon/search.js';
import type { Fault } from '../../fakes/fake.js';
import { answerTo, never, poll, request } from '../../helpers/adapter.js';
import { watchOf } from '../../helpers/watch.js';
import { AKKOMA, GOTOSOCIAL, onServer } from './support.js';

async function staged(options: Parameters<typeof onServer>[0] = {}) {
  const stage = await onServer(options);
  onTestFinished(() => stage.fake.stop());
  return stage;
}

const watch = watchOf({ name: 'nar', keywords: ['cafe nar'], excluded: ['job'], languages: ['fa'] });

/** A field of every status under another name. */
const hidden = (body: string) => body.replaceAll('"visibility":', '"seenBy":');
const UNREADABLE: Fault = { on: 'read', times: 1_000, action: { rewrite: hidden } };

describe('mentions', () => {
  it('of one conversation have one thread, found with one lookup', async () => {
    const { fake, network } = await staged();
    const ours = fake.writeInApp('We are open.', { replyTo: null });
    const ids = [fake.arrive({ by: 'ben', kind: 'reply', text: 'Until when?', replyTo: ours })];
    for (const text of ['Hello?', 'Anybody?'])
      ids.push(fake.arrive({ by: 'ben', kind: 'reply', text, replyTo: ids.at(-1) ?? '' }));
    const { mentions } = await poll(network, request('mentions'));
    expect(mentions.map(({ threadNativeId }) => threadNativeId)).toEqual([ours, ours, ours]);
    expect(mentions.map(({ kind }) => kind)).toEqual(['reply', 'reply', 'reply']);
    expect(fake.requests().context).toBe(1);
  });

  it('that cannot be read are waited for, and read when they can be', async () => {
    const { fake, network } = await staged();
    const id = fake.arrive({ by: 'ben', kind: 'mention', text: 'Open?' });
    fake.fail(UNREADABLE);
    await expect(poll(network, request('mentions'))).rejects.toThrow(
      '1 message is not what Mastodon documents',
    );
    fake.fail('none');
    const { mentions } = await poll(network, request('mentions'));
    expect(mentions.map(({ nativeId }) => nativeId)).toEqual([id]);
  });

  it('that cannot be read for long are left out, with a gap, and only once', async () => {
    let now = Date.now();
    const { fake, network } = await staged({ clock: () => now });
    fake.arrive({ by: 'ben', kind: 'mention', text: 'Open?' });
    fake.fail(UNREADABLE);
    await expect(poll(network, request('mentions'))).rejects.toThrow('not what Mastodon documents');
    now += 11 * MINUTE;
    const { gaps, mentions, cursor } = await poll(network, request('mentions'));
    expect([gaps, mentions]).toMatchObject([[{ stream: 'mentions', code: 'unreadable', count: 1 }], []]);
    expect((await poll(network, request('mentions', { cursor }))).gaps).toEqual([]);
  });

  it('are answered by what may be a status that cannot be read: nobody says that the answer is not there', async () => {
    const { fake, network, deps } = await staged();
    fake.arrive({ by: 'ben', kind: 'mention', text: 'Open?' });
    const [mention] = (await poll(network, request('mentions'))).mentions;
    const reply = answerTo(mention ?? expect.fail('nothing came'), 'Until ten');
    await network.reply(reply, never);
    const odd: typeof fetch = async (input, init) => {
      const answer = await fetch(input, init);
      if (!String(input).includes('/accounts/')) return answer;
      return new Response(hidden(await answer.text()), answer);
    };
    await expect(create({ ...deps, fetch: odd }).findReply(reply, never)).rejects.toThrow(
      '1 message is not what Mastodon documents',
    );
    expect(await network.findReply(reply, never)).not.toBeNull();
  });

  it('of a conversation that cannot be looked up are not lost', async () => {
    const { fake, network } = await staged();
    const gone = fake.arrive({ by: 'tom', kind: 'post', text: 'hm' });
    const id = fake.arrive({ by: 'ben', kind: 'reply', text: 'Until when?', replyTo: gone });
    fake.remove(gone);
    const { mentions } = await poll(network, request('mentions'));
    expect(mentions).toMatchObject([{ nativeId: id, replyToNativeId: gone }]);
  });

  it('come with quotations where the server tells of them', async () => {
    for (const [kind, heard] of [
      [{}, 1],
      [{ apiVersion: 6 }, 0],
    ] as const) {
      const { fake, network } = await staged({ kind });
      const { world } = fake;
      world.notify(
        'quote',
        world.post(world.person('ben'), 'look at this', { extras: { quote: { state: 'accepted' } } }),
      );
      const { mentions } = await poll(network, request('mentions'));
      expect(mentions.map(({ kind: each }) => each)).toEqual(heard === 1 ? ['quote'] : []);
    }
  });
});

describe('own posts', () => {
  it('are those of the account, private ones in their conversation', async () => {
    const { fake, network } = await staged();
    const question = fake.arrive({ by: 'ben', kind: 'message', text: 'My order?' });
    const answer = fake.writeInApp('On its way.', { replyTo: question });
    const { mentions } = await poll(network, request('mentions'));
    const { ownPosts } = await poll(network, request('own'));
    expect(ownPosts).toMatchObject([{ nativeId: answer, private: true, replyToNativeId: question }]);
    expect(ownPosts[0]?.threadNativeId).toBe(mentions[0]?.threadNativeId);
  });
});

describe('a watch', () => {
  it('listens to the hashtags and the words of its keywords', () => {
    expect(listsOf({ keywords: ['cafe nar', '#CafeNar', 'نار', '24', '?!', 'a&b'] })).toEqual([
      '#cafenar',
      '#نار',
      'cafe nar',
      'نار',
      '24',
      'a&b',
    ]);
  });

  it('hears what matches it, by hashtag on any server, by words where search finds them', async () => {
    for (const [kind, words] of [
      [{}, true],
      [GOTOSOCIAL, false],
      [AKKOMA, true],
    ] as const) {
      const { fake, network } = await staged({ kind });
      const tagged = fake.arrive({ by: 'ben', kind: 'post', text: 'what a place #CafeNar' });
      const worded = fake.arrive({ by: 'ben', kind: 'post', text: 'the Café Nar is open' });
      fake.world.post(fake.world.person('ben'), 'cafe in front of nar', {});
      fake.arrive({ by: 'ben', kind: 'post', text: 'a job at #cafenar' });
      fake.world.post(fake.world.us, 'we, #cafenar, say', {});
      const { mentions } = await poll(
        network,
        request('search:nar', { watch: { ...watch, keywords: ['café nar'] } }),
      );
      expect(new Set(mentions.map(({ nativeId }) => nativeId))).toEqual(
        new Set(words ? [tagged, worded] : [tagged]),
      );
    }
  });

  it('goes on from where each of its lists was, also after a keyword was added', async () => {
    const { fake, network } = await staged();
    const first = fake.arrive({ by: 'ben', kind: 'post', text: '#nar one' });
    const { mentions, cursor } = await poll(
      network,
      request('search:nar', {
        watch: { ...watch, keywords: ['#nar'] },
      }),
    );
    expect(mentions.map(({ nativeId }) => nativeId)).toEqual([first]);
    const second = fake.arrive({ by: 'ben', kind: 'post', text: '#tea two' });
    const more = await poll(
      network,
      request('search:nar', {
        cursor,
        watch: { ...watch, keywords: ['#nar', '#tea'] },
      }),
    );
    expect(more.mentions.map(({ nativeId }) => nativeId)).toContain(second);
    expect(Object.keys(more.cursor?.lists ?? {})).toEqual(['#nar', '#tea']);
  });
});

it('reads search on within a second, which is as fine as its bounds are', async () => {
  const { fake, network } = await staged({ pageSize: 3 });
  const second = Math.floor(Date.now() / 1_000) * 1_000 - 60_000;
  const ids = [0, 200, 400, 1_600, 1_700, 1_800, 2_100, 2_900].map((ms) =>
    fake.arrive({ by: 'ben', kind: 'post', text: 'the cafe nar', createdAt: second + ms }),
  );
  const { mentions } = await poll(network, request('search:nar', { watch }));
  expect(new Set(mentions.map(({ nativeId }) => nativeId))).toEqual(new Set(ids));
});

describe('what is gone', () => {
  it.each([
    ['many at a time', {}, { lookup: 2 }],
    ['one by one where there is no such lookup', AKKOMA, { status: 25 }],
  ])('is looked up %s', async (_, kind, requests) => {
    const { fake, network } = await staged({ kind });
    const ids = Array.from({ length: 25 }, (_, index) =>
      fake.arrive({ by: 'ben', kind: 'mention', text: `no ${index}` }),
    );
    for (const id of [ids[3], ids[22]]) fake.remove(id ?? '');
    const found = await network.present?.([...ids, '5@other.example'], {
      maySpend: () => true,
      signal: never,
    });
    expect(found?.missing).toEqual([ids[3], ids[22]]);
    expect(fake.requests()).toMatchObject(requests);
  });
});
