import { describe, expect, it } from 'vitest';
import { poll, request } from '../../helpers/adapter.js';
import { watchOf } from '../../helpers/watch.js';
import { onTelegram } from './support.js';

const WATCH = watchOf({ name: 'coffee', kind: 'topic', keywords: ['café nar'] });

/** What becomes of one message of a private chat. */
async function inPrivate(fields: Record<string, unknown>) {
  const { world, network } = await onTelegram();
  const ana = world.person('ana');
  world.deliver('message', world.post(world.chatWith(ana), { from: ana, ...fields }));
  return (await poll(network, request('mentions'))).mentions;
}

describe('what a message says', () => {
  it.each<[string, Record<string, unknown>, string]>([
    ['words', { text: 'ساعت کاری؟' }, 'ساعت کاری؟'],
    ['a photo', { photo: [{ file_id: 'a' }] }, '[photo]'],
    [
      'a photo with a caption',
      { photo: [{}], caption: 'Is this cake fresh?' },
      '[photo] Is this cake fresh?',
    ],
    ['a sticker', { sticker: { emoji: '😡' } }, '[sticker 😡]'],
    ['a voice message', { voice: { duration: 3 } }, '[voice message]'],
    [
      'an animation, which comes as a file too',
      { animation: {}, document: { file_name: 'a.mp4' } },
      '[animation]',
    ],
    ['a file', { document: { file_name: 'bill.pdf' } }, '[file bill.pdf]'],
    [
      'a contact',
      { contact: { phone_number: '1', first_name: 'Ben', last_name: 'Roe' } },
      '[contact: Ben Roe]',
    ],
    ['a location', { location: { latitude: 35.7, longitude: 51.4 } }, '[location: 35.7, 51.4]'],
    [
      'a venue, which comes as a location too',
      { venue: { title: 'Nar', address: '1 Old St' }, location: { latitude: 1, longitude: 2 } },
      '[place: Nar, 1 Old St]',
    ],
    ['a poll', { poll: { question: 'Tea?' } }, '[poll: Tea?]'],
    [
      'something forwarded from a person',
      {
        text: 'closed',
        forward_origin: { type: 'user', sender_user: { first_name: 'Lea', last_name: 'Ko' } },
      },
      '[forwarded from Lea Ko] closed',
    ],
    [
      'something forwarded from somebody hidden',
      { text: 'closed', forward_origin: { type: 'hidden_user', sender_user_name: 'L.' } },
      '[forwarded from L.] closed',
    ],
  ])('%s', async (_, fields, text) => {
    expect((await inPrivate(fields)).map((mention) => mention.text)).toEqual([text]);
  });

  it.each<[string, Record<string, unknown>]>([
    ['the Start button', { text: '/start' }],
    ['the Start button of a link', { text: '/start from-poster' }],
    ['a service message', { pinned_message: {} }],
  ])('nothing where it is %s', async (_, fields) => {
    expect(await inPrivate(fields)).toEqual([]);
  });
});

describe('a private chat', () => {
  it('is one conversation with one person, and opens at that person', async () => {
    const { fake, network } = await onTelegram();
    const ids = [1, 2].map((index) => fake.arrive({ by: 'ana', kind: 'message', text: `part ${index}` }));
    const { mentions } = await poll(network, request('mentions'));
    expect(mentions.map(({ nativeId }) => nativeId)).toEqual(ids);
    expect(mentions[0]).toMatchObject({
      kind: 'message',
      private: true,
      author: { nativeId: '1000', handle: 'ana', name: 'ana', url: 'https://t.me/ana' },
      threadNativeId: '1000',
      url: 'https://t.me/ana',
      reply: { allowed: true },
    });
    expect(new Set(mentions.map(({ threadNativeId }) => threadNativeId)).size).toBe(1);
  });

  it('names people without a username by their number', async () => {
    const { world, network } = await onTelegram();
    const from = { id: 77, is_bot: false, first_name: 'Mai', last_name: 'Trần' };
    world.deliver('message', world.post(world.chatWith(from), { from, text: 'hi' }));
    const [mention] = (await poll(network, request('mentions'))).mentions;
    expect(mention?.author).toMatchObject({ nativeId: '77', handle: '77', name: 'Mai Trần', url: null });
  });
});

