import { afterEach, describe, expect, it } from 'vitest';
import { DAY, HOUR, MINUTE } from '../../../src/core/clock.js';
import type { Watch } from '../../../src/core/watch.js';
import type { Sandbox } from '../../../src/sandbox/index.js';
import { answerTo, never, poll, request } from '../../helpers/adapter.js';
import { stopForGood } from '../../helpers/stop-for-good.js';
import { watchOf } from '../../helpers/watch.js';
import { onSandbox } from './support.js';

const open: Sandbox[] = [];
const start: typeof onSandbox = async (...args) => {
  const started = await onSandbox(...args);
  open.push(started.sandbox);
  return started;
};
afterEach(async () => {
  for (const sandbox of open.splice(0)) await sandbox.stop();
});

function watch(overrides: Partial<Watch>): Watch {
  return watchOf({ keywords: ['Café Nar'], ...overrides });
}

const now = Date.now();
const posts = (count: number, from = now - DAY) =>
  Array.from({ length: count }, (_, index) => ({
    by: `guest${index % 7}`,
    text: `@cafenar table for ${index}?`,
    createdAt: from + index * 1_000,
  }));

describe('mentions', () => {
  it('brings in every mention once, with authors, times, threads and costs', async () => {
    const { network } = await start({
      people: [{ handle: 'guest0', name: 'Guest & Co', followers: 12, verified: true }],
      posts: posts(250),
    });
    const first = await poll(network, request('mentions'));
    expect(new Set(first.mentions.map(({ nativeId }) => nativeId)).size).toBe(250);
    expect(first.mentions).toHaveLength(250);
    expect(first.charges).toEqual({ ownedRead: 251, expandedUser: 7 });
    const oldest = first.mentions.at(-1);
    expect(oldest).toMatchObject({
      kind: 'mention',
      private: false,
      text: '@cafenar table for 0?',
      createdAt: now - DAY,
      editedAt: null,
      author: { handle: 'guest0', name: 'Guest & Co', followers: 12, verified: true },
      reply: { allowed: true },
      replyToNativeId: null,
    });
    expect(oldest?.threadNativeId).toBe(oldest?.nativeId);

    const second = await poll(network, request('mentions', { cursor: first.cursor }));
    expect(second.mentions).toEqual([]);
  });

  it('reads only what is new afterwards, and edits under the first id', async () => {
    const { sandbox, network } = await start({ posts: posts(3) });
    const first = await poll(network, request('mentions'));
    const id = sandbox.arrive({ by: 'mina_k', text: '@cafenar glass in my cake &amp; more <b>' });
    const second = await poll(network, request('mentions', { cursor: first.cursor }));
    expect(second.mentions.map(({ nativeId }) => nativeId)).toEqual([id]);
    const versionId = sandbox.edit(id, '@cafenar glass in my cake!');
    const third = await poll(network, request('mentions', { cursor: second.cursor }));
    expect(third.mentions).toMatchObject([
      { nativeId: id, versionId, text: '@cafenar glass in my cake!', editedAt: expect.any(Number) },
    ]);
  });

  it('goes on where it was interrupted, by a limit of items or of money', async () => {
    const { network } = await start({ posts: posts(350) });
    const first = await poll(network, request('mentions', { maxItems: 150 }));
    expect(first.mentions).toHaveLength(150);
    let left = 130;
    const second = await poll(
      network,
      request('mentions', {
        cursor: first.cursor,
        maySpend: (charges) => {
          const most = charges.find(({ item }) => item === 'ownedRead')?.count ?? 0;
          if (most > left) return false;
          left -= most;
          return true;
        },
      }),
    );
    // A full page finds nothing new on top; a smaller one goes on further down.
    expect(second.mentions).toHaveLength(30);
    const third = await poll(network, request('mentions', { cursor: second.cursor }));
    const all = [...first.mentions, ...second.mentions, ...third.mentions].map(({ nativeId }) => nativeId);
    expect([all.length, new Set(all).size]).toEqual([350, 350]);
  });

  it('starts at `since` on a first poll', async () => {
    const { network } = await start({ posts: [...posts(5, now - 3 * DAY), ...posts(4, now - HOUR)] });
    const { mentions } = await poll(network, request('mentions', { since: now - DAY }));
    expect(mentions).toHaveLength(4);
  });

  it('fetches what lies beyond the reach of 800 by search', async () => {
    const { sandbox, network } = await start({ posts: posts(1) });
    const first = await poll(network, request('mentions'));
    const from = Date.now() - HOUR;
    for (const { by, text, createdAt } of posts(1_000, from)) sandbox.arrive({ by, text, createdAt });
    const second = await poll(network, request('mentions', { cursor: first.cursor }));
    expect(new Set(second.mentions.map(({ nativeId }) => nativeId)).size).toBe(1_000);
    expect(second.charges).toMatchObject({ ownedRead: 800, postRead: 200 });
    expect(second.gaps).toEqual([]);
  });

  it('tells replies, quotes and reposts apart', async () => {
    const ours = { id: '1900000000000000001', by: 'cafenar', text: 'New cakes!', createdAt: now - 2 * HOUR };
    const { network } = await start({
      posts: [
        ours,
        { by: 'ana', text: '@cafenar lovely', replyTo: ours.id, createdAt: now - HOUR },
        { by: 'bob', text: 'look @cafenar', quoteOf: ours.id, createdAt: now - HOUR + 1 },
      ],
    });
    const { mentions } = await poll(network, request('mentions'));
    expect(mentions).toMatchObject([
      { kind: 'quote', replyToNativeId: null },
      { kind: 'reply', replyToNativeId: ours.id, threadNativeId: ours.id },
    ]);
  });
});

