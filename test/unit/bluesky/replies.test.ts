import { describe, expect, it } from 'vitest';
import { recordKey, tidTime } from '../../../src/networks/bluesky/record-key.js';
import { answerTo, never, poll, request } from '../../helpers/adapter.js';
import { failureOf } from '../../helpers/failure.js';
import { openRig } from './support.js';

describe('a record key', () => {
  it('is the same for the same reply, another for another, and tells its time', () => {
    const at = Date.UTC(2026, 10, 21, 12, 0, 0, 123);
    expect(recordKey('a', at)).toBe(recordKey('a', at));
    expect(new Set(['a', 'b', 'c'].map((seed) => recordKey(seed, at))).size).toBe(3);
    expect(tidTime(recordKey('a', at))).toBe(at);
    expect(recordKey('z', at) < recordKey('a', at + 1)).toBe(true);
    expect(tidTime('hello')).toBeNull();
  });
});

describe('an answer', () => {
  it('carries root and parent, the time of its first attempt, facets and its language', async () => {
    const { fake, network } = await openRig();
    const root = fake.arrive({ by: 'ben', kind: 'post', text: 'Which café is good?' });
    fake.arrive({ by: 'ana', kind: 'mention', text: 'این کافه', replyTo: root });
    const [mention] = (await poll(network, request('mentions'))).mentions;
    if (!mention) throw new Error('nothing was heard');
    expect(mention).toMatchObject({ threadNativeId: root, replyToNativeId: root, kind: 'mention' });
    const text = 'می‌آییم @ana.bsky.social، منو: https://cafenar.example/fa #قهوه @gone.example';
    const reply = answerTo(mention, text, { firstAttemptAt: Date.UTC(2026, 10, 21, 12) });
    const sent = await network.reply(reply, never);
    const post = fake.world.posts.get(sent.nativeId);
    expect(post?.record).toMatchObject({
      createdAt: '2026-11-21T12:00:00.000Z',
      langs: ['fa'],
      reply: { root: { uri: root }, parent: { uri: mention.nativeId, cid: mention.versionId } },
    });
    const ana = fake.world.person('ana').did;
    expect(post?.record.facets?.map(({ features }) => features[0])).toEqual([
      { $type: 'app.bsky.richtext.facet#mention', did: ana },
      { $type: 'app.bsky.richtext.facet#link', uri: 'https://cafenar.example/fa' },
      { $type: 'app.bsky.richtext.facet#tag', tag: 'قهوه' },
    ]);
    expect(sent.url).toBe(
      `https://bsky.app/profile/cafenar.bsky.social/post/${sent.nativeId.split('/').at(-1)}`,
    );
  });

  it('goes to the post as it is now, whatever version was heard', async () => {
    const { fake, network } = await openRig();
    fake.arrive({ by: 'ana', kind: 'mention', text: 'Open?' });
    const [mention] = (await poll(network, request('mentions'))).mentions;
    if (!mention) throw new Error('nothing was heard');
    await network.reply(answerTo({ ...mention, versionId: 'an older one' }, 'Until ten.'), never);
    expect(fake.written()).toHaveLength(1);
  });

  it('is not sent behind a part that cannot be read, and says why', async () => {
    const { fake, network } = await openRig();
    fake.arrive({ by: 'ana', kind: 'mention', text: 'Open?' });
    const [mention] = (await poll(network, request('mentions'))).mentions;
    if (!mention) throw new Error('nothing was heard');
    const { nativeId: after } = await network.reply(answerTo(mention, 'Until ten (1/2)'), never);
    const rewrite = (body: string) => body.replaceAll(/"cid":"[^"]*",?/g, '').replaceAll(',}', '}');
    fake.fail({ on: 'read', action: { rewrite } });
    const pending = network.reply(answerTo(mention, 'every day (2/2)', { after }), never);
    expect(await failureOf(pending)).toMatchObject({
      networkKind: 'server',
      outcomeUnknown: false,
      message: expect.stringContaining('find the part before it'),
    });
    expect(fake.written()).toHaveLength(1);
  });

  it('is refused in words, with nothing written, where its mention is gone', async () => {
    const { fake, network } = await openRig();
    const id = fake.arrive({ by: 'ana', kind: 'mention', text: 'Open?' });
    const [mention] = (await poll(network, request('mentions'))).mentions;
    if (!mention) throw new Error('nothing was heard');
    fake.remove?.(id);
    const error = await failureOf(network.reply(answerTo(mention, 'Until ten.'), never));
    expect(error).toMatchObject({ networkKind: 'not-found', outcomeUnknown: false });
    expect(fake.requests()).not.toHaveProperty('putRecord');
  });
});

