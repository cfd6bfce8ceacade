import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { act, deskStore, inbound, NOW, ownPost, prepared, stored } from './support.js';

interface Heard {
  id: string;
  author: number;
  thread: number;
  at: number;
  private: boolean;
}

interface Said {
  id: string;
  thread: number;
  at: number;
  private: boolean;
  /** Which mention it replies to, in public or in private; null in a private conversation. */
  to: string | null;
}

/** When each mention was first answered, by the rule alone: every post against every mention. */
function answersOf(heard: readonly Heard[], said: readonly Said[]): Map<string, number | null> {
  return new Map(
    heard.map((mention) => {
      const answers = said.filter((post) => {
        if (post.at < mention.at) return false;
        if (mention.private) return post.private && post.thread === mention.thread;
        const target = heard.find(({ id }) => id === post.to);
        return target !== undefined && target.thread === mention.thread && target.author === mention.author;
      });
      return [mention.id, answers.length === 0 ? null : Math.min(...answers.map(({ at }) => at))];
    }),
  );
}

const when = fc.integer({ min: 0, max: 12 });
const heard = fc
  .array(fc.record({ author: fc.nat(1), thread: fc.nat(1), at: when, private: fc.boolean() }), {
    minLength: 1,
    maxLength: 7,
  })
  // A thread is private or it is not.
  .map((all) =>
    all.map(
      (mention, index): Heard => ({
        ...mention,
        id: `m${index}`,
        thread: mention.thread + (mention.private ? 2 : 0),
      }),
    ),
  );
const history = heard.chain((mentions) =>
  fc.record({
    mentions: fc.constant(mentions),
    posts: fc
      .array(fc.record({ to: fc.nat(mentions.length - 1), later: when, handOver: fc.boolean() }), {
        maxLength: 4,
      })
      .map((all) =>
        all.flatMap(({ to, later, handOver }, index): Said[] => {
          const target = mentions[to];
          if (!target) return [];
          const { thread, private: isPrivate, id, at } = target;
          const post = { id: `p${index}`, at: at + later };
          if (isPrivate) return [{ ...post, thread, private: true, to: null }];
          return [
            handOver
              ? { ...post, thread: 9, private: true, to: id }
              : { ...post, thread, private: false, to: id },
          ];
        }),
      ),
    order: fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })),
    size: fc.integer({ min: 1, max: 4 }),
  }),
);

const toInbound = ({ id, author, thread, at, private: isPrivate }: Heard) =>
  prepared(
    inbound(id, {
      createdAt: NOW + at,
      private: isPrivate,
      threadNativeId: `t${thread}`,
      author: { nativeId: `a${author}`, handle: `a${author}` },
    }),
  );
const toOwn = ({ id, thread, at, private: isPrivate, to }: Said) =>
  ownPost(id, { createdAt: NOW + at, private: isPrivate, threadNativeId: `t${thread}`, replyToNativeId: to });