describe('other streams', () => {
  it('reads private messages from both sides, and only new ones afterwards', async () => {
    const { sandbox, network } = await start({
      messages: [
        { with: 'lan_pham', fromUs: false, text: 'Cho mình đặt bàn', createdAt: now - HOUR },
        { with: 'lan_pham', fromUs: true, text: 'Dạ vâng ạ', createdAt: now - HOUR + MINUTE },
      ],
    });
    const first = await poll(network, request('messages'));
    expect(first.mentions).toMatchObject([
      {
        kind: 'message',
        private: true,
        text: 'Cho mình đặt bàn',
        author: { handle: 'lan_pham' },
        reply: { allowed: true },
      },
    ]);
    expect(first.ownPosts).toMatchObject([
      { private: true, text: 'Dạ vâng ạ', threadNativeId: first.mentions[0]?.threadNativeId },
    ]);
    sandbox.arrive({ by: 'lan_pham', text: 'Cảm ơn', private: true });
    const second = await poll(network, request('messages', { cursor: first.cursor }));
    expect(second.mentions.map(({ text }) => text)).toEqual(['Cảm ơn']);
    expect(second.ownPosts).toEqual([]);
  });

  it('goes on with interrupted private messages', async () => {
    const messages = Array.from({ length: 230 }, (_, index) => ({
      with: `guest${index % 5}`,
      fromUs: false,
      text: `message ${index}`,
      createdAt: now - DAY + index * 1_000,
    }));
    const { sandbox, network } = await start({ messages });
    const first = await poll(network, request('messages', { maxItems: 100 }));
    expect(first.mentions).toHaveLength(100);
    sandbox.arrive({ by: 'guest1', text: 'just now', private: true });
    const second = await poll(network, request('messages', { cursor: first.cursor }));
    const all = [...first.mentions, ...second.mentions].map(({ text }) => text);
    expect([all.length, new Set(all).size]).toEqual([231, 231]);
  });

  it('finds answers that took the name out, and says whether they may be answered', async () => {
    const ours = { id: '1900000000000000001', by: 'cafenar', text: 'New cakes!', createdAt: now - 2 * HOUR };
    const { network } = await start({
      posts: [
        ours,
        { by: 'ana', text: 'nice', replyTo: ours.id, createdAt: now - HOUR },
        { by: 'bob', text: '@cafenar nice too', replyTo: ours.id, createdAt: now - HOUR },
      ],
    });
    const { mentions } = await poll(network, request('replies'));
    expect(mentions).toMatchObject([
      {
        text: 'nice',
        kind: 'reply',
        reply: { allowed: false, reason: expect.stringContaining('mention or quote') },
      },
    ]);
  });

  it('searches for a watch and leaves tagged posts to the mentions', async () => {
    const { network } = await start({
      posts: [
        { by: 'ana', text: 'Café Nar is lovely', createdAt: now - HOUR },
        { by: 'bob', text: '@cafenar Café Nar is lovely', createdAt: now - HOUR },
        { by: 'cafenar', text: 'Café Nar opens at 8', createdAt: now - HOUR },
        { by: 'eve', text: 'Café Nar giveaway', createdAt: now - HOUR },
      ],
    });
    const brand = watch({ excluded: ['giveaway'] });
    expect(network.streams([brand])).toEqual(['mentions', 'messages', 'own', 'replies', 'search:brand']);
    const found = await poll(network, request('search:brand', { watch: brand }));
    expect(found.mentions).toMatchObject([
      { text: 'Café Nar is lovely', kind: 'post', reply: { allowed: false } },
    ]);
    expect(found.charges).toEqual({ postRead: 1, expandedUser: 1, ownedRead: 1 });
  });

  it('may answer a quote of ours that does not name us', async () => {
    const ours = { id: '1900000000000000001', by: 'cafenar', text: 'New cakes!', createdAt: now - 2 * HOUR };
    const { network } = await start({
      posts: [
        ours,
        { by: 'ana', text: 'Café Nar knows how', quoteOf: ours.id, createdAt: now - HOUR },
        { by: 'bob', text: 'Café Nar?', createdAt: now - HOUR + 1 },
      ],
    });
    const { mentions } = await poll(network, request('search:brand', { watch: watch({}) }));
    expect(mentions.map(({ kind, reply }) => [kind, reply.allowed])).toEqual([
      ['post', false],
      ['quote', true],
    ]);
    const [, quote] = mentions;
    if (quote === undefined) throw new Error('no quote');
    await network.reply(answerTo(quote, 'Thank you!'), never);
  });

  it('signs searches in any script and with any sign', async () => {
    const { network } = await start({
      posts: [{ by: 'ana', text: "کافه‌ی نار عالیه! it's *great* (100%) + more", createdAt: now - HOUR }],
    });
    const keywords = ['کافه‌ی نار', "it's *great*", '(100%) + more', '"~!"'];
    const found = await poll(
      network,
      request('search:brand', { watch: watch({ keywords, required: ['عالیه'] }) }),
    );
    expect(found.mentions).toHaveLength(1);
  });

  it('reads our own posts to see what was answered elsewhere', async () => {
    const asked = { id: '1900000000000000001', by: 'ana', text: '@cafenar open?', createdAt: now - 2 * HOUR };
    const { network } = await start({
      posts: [asked, { by: 'cafenar', text: '@ana Until ten', replyTo: asked.id, createdAt: now - HOUR }],
    });
    const { ownPosts, mentions, charges } = await poll(network, request('own'));
    expect(mentions).toEqual([]);
    expect(ownPosts).toMatchObject([{ text: '@ana Until ten', replyToNativeId: asked.id, private: false }]);
    // One post, and one question who we are.
    expect(charges).toEqual({ ownedRead: 2 });
  });

  it('polls only the streams and watches that are the account’s', async () => {
    const { network } = await start({}, { account: { streams: ['mentions', 'search'] } });
    const watches = [
      watch({ name: 'mine', accounts: ['cafe'] }),
      watch({ name: 'theirs', accounts: ['other'] }),
    ];
    expect(network.streams(watches)).toEqual(['mentions', 'search:mine']);
  });

  it('asks nothing of X before it may spend', async () => {
    const { sandbox, network } = await start({ posts: posts(3) });
    const refused = await poll(network, request('mentions', { maySpend: () => false }));
    expect(refused.pages).toEqual([]);
    expect(sandbox.requests()).toEqual({});
  });
});

