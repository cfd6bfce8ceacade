import { describe, expect, it } from 'vitest';
import { answerTo, never, poll, request } from '../../helpers/adapter.js';
import { failureOf } from '../../helpers/failure.js';
import { onTelegram } from './support.js';

/** A Telegram on which somebody wrote, and what was heard. */
async function asked(kind: 'mention' | 'message', options: Parameters<typeof onTelegram>[0] = {}) {
  const desk = await onTelegram(options);
  desk.fake.arrive({ by: 'ana', kind, text: 'Are you open?' });
  const [mention] = (await poll(desk.network, request('mentions'))).mentions;
  if (!mention) throw new Error('nothing was heard');
  return { ...desk, mention };
}

describe('a reply', () => {
  it('hangs on the message in a group, and stands by itself in a private chat', async () => {
    for (const kind of ['mention', 'message'] as const) {
      const { fake, network, mention } = await asked(kind);
      await network.reply(answerTo(mention, 'Until ten.'), never);
      const expected = kind === 'mention' ? mention.nativeId : null;
      expect(fake.written().map(({ replyTo: to }) => to)).toEqual([expected]);
    }
  });

  it('keeps the conversation when it is answered, in a later run too', async () => {
    const { fake, network, restart, mention } = await asked('mention');
    const sent = await network.reply(answerTo(mention, 'Until ten.'), never);
    fake.arrive({ by: 'ana', kind: 'reply', text: 'On Sunday too?', replyTo: sent.nativeId });
    const [answer] = (await poll(restart(), request('mentions'))).mentions.filter(
      ({ kind }) => kind === 'reply',
    );
    expect(answer).toMatchObject({ replyToNativeId: sent.nativeId, threadNativeId: mention.threadNativeId });
  });

  it('follows a group that became a supergroup, once, and says nothing to another message of that number', async () => {
    const { fake, world, restart, mention } = await asked('mention');
    const next = { id: -1_005_000_000_005, type: 'supergroup' as const, title: 'Café Nar friends' };
    world.post(next, { from: world.person('ben'), text: 'first in the new group' });
    world.moved.set(world.group.id, next.id);
    for (const text of ['Until ten.', 'And on Sundays.'])
      await restart().reply(answerTo(mention, text), never);
    expect(
      fake.written().map(({ nativeId, text, replyTo: to }) => [nativeId.split('/')[0], text, to]),
    ).toEqual([
      [String(next.id), 'Until ten.', null],
      [String(next.id), 'And on Sundays.', null],
    ]);
    // The second went to the new group at once.
    expect(fake.requests().sendMessage).toBe(3);
    const { to } = answerTo(mention, '');
    expect((await failureOf(restart().like?.(to, true, never) ?? Promise.resolve())).networkKind).toBe(
      'not-found',
    );
  });

  it('learns of the move from the group itself', async () => {
    const { world, network, mention } = await asked('mention');
    const next = { id: -1_005_000_000_005, type: 'supergroup' as const };
    world.post(next, { text: 'moved' });
    world.enqueue('message', {
      message_id: 60,
      date: 1_750_000_000,
      chat: world.group,
      migrate_to_chat_id: next.id,
    });
    await poll(network, request('mentions'));
    const sent = await network.reply(answerTo(mention, 'Until ten.'), never);
    expect(sent.nativeId).toMatch(/^-1005000000005\//);
  });

  it('is not sent again after a move when the first may have arrived', async () => {
    const { fake, world, deps, restart, mention } = await asked('mention');
    world.moved.set(world.group.id, -1_005_000_000_005);
    fake.fail({ on: 'write', action: 'silence-after' });
    deps.timeoutMs = 2_000;
    const error = await failureOf(restart().reply(answerTo(mention, 'Until ten.'), never));
    expect([error.outcomeUnknown, fake.requests().sendMessage]).toEqual([true, 1]);
    expect(error.hint).toContain('earshot outbox settle');
  });

  it('in private goes to who started a chat with the bot, and to nobody else', async () => {
    const { fake, world, network, mention } = await asked('mention');
    const reply = answerTo(mention, 'Your order number?', { private: true });
    const refused = await failureOf(network.reply(reply, never));
    expect([refused.networkKind, refused.outcomeUnknown]).toEqual(['forbidden', false]);
    expect(refused.message).toContain('started a chat');
    world.chatWith(world.person('ana'));
    await network.reply(reply, never);
    expect(fake.written()).toMatchObject([{ private: true, text: 'Your order number?' }]);
  });

  it('in private is never shown to a whole group', async () => {
    const { fake, network, mention } = await asked('mention');
    const inName = {
      ...mention,
      author: { ...mention.author, nativeId: mention.nativeId.split('/')[0] ?? '' },
    };
    const error = await failureOf(network.reply(answerTo(inName, 'Secret', { private: true }), never));
    expect(error.networkKind).toBe('forbidden');
    expect([fake.written(), fake.requests().sendMessage]).toEqual([[], undefined]);
  });

  it.each<[string, (desk: Awaited<ReturnType<typeof asked>>) => void, RegExp]>([
    ['blocked the bot', ({ world }) => world.blocked.add(1_000), /blocked the bot/],
    ['is gone with the message', ({ fake, mention }) => fake.remove?.(mention.nativeId), /is gone/],
  ])('says so where the person %s', async (_, happen, words) => {
    const desk = await asked(words.source.includes('gone') ? 'mention' : 'message');
    happen(desk);
    const error = await failureOf(desk.network.reply(answerTo(desk.mention, 'Until ten.'), never));
    expect(error.message).toMatch(words);
    expect([error.hint !== undefined, error.outcomeUnknown]).toEqual([true, false]);
  });

  it('cannot be looked for, and says where to look', async () => {
    const { network, mention } = await asked('message');
    const error = await failureOf(network.findReply(answerTo(mention, 'Until ten.'), never));
    expect(error.hint).toContain('earshot outbox settle');
  });

  it('is deleted for 48 hours, and no longer', async () => {
    let now = Date.UTC(2026, 10, 21);
    const { fake, network, mention } = await asked('message', { clock: () => now });
    const sent = await network.reply(answerTo(mention, 'Until ten.'), never);
    now += 49 * 3_600_000;
    const error = await failureOf(network.delete?.(sent.nativeId, never) ?? Promise.resolve());
    expect(error.message).toContain('48 hours');
    now -= 2 * 3_600_000;
    await network.delete?.(sent.nativeId, never);
    expect(fake.written()).toEqual([]);
  });
});
