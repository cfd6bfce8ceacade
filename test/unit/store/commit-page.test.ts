import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { gapReason } from '../../../src/core/gap.js';
import { act, deskStore, inbound, NOW, ownPost, prepared, stored, understanding } from './support.js';

let desk: Awaited<ReturnType<typeof deskStore>>;
beforeEach(async () => {
  desk = await deskStore();
});
afterEach(() => desk.store.close());

const ALL = { sort: 'newest', limit: null } as const;

describe('commitPage', () => {
  it('keeps every field that came in', async () => {
    const mention = inbound('m1', {
      versionId: 'm1v2',
      kind: 'reply',
      text: 'سلام، کی باز می‌کنید؟ 🙂',
      editedAt: NOW - 5,
      networkLanguage: 'fa',
      url: 'https://x.com/i/m1',
      threadNativeId: 't1',
      replyToNativeId: 'm0',
      metrics: { likes: 1, reposts: 2, replies: 3, quotes: 4, views: 5 },
      reply: { allowed: false, reason: 'they must mention you' },
      author: {
        nativeId: 'a1',
        handle: 'Sara',
        name: 'سارا',
        followers: 12,
        verified: true,
        url: 'https://sara.example',
      },
    });
    const understood = understanding({
      sentiment: { label: 'negative', score: -0.7, confidence: 0.8 },
      language: 'fa',
      urgency: ['possible injury'],
    });
    await desk.commit({ mentions: [prepared(mention, { understanding: understood, priority: 61 })] });
    const { author, networkLanguage: _, ...same } = mention;
    expect(await stored(desk.store, 'm1')).toEqual({
      ...same,
      ...understood,
      id: 1,
      network: 'x',
      account: 'cafe',
      author: { ...author, id: 1 },
      threadId: 1,
      receivedAt: NOW,
      deletedAt: null,
      corrected: [],
      anger: { messages: 1, people: 1 },
      priority: 61,
      status: 'new',
      snoozedUntil: null,
      tags: [],
      watches: [],
      answeredAt: null,
      scorerVersion: 'test-1',
    });
  });

  it.each([
    ['a mention', { mentions: [prepared(inbound('bad'), { priority: 101 })] }],
    ['a gap', { gaps: [{ stream: 'mentions', from: null, to: Number.NaN, code: 'too-old' as const }] }],
    ['spending', { spending: [{ item: 'postRead', count: 0.5, micros: 1 }] }],
  ])('stores nothing of a page where %s cannot be stored, its cursor included', async (_, page) => {
    await desk.commit({ cursor: { at: 1 }, mentions: [prepared(inbound('old'))] });
    const mentions = [prepared(inbound('new')), ...('mentions' in page ? page.mentions : [])];
    const failing = desk.commit({
      ...page,
      mentions,
      ownPosts: [ownPost('p1', { threadNativeId: 'thread of old' })],
      deletedNativeIds: ['old'],
      cursor: { at: 2 },
    });
    await expect(failing).rejects.toThrow();
    expect((await desk.store.mentions.list(ALL)).map((mention) => mention.nativeId)).toEqual(['old']);
    const old = await stored(desk.store, 'old');
    expect(old.deletedAt).toBeNull();
    expect(await desk.store.mentions.ownPostsOfThread(old.threadId)).toEqual([]);
    expect(await desk.store.accounts.cursor(desk.accountId, 'mentions')).toEqual({ at: 1 });
    expect(await desk.store.accounts.spentSince(0)).toBe(0);
    expect(await desk.store.accounts.gapsBetween(0, NOW + 1)).toEqual([]);
  });

  it('keeps one cursor a stream, and adds spending and gaps up', async () => {
    const gap = { stream: 'mentions', from: 1, to: 2, code: 'unreadable' as const, count: 2 };
    await desk.commit({
      cursor: { at: 1 },
      spending: [{ item: 'postRead', count: 2, micros: 10 }],
      gaps: [gap],
    });
    await desk.commit({ cursor: { at: 2 }, spending: [{ item: 'postRead', count: 1, micros: 5 }] });
    await desk.commit({ cursor: { at: 9 }, stream: 'own' });
    expect(await desk.store.accounts.cursor(desk.accountId, 'mentions')).toEqual({ at: 2 });
    expect(await desk.store.accounts.cursor(desk.accountId, 'own')).toEqual({ at: 9 });
    expect(await desk.store.accounts.spentSince(NOW)).toBe(15);
    expect(await desk.store.accounts.gapsBetween(NOW, NOW + 1)).toEqual([
      { account: 'cafe', ...gap, reason: gapReason(gap) },
    ]);
  });

  it('numbers a page oldest first, and a mention twice in a page once', async () => {
    const page = [
      prepared(inbound('b', { createdAt: NOW + 2 })),
      prepared(inbound('a', { createdAt: NOW + 1, text: 'first version' })),
      prepared(inbound('a', { createdAt: NOW + 1, text: 'second version' })),
    ];
    const { newIds } = await desk.commit({ mentions: page });
    expect(newIds).toEqual([1, 2]);
    expect(await stored(desk.store, 'a')).toMatchObject({ id: 1, text: 'second version' });
  });
});