describe('answering', () => {
  it('answers in public and finds the answer again', async () => {
    const { sandbox, network } = await start({ posts: posts(1) });
    const [mention] = (await poll(network, request('mentions'))).mentions;
    if (mention === undefined) throw new Error('no mention');
    const reply = answerTo(mention, 'Yes! See https://cafe.example.com/menu & <more>');
    expect(await network.findReply(reply, never)).toBeNull();
    const sent = await network.reply(reply, never);
    expect(sent).toMatchObject({ url: `https://x.com/cafenar/status/${sent.nativeId}` });
    expect(sent.charges).toEqual([{ item: 'postWithUrl', count: 1 }]);
    expect(await network.findReply(reply, never)).toMatchObject({ nativeId: sent.nativeId });
    expect(await network.findReply({ ...reply, text: 'something else' }, never)).toBeNull();
    expect(sandbox.ledger().length).toBeGreaterThan(0);
    await expect(network.reply(reply, never)).rejects.toMatchObject({
      networkKind: 'duplicate',
      outcomeUnknown: false,
    });
  });

  it('answers in private and finds the message again', async () => {
    const { network } = await start({
      messages: [{ with: 'lan_pham', fromUs: false, text: 'Xin chào', createdAt: now - HOUR }],
    });
    const [mention] = (await poll(network, request('messages'))).mentions;
    if (mention === undefined) throw new Error('no message');
    const reply = answerTo(mention, 'Chào bạn!', { private: true });
    expect(await network.findReply(reply, never)).toBeNull();
    const sent = await network.reply(reply, never);
    expect(sent.charges).toEqual([{ item: 'messageSend', count: 1 }]);
    expect(await network.findReply(reply, never)).toMatchObject({ nativeId: sent.nativeId });
  });

  it('says why a post that did not mention us cannot be answered', async () => {
    const { sandbox, network } = await start();
    const id = sandbox.arrive({ by: 'ana', text: 'Café Nar is lovely' });
    const stranger = { nativeId: id, author: { nativeId: '5', handle: 'ana' }, threadNativeId: id };
    await expect(network.reply(answerTo(stranger, 'thanks'), never)).rejects.toMatchObject({
      networkKind: 'forbidden',
      hint: expect.stringContaining('browser'),
      outcomeUnknown: false,
    });
  });

  it('hides answers to our posts, deletes our own, and sees what is gone', async () => {
    const ours = { id: '1900000000000000001', by: 'cafenar', text: 'New cakes!', createdAt: now - 2 * HOUR };
    const rude = {
      id: '1900000000000000002',
      by: 'troll',
      text: '@cafenar ugh',
      replyTo: ours.id,
      createdAt: now - HOUR,
    };
    const { network } = await start({ posts: [ours, rude] });
    await network.hide?.(rude.id, true, never);
    await network.hide?.(rude.id, false, never);
    expect(
      await network.present?.([ours.id, rude.id], { maySpend: () => true, signal: never }),
    ).toMatchObject({ missing: [] });
    await network.delete?.(ours.id, never);
    const gone = await network.present?.([ours.id, rude.id], { maySpend: () => true, signal: never });
    expect(gone).toEqual({ missing: [ours.id], charges: [{ item: 'postRead', count: 1 }] });
  });
});