describe('a group', () => {
  const ask = async (
    fields: Record<string, unknown>,
    options: Parameters<typeof onTelegram>[0] = { administrator: false, readsAll: true },
  ) => {
    const { world, network } = await onTelegram(options);
    network.streams([WATCH, { ...WATCH, name: 'not ours', keywords: ['lorem'], accounts: ['other'] }]);
    const from = world.person('ana');
    world.deliver('message', world.post(world.group, { from, ...fields }));
    return { world, ...(await poll(network, request('mentions'))) };
  };
  const named = (text: string, type = 'mention') => ({ text, entities: [{ type, offset: 0, length: 12 }] });

  it.each<[string, Record<string, unknown>, string | null]>([
    ['names us', named('@cafenar_bot open?'), 'mention'],
    ['names us in other letters', named('@CafeNar_Bot open?'), 'mention'],
    ['names another', { ...named('@cafenar_bar open?') }, null],
    [
      'names us in a caption',
      {
        photo: [{}],
        caption: '@cafenar_bot?',
        caption_entities: [{ type: 'mention', offset: 0, length: 12 }],
      },
      'mention',
    ],
    [
      'names us behind an emoji of two units',
      { text: '😀@cafenar_bot', entities: [{ type: 'mention', offset: 2, length: 12 }] },
      'mention',
    ],
    [
      'points at us without a name',
      { text: 'you', entities: [{ type: 'text_mention', offset: 0, length: 3, user: { id: 7_000_001 } }] },
      'mention',
    ],
    [
      'is a command to us',
      { text: '/menu@cafenar_bot', entities: [{ type: 'bot_command', offset: 0, length: 17 }] },
      'mention',
    ],
    [
      'is a command to nobody',
      { text: '/menu', entities: [{ type: 'bot_command', offset: 0, length: 5 }] },
      'mention',
    ],
    [
      'is a command to another bot',
      { text: '/menu@other_bot', entities: [{ type: 'bot_command', offset: 0, length: 15 }] },
      null,
    ],
    ['answers us', { text: 'thanks', reply_to_message: { message_id: 3, from: { id: 7_000_001 } } }, 'reply'],
    ['answers another', { text: 'thanks', reply_to_message: { message_id: 3, from: { id: 12 } } }, null],
    [
      'comments on a post of the channel',
      { text: 'nice', reply_to_message: { message_id: 3, is_automatic_forward: true } },
      'comment',
    ],
    ['is what a watch listens for', { text: 'Cafe Nar is closed again' }, 'post'],
    ['is what a watch of other accounts listens for', { text: 'lorem' }, null],
    ['is talk among others', { text: 'lunch?' }, null],
    [
      'has entities beyond its end',
      { text: 'hm', entities: [{ type: 'mention', offset: 90, length: 12 }] },
      null,
    ],
  ])('where the bot reads everything: what %s', async (_, fields, kind) => {
    expect((await ask(fields)).mentions.map((mention) => mention.kind)).toEqual(kind === null ? [] : [kind]);
  });

  it('takes all that Telegram shows a bot in privacy mode', async () => {
    const { mentions } = await ask({ text: '/unknown' }, { administrator: false, readsAll: false });
    expect(mentions).toHaveLength(1);
  });

  it('confirms what is not for us all the same', async () => {
    const { world, network } = await onTelegram({ administrator: true });
    world.deliver('message', world.post(world.group, { from: world.person('ana'), text: 'lunch?' }));
    expect(world.pending()).toBe(1);
    expect((await poll(network, request('mentions'))).mentions).toEqual([]);
    expect(world.pending()).toBe(0);
  });

  it('links a message of a public group, of a private one, and none of a basic group', async () => {
    const { world, network } = await onTelegram();
    const from = world.person('ana');
    const chats = [
      world.group,
      { id: -1_002_000_000_001, type: 'supergroup' as const, title: 'Members' },
      { id: -4_242, type: 'group' as const, title: 'Small' },
    ];
    for (const chat of chats)
      world.enqueue('message', { message_id: 9, date: 1_750_000_000, chat, from, ...named('@cafenar_bot') });
    expect((await poll(network, request('mentions'))).mentions.map(({ url }) => url)).toEqual([
      'https://t.me/cafenarfriends/9',
      'https://t.me/c/2000000001/9',
      null,
    ]);
  });

  it('keeps conversations together as far as Telegram tells them', async () => {
    const { world, network } = await onTelegram();
    const from = world.person('ana');
    const say = (message_id: number, more: object) =>
      world.enqueue('message', {
        message_id,
        date: 1_750_000_000,
        chat: world.group,
        from,
        ...named('@cafenar_bot'),
        ...more,
      });
    const parent = { message_id: 5, from: { id: 1 } };
    say(10, {});
    say(11, { reply_to_message: parent, message_thread_id: 3 });
    say(12, { reply_to_message: parent, message_thread_id: 3, is_topic_message: true });
    say(13, {
      reply_to_message: { message_id: 3, forum_topic_created: {} },
      message_thread_id: 3,
      is_topic_message: true,
    });
    const id = (number: number) => `${world.group.id}/${number}`;
    const found = (await poll(network, request('mentions'))).mentions.map((each) => [
      each.threadNativeId,
      each.replyToNativeId,
    ]);
    expect(found).toEqual([
      [id(10), null],
      [id(3), id(5)],
      [id(5), id(5)],
      [id(13), null],
    ]);
  });

  it('takes whoever speaks in the name of a group or channel by that name', async () => {
    const { world, network } = await onTelegram({ administrator: false, readsAll: true });
    const anonymous = { id: 1_087_968_824, is_bot: true, first_name: 'Group' };
    const fields = { from: anonymous, sender_chat: world.group, ...named('@cafenar_bot') };
    world.deliver('message', world.post(world.group, fields));
    const [mention] = (await poll(network, request('mentions'))).mentions;
    expect(mention?.author).toMatchObject({
      nativeId: String(world.group.id),
      handle: 'cafenarfriends',
      name: 'Café Nar friends',
    });
  });
});

