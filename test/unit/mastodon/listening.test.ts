import { describe, expect, it, onTestFinished } from 'vitest';
import { listsOf } from '../../../src/networks/mastodon/search.js';
import { never, poll, request } from '../../helpers/adapter.js';
import { watchOf } from '../../helpers/watch.js';
import { AKKOMA, GOTOSOCIAL, onServer } from './support.js';

async function staged(options: Parameters<typeof onServer>[0] = {}) {
  const stage = await onServer(options);
  onTestFinished(() => stage.fake.stop());
  return stage;
}

const watch = watchOf({ name: 'nar', keywords: ['cafe nar'], excluded: ['job'], languages: ['fa'] });

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