describe('identity and check', () => {
  it('learns who we are once and hands it on', async () => {
    const seen: string[] = [];
    const { sandbox, network } = await start({}, { onIdentity: ({ handle }) => seen.push(handle) });
    expect(await network.verify(never)).toEqual({
      nativeId: sandbox.account.nativeId,
      handle: 'cafenar',
      name: 'cafenar',
    });
    await poll(network, request('mentions'));
    expect(seen).toEqual(['cafenar']);
  });

  it('does not ask again what an earlier poll learnt', async () => {
    const { sandbox } = await start();
    const { network } = await start({}, { account: { nativeId: sandbox.account.nativeId } });
    await poll(network, request('mentions'));
    expect(open.at(-1)?.requests()).toEqual({ 'GET /2/users/:id/mentions': 1 });
  });

  it.each([
    ['read', 'error', 'app-type'],
    ['read-write', 'warning', 'app-type'],
    ['read-write-directmessages', 'ok', 'app-type'],
  ] as const)('names what an app with access %s lacks', async (accessLevel, level, code) => {
    const { network } = await start({ accessLevel });
    expect(await network.check(never)).toContainEqual(expect.objectContaining({ level, code }));
  });

  it('names wrong keys, another account, a wrong clock and an absent network', async () => {
    const wrong = await start({}, { account: { handle: '@somebody' } });
    expect(await wrong.network.check(never)).toContainEqual(
      expect.objectContaining({ level: 'error', code: 'identity' }),
    );
    const off = await start({}, { clock: () => Date.now() + 3 * MINUTE });
    expect(await off.network.check(never)).toContainEqual(expect.objectContaining({ code: 'clock-skew' }));
    const absent = await start();
    await stopForGood(absent.sandbox);
    expect(await absent.network.check(never)).toEqual([
      expect.objectContaining({ level: 'error', code: 'unreachable', hint: expect.any(String) }),
    ]);
  });
});