describe('hiding', () => {
  const setUp = async () => {
    const rig = await openRig();
    const ours = rig.fake.world.write(rig.fake.world.us, 'We open on Monday.', undefined);
    const rude = rig.fake.arrive({ by: 'troll', kind: 'reply', text: 'Liars', replyTo: ours.uri });
    const gate = ours.uri.replace('app.bsky.feed.post', 'app.bsky.feed.threadgate');
    return { ...rig, ours, rude, gate };
  };

  it('leaves alone who may answer, and what else is hidden', async () => {
    const { fake, network, ours, rude, gate } = await setUp();
    const allow = [{ $type: 'app.bsky.feed.threadgate#followingRule' }];
    const other = `at://${fake.world.us.did}/app.bsky.feed.post/3n2uk2gwxq222`;
    fake.world.records.set(gate, {
      $type: 'app.bsky.feed.threadgate',
      post: ours.uri,
      allow,
      hiddenReplies: [other],
      createdAt: '2026-11-21T12:00:00.000Z',
    });
    await network.hide?.(rude, true, never);
    expect(fake.world.records.get(gate)).toMatchObject({ allow, hiddenReplies: [other, rude] });
    await network.hide?.(rude, false, never);
    expect(fake.world.records.get(gate)).toMatchObject({ allow, hiddenReplies: [other] });
  });

  it('merges with what somebody changes at the same time', async () => {
    const { fake, restart, rude, ours } = await setUp();
    const second = fake.arrive({ by: 'troll', kind: 'reply', text: 'Thieves', replyTo: ours.uri });
    await Promise.all([restart().hide?.(rude, true, never), restart().hide?.(second, true, never)]);
    expect([fake.hidden?.(rude), fake.hidden?.(second)]).toEqual([true, true]);
  });

  it('is refused in threads of others', async () => {
    const { fake, network } = await setUp();
    const theirs = fake.arrive({ by: 'ben', kind: 'post', text: 'My thread' });
    const rude = fake.arrive({ by: 'troll', kind: 'reply', text: 'Liars', replyTo: theirs });
    await expect(network.hide?.(rude, true, never)).rejects.toMatchObject({ networkKind: 'forbidden' });
  });
});

describe('a like', () => {
  it('given in the app is not given again, and is taken back', async () => {
    const { fake, network } = await openRig();
    const id = fake.arrive({ by: 'ana', kind: 'mention', text: 'Lovely' });
    const [mention] = (await poll(network, request('mentions'))).mentions;
    if (!mention) throw new Error('nothing was heard');
    const subject = { uri: id, cid: mention.versionId };
    const createdAt = '2026-11-21T12:00:00.000Z';
    fake.world.records.set(`at://${fake.world.us.did}/app.bsky.feed.like/3n2uk2gwxq222`, {
      $type: 'app.bsky.feed.like',
      subject,
      createdAt,
    });
    const { to } = answerTo(mention, '');
    await network.like?.(to, true, never);
    expect(fake.world.records.size).toBe(1);
    await network.like?.(to, false, never);
    expect(fake.liked?.(id)).toBe(false);
  });
});

describe('deleting', () => {
  it.each(['convo/message', 'at://did:plc:aaaaaaaaaaaaaaaaaaaaaaaa/app.bsky.feed.post/3n2uk2gwxq222'])(
    'is refused for what is not our post: %s',
    async (id) => {
      const { network } = await openRig();
      await expect(network.delete?.(id, never)).rejects.toMatchObject({ networkKind: 'forbidden' });
    },
  );
});