describe('a mention seen again', () => {
  const again = (given: Parameters<typeof inbound>[1], understood = {}) =>
    desk.commit({ mentions: [prepared(inbound('m1', given), { understanding: understood })], now: NOW + 10 });

  it('gets its counts brought up to date; a count that is not told stays', async () => {
    const metrics = { likes: 1, reposts: 2, replies: null, quotes: null, views: 7 };
    await desk.commit({ mentions: [prepared(inbound('m1', { metrics }))] });
    const later = { likes: 5, reposts: null, replies: 1, quotes: null, views: 7 };
    expect(await again({ metrics: later })).toMatchObject({ newIds: [], updated: 1 });
    expect((await stored(desk.store, 'm1')).metrics).toEqual({ ...later, reposts: 2 });
  });

  it('is not counted as updated where nothing changed', async () => {
    const metrics = { likes: 1, reposts: 2, replies: null, quotes: null, views: 7 };
    await desk.commit({ mentions: [prepared(inbound('m1', { metrics }))] });
    const untold = { likes: null, reposts: null, replies: null, quotes: null, views: null };
    expect(await again({ metrics })).toMatchObject({ newIds: [], updated: 0 });
    expect(await again({ metrics: untold })).toMatchObject({ updated: 0 });
    // One stream says it cannot be answered, another said it can: what was granted stays.
    expect(await again({ metrics, reply: { allowed: false, reason: 'no' } })).toMatchObject({ updated: 0 });
    expect((await stored(desk.store, 'm1')).reply).toEqual({ allowed: true });
  });

  it('may be answered once any stream says so', async () => {
    await desk.commit({ mentions: [prepared(inbound('m1', { reply: { allowed: false, reason: 'no' } }))] });
    expect(await again({})).toMatchObject({ updated: 1 });
    expect((await stored(desk.store, 'm1')).reply).toEqual({ allowed: true });
  });

  it('keeps its triage, and is scored anew when its text was edited', async () => {
    await desk.commit({ mentions: [prepared(inbound('m1'))] });
    await desk.store.triage.apply([1], { status: 'open', addTags: ['vip'] }, act());
    const understood = {
      sentiment: { label: 'negative', score: -0.9, confidence: 0.9 },
      intent: 'complaint',
    };
    expect(await again({ text: 'edited words', versionId: 'm1v2' }, understood)).toMatchObject({
      updated: 1,
    });
    expect(await stored(desk.store, 'm1')).toMatchObject({
      ...understood,
      text: 'edited words',
      versionId: 'm1v2',
      editedAt: NOW + 10,
      status: 'open',
      tags: ['vip'],
    });
    const found = (search: string) => desk.store.mentions.list({ ...ALL, search });
    expect(await found('edited')).toHaveLength(1);
    expect(await found('"text of"')).toHaveLength(0);
  });

  it('keeps what a person corrected, whatever its new text says', async () => {
    await desk.commit({ mentions: [prepared(inbound('m1'))] });
    await desk.store.triage.apply([1], { sentiment: 'positive', intent: 'noise' }, act());
    await again({ text: 'edited' }, { intent: 'complaint', needsReply: true, language: 'vi' });
    expect(await stored(desk.store, 'm1')).toMatchObject({
      text: 'edited',
      language: 'vi',
      sentiment: { label: 'positive', score: 1, confidence: 1 },
      intent: 'noise',
      needsReply: false,
      corrected: ['sentiment', 'intent'],
    });
  });

  it('stays gone once it was deleted', async () => {
    await desk.commit({ mentions: [prepared(inbound('m1'))] });
    expect(await desk.commit({ deletedNativeIds: ['m1', 'unknown'] })).toMatchObject({ deleted: 1 });
    expect(await again({ text: 'back again' })).toMatchObject({ newIds: [] });
    expect(await stored(desk.store, 'm1')).toMatchObject({ deletedAt: NOW, status: 'done' });
    expect(await desk.commit({ deletedNativeIds: ['m1'] })).toMatchObject({ deleted: 0 });
    expect((await desk.store.mentions.waiting(0)).count).toBe(0);
  });

  it('brings its author up to date, and forgets nothing that is not told', async () => {
    const author = { handle: 'Old', name: 'Name', followers: 5, url: 'https://old.example' };
    await desk.commit({ mentions: [prepared(inbound('m1', { author }))] });
    await again({ author: { handle: 'New', name: null, followers: null, verified: true, url: null } });
    expect((await stored(desk.store, 'm1')).author).toMatchObject({
      ...author,
      handle: 'New',
      verified: true,
    });
    expect(await desk.store.mentions.list({ ...ALL, author: '@NEW' })).toHaveLength(1);
    await again({ author: { handle: 'New', verified: true, url: 'https://new.example' } });
    expect((await stored(desk.store, 'm1')).author.url).toBe('https://new.example');
  });

  it('comes in once, however its pages are cut, repeated and interrupted', async () => {
    const ids = fc.uniqueArray(fc.integer({ min: 0, max: 40 }), { minLength: 1, maxLength: 25 });
    await fc.assert(
      fc.asyncProperty(
        ids,
        fc.array(fc.integer({ min: 0, max: 24 })),
        fc.infiniteStream(fc.nat(6)),
        async (all, repeats, sizes) => {
          const { store, commit } = await deskStore();
          const order = [...all, ...repeats.map((index) => all[index % all.length] ?? 0)];
          let brought = 0;
          while (order.length > 0) {
            const ids = order.splice(0, 1 + (sizes.next().value ?? 0));
            const mentions = ids.map((id) => prepared(inbound(`m${id}`, { createdAt: NOW + id })));
            brought += (await commit({ mentions })).newIds.length;
          }
          const listed = (await store.mentions.list(ALL)).map((mention) => mention.createdAt - NOW);
          store.close();
          expect(listed).toEqual(all.toSorted((a, b) => b - a));
          expect(brought).toBe(all.length);
        },
      ),
      { numRuns: 30 },
    );
  });
});