describe('a group that the bot administers', () => {
  it('is the business’s own: its administrators, the group and its channel speak for it', async () => {
    const { fake, world, network } = await onTelegram({ administrator: true });
    const question = fake.arrive({ by: 'ana', kind: 'mention', text: 'open?' });
    const answers = [
      { from: world.owner, text: 'Until ten' },
      {
        from: { id: 1_087_968_824, is_bot: true, first_name: 'Group' },
        sender_chat: world.group,
        text: 'Until ten',
      },
      { sender_chat: world.channel, is_automatic_forward: true, text: 'New cake' },
    ];
    for (const fields of answers) world.deliver('message', world.post(world.group, fields));
    fake.writeInApp?.('In reply', { replyTo: question });
    const { mentions, ownPosts } = await poll(network, request('mentions'));
    expect(mentions.map(({ nativeId }) => nativeId)).toEqual([question]);
    expect(ownPosts.map(({ text, replyToNativeId }) => [text, replyToNativeId])).toEqual([
      ['Until ten', null],
      ['Until ten', null],
      ['New cake', null],
      ['In reply', question],
    ]);
  });

  it('is asked about once a day, and again when the bot’s place in it changes', async () => {
    let now = Date.UTC(2026, 10, 21);
    const { fake, world, restart } = await onTelegram({ administrator: true, clock: () => now });
    const hear = async () => {
      fake.arrive({ by: 'ana', kind: 'mention', text: 'open?' });
      await poll(restart(), request('mentions'));
      return fake.requests().getChatAdministrators;
    };
    expect([await hear(), await hear()]).toEqual([1, 1]);
    world.enqueue('my_chat_member', { chat: world.group, date: Math.floor(now / 1_000) });
    expect(await hear()).toBe(2);
    now += 25 * 3_600_000;
    expect(await hear()).toBe(3);
  });

  it('has words for a stranger too where the bot is none of its administrators', async () => {
    const { fake, network } = await onTelegram({ administrator: false, readsAll: true });
    const question = fake.arrive({ by: 'ana', kind: 'mention', text: 'open?' });
    fake.writeInApp?.('I know: until ten', { replyTo: question });
    const { mentions, ownPosts } = await poll(network, request('mentions'));
    expect([mentions.length, ownPosts.length]).toEqual([1, 0]);
  });
});

it('hears edits under the same id, with their time', async () => {
  const { fake, network } = await onTelegram();
  const id = fake.arrive({ by: 'ana', kind: 'message', text: 'open till nine' });
  const { cursor } = await poll(network, request('mentions'));
  fake.edit?.(id, 'open till ten');
  const [edited] = (await poll(network, request('mentions', { cursor }))).mentions;
  expect(edited).toMatchObject({ nativeId: id, versionId: id, text: 'open till ten' });
  expect(edited?.editedAt).toBeGreaterThanOrEqual(edited?.createdAt ?? Number.NaN);
});

it('takes groups, private chats or both, as the configuration says', async () => {
  const heard = async (streams: string[] | undefined) => {
    const { fake, network } = await onTelegram({}, streams ? { streams } : {});
    fake.arrive({ by: 'ana', kind: 'message', text: 'hi' });
    fake.arrive({ by: 'ana', kind: 'mention', text: 'hi' });
    const [stream, ...more] = network.streams([]);
    const { mentions } = stream ? await poll(network, request('mentions', { stream })) : { mentions: [] };
    return [stream, more.length, ...mentions.map(({ kind }) => kind)];
  };
  expect(await heard(undefined)).toEqual(['mentions', 0, 'message', 'mention']);
  expect(await heard(['mentions', 'messages'])).toEqual(['mentions', 0, 'message', 'mention']);
  expect(await heard(['mentions'])).toEqual(['mentions', 0, 'mention']);
  expect(await heard(['messages'])).toEqual(['messages', 0, 'message']);
  expect(await heard(['own'])).toEqual([undefined, 0]);
});