describe('answers seen on the network', () => {
  it('are found in whatever order mentions and posts arrive', async () => {
    await fc.assert(
      fc.asyncProperty(history, async ({ mentions, posts, order, size }) => {
        const { store, commit } = await deskStore();
        const arriving = [...mentions, ...posts]
          .map((message) => ({ message, key: order.next().value ?? 0 }))
          .sort((a, b) => a.key - b.key)
          .map(({ message }) => message);
        while (arriving.length > 0) {
          const page = arriving.splice(0, size);
          await commit({
            mentions: page.filter((message): message is Heard => 'author' in message).map(toInbound),
            ownPosts: page.filter((message): message is Said => 'to' in message).map(toOwn),
          });
        }
        const found = new Map<string, number | null>();
        for (const { id } of mentions) {
          const { answeredAt, status } = await stored(store, id);
          found.set(id, answeredAt === null ? null : answeredAt - NOW);
          expect(status).toBe(answeredAt === null ? 'new' : 'done');
        }
        store.close();
        expect(found).toEqual(answersOf(mentions, posts));
      }),
      { numRuns: 150 },
    );
  });

  it.each<
    [
      shape: string,
      mention: Parameters<typeof inbound>[1],
      post: Parameters<typeof ownPost>[1],
      answered: boolean,
    ]
  >([
    [
      'a public reply, as X, Bluesky and Hacker News have it',
      {},
      { replyToNativeId: 'm', threadNativeId: 't' },
      true,
    ],
    [
      'a reply that its network puts into another thread, as a topic of a Telegram group is',
      {},
      { replyToNativeId: 'm', threadNativeId: 'topic' },
      true,
    ],
    [
      'a message in a conversation that replies to nothing, as X and Bluesky have it',
      { private: true, kind: 'message' },
      { private: true, threadNativeId: 't' },
      true,
    ],
    [
      'a direct status that replies to a direct status, as Mastodon has it',
      { private: true, kind: 'message' },
      { private: true, replyToNativeId: 'm', threadNativeId: 't' },
      true,
    ],
    [
      'a direct status that replies to a public one, as Mastodon has it',
      {},
      { private: true, replyToNativeId: 'm', threadNativeId: 't' },
      true,
    ],
    [
      'a public reply to a private message: nobody answers so',
      { private: true },
      { replyToNativeId: 'm' },
      false,
    ],
    ['a post of ours in the thread that replies to nothing', {}, { threadNativeId: 't' }, false],
    ['a reply of ours to somebody else there', {}, { threadNativeId: 't', replyToNativeId: 'other' }, false],
    ['a message in another conversation', { private: true }, { private: true, threadNativeId: 'u' }, false],
    ['what we wrote before', {}, { replyToNativeId: 'm', threadNativeId: 't', createdAt: NOW - 1 }, false],
  ])('know %s', async (_, mention, post, answered) => {
    const { store, commit } = await deskStore();
    const other = inbound('other', { threadNativeId: 't', createdAt: NOW + 1 });
    await commit({
      mentions: [prepared(inbound('m', { threadNativeId: 't', ...mention })), prepared(other)],
    });
    const { answeredElsewhere } = await commit({ ownPosts: [ownPost('p', { createdAt: NOW + 5, ...post })] });
    expect((await stored(store, 'm')).answeredAt).toBe(answered ? NOW + 5 : null);
    if (answered) expect(answeredElsewhere).toBeGreaterThan(0);
    store.close();
  });

  it('count whichever of our accounts gave them', async () => {
    const { store, commit } = await deskStore();
    await commit({ mentions: [prepared(inbound('m', { threadNativeId: 't' }))] });
    const { id: accountId } = await store.accounts.ensure({ key: 'owner', network: 'x', handle: 'owner' });
    await commit({
      accountId,
      stream: 'own',
      ownPosts: [ownPost('p', { replyToNativeId: 'm', createdAt: NOW + 5 })],
    });
    expect((await stored(store, 'm')).answeredAt).toBe(NOW + 5);
    store.close();
  });

  it('count as elsewhere only where they did not go out from here', async () => {
    const { store, accountId, commit } = await deskStore();
    await commit({ mentions: [prepared(inbound('m1')), prepared(inbound('m2'))] });
    const first = await stored(store, 'm1');
    const reply = {
      mentionId: first.id,
      accountId,
      private: false,
      again: false,
      text: 'Hello',
      idempotencyKey: 'k',
    };
    const id = await store.outbox.create(reply, act());
    await store.outbox.claim(id, act());
    await store.outbox.sent(id, { nativeId: 'p1', url: null, sentAt: NOW + 50 }, act());
    const { answeredElsewhere } = await commit({
      ownPosts: [
        ownPost('p1', { replyToNativeId: 'm1', threadNativeId: first.threadNativeId, createdAt: NOW + 40 }),
        ownPost('p2', { replyToNativeId: 'm2', threadNativeId: 'thread of m2', createdAt: NOW + 60 }),
      ],
    });
    expect(answeredElsewhere).toBe(1);
    expect(await stored(store, 'm1')).toMatchObject({ answeredAt: NOW + 40, status: 'done' });
    store.close();
  });

  it('leave what a person put aside where it is', async () => {
    const { store, commit } = await deskStore();
    await commit({ mentions: [prepared(inbound('m1'))] });
    await store.triage.apply([1], { status: 'ignored' }, act());
    await commit({ ownPosts: [ownPost('p1', { replyToNativeId: 'm1', createdAt: NOW + 1 })] });
    expect(await stored(store, 'm1')).toMatchObject({ answeredAt: NOW + 1, status: 'ignored' });
    store.close();
  });
});

describe('a reply that went out from here', () => {
  it('answers its mention and what the same author wrote before it in the thread, and nothing else', async () => {
    const { store, accountId, commit } = await deskStore();
    const say = (id: string, at: number, author: string, thread = 't') =>
      prepared(
        inbound(id, {
          createdAt: NOW + at,
          threadNativeId: thread,
          author: { nativeId: author, handle: author },
        }),
      );
    await commit({
      mentions: [
        say('earlier', 0, 'sara'),
        say('target', 10, 'sara'),
        say('later', 30, 'sara'),
        say('stranger', 0, 'ali'),
        say('elsewhere', 0, 'sara', 'other'),
      ],
    });
    const mentionId = (await stored(store, 'target')).id;
    const reply = { mentionId, accountId, private: false, again: false, text: 'Hello', idempotencyKey: 'k' };
    const id = await store.outbox.create(reply, act());
    await store.outbox.claim(id, act());
    await store.outbox.sent(id, { nativeId: 'p1', url: null, sentAt: NOW + 20 }, act());
    const answered = [];
    for (const mention of await store.mentions.list({ sort: 'oldest', limit: null })) {
      if (mention.answeredAt !== null) answered.push([mention.nativeId, mention.answeredAt - NOW]);
    }
    expect(answered).toEqual([
      ['earlier', 20],
      ['target', 20],
    ]);
    store.close();
  });

  it('leaves what a person put aside where it is', async () => {
    const { store, accountId, commit } = await deskStore();
    await commit({ mentions: [prepared(inbound('m'))] });
    const mentionId = (await stored(store, 'm')).id;
    await store.triage.apply([mentionId], { status: 'ignored' }, act());
    const reply = { mentionId, accountId, private: false, again: false, text: 'Hello', idempotencyKey: 'k' };
    const id = await store.outbox.create(reply, act());
    await store.outbox.claim(id, act());
    await store.outbox.sent(id, { nativeId: 'p1', url: null, sentAt: NOW + 20 }, act());
    expect(await stored(store, 'm')).toMatchObject({ answeredAt: NOW + 20, status: 'ignored' });
    store.close();
  });

  it('by itself, as a rule wrote it, answers nothing, here or seen on the network', async () => {
    const { store, accountId, commit } = await deskStore();
    await commit({ mentions: [prepared(inbound('m'))] });
    const mentionId = (await stored(store, 'm')).id;
    const id = await store.outbox.create(
      {
        mentionId,
        accountId,
        private: false,
        again: false,
        text: 'We are on it.',
        idempotencyKey: 'k',
        origin: { automatic: true },
      },
      act(),
    );
    await store.outbox.claim(id, act());
    await store.outbox.sent(id, { nativeId: 'p1', url: null, sentAt: NOW + 20 }, act());
    expect(await stored(store, 'm')).toMatchObject({ answeredAt: null, status: 'new' });
    const seen = { replyToNativeId: 'm', threadNativeId: 'thread of m' };
    await commit({ ownPosts: [ownPost('p1', { ...seen, createdAt: NOW + 20 })] });
    expect(await stored(store, 'm')).toMatchObject({ answeredAt: null, status: 'new' });
    await commit({ ownPosts: [ownPost('p2', { ...seen, createdAt: NOW + 30 })] });
    expect(await stored(store, 'm')).toMatchObject({ answeredAt: NOW + 30, status: 'done' });
    store.close();
  });

  it('in parts answers when its first part does, and nothing that came in between', async () => {
    const { store, accountId, commit } = await deskStore();
    const say = (id: string, at: number) =>
      prepared(
        inbound(id, {
          createdAt: NOW + at,
          threadNativeId: 't',
          private: true,
          author: { nativeId: 'sara', handle: 'sara' },
        }),
      );
    await commit({ mentions: [say('asked', 0), say('between', 30)] });
    const mentionId = (await stored(store, 'asked')).id;
    const rest = [{ text: 'and more (2/2)', idempotencyKey: 'k2' }];
    const reply = {
      mentionId,
      accountId,
      private: true,
      again: false,
      text: 'Hello (1/2)',
      idempotencyKey: 'k',
      rest,
    };
    const first = await store.outbox.create(reply, act());
    const [, second] = await store.outbox.answerOf(first);
    for (const [id, at] of [
      [first, 20],
      [second?.id ?? 0, 40],
    ] as const) {
      await store.outbox.claim(id, act());
      await store.outbox.sent(id, { nativeId: `p${at}`, url: null, sentAt: NOW + at }, act());
    }
    const own = (at: number) =>
      ownPost(`p${at}`, { threadNativeId: 't', private: true, createdAt: NOW + at });
    const { answeredElsewhere } = await commit({ ownPosts: [own(20), own(40)] });
    expect(answeredElsewhere).toBe(0);
    expect(await stored(store, 'asked')).toMatchObject({ answeredAt: NOW + 20 });
    expect(await stored(store, 'between')).toMatchObject({ answeredAt: null, status: 'new' });
    store.close();
  });
});
