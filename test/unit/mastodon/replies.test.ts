import { describe, expect, it, onTestFinished } from 'vitest';
import { HOUR, MINUTE } from '../../../src/core/clock.js';
import { sameText } from '../../../src/networks/mastodon/replies.js';
import { answerTo, never, poll, request } from '../../helpers/adapter.js';
import { stopForGood } from '../../helpers/stop-for-good.js';
import { AKKOMA, GOTOSOCIAL, onServer, type Stage } from './support.js';

async function staged(options: Parameters<typeof onServer>[0] = {}): Promise<Stage> {
  const stage = await onServer(options);
  onTestFinished(() => stage.fake.stop());
  return stage;
}

/** The only mention there is. */
async function heard({ network }: Stage) {
  const { mentions } = await poll(network, request('mentions'));
  const [mention] = mentions;
  if (!mention) throw new Error('nothing was heard');
  return mention;
}

describe('an answer on Mastodon', () => {
  it('names the author and the others the message names, and never us', async () => {
    const stage = await staged();
    const { world } = stage.fake;
    world.person('tom@ruby.social');
    world.post(world.person('mia@'), '@cafenar @tom@ruby.social is the terrace open?');
    await stage.network.reply(answerTo(await heard(stage), 'It is.'), never);
    expect(stage.fake.written()[0]?.text).toBe('@mia @tom@ruby.social It is.');
  });

  it.each([
    [
      'far away',
      '@ben@far.example Yes, @Tom@ruby.social and you too',
      '@ben@far.example Yes, @Tom@ruby.social and you too',
    ],
    [
      'of the same server, in full',
      '@mia@mastodon.example hello',
      '@ben@far.example @tom@ruby.social @mia@mastodon.example hello',
    ],
    ['of which only the name is written', '@tom hello', '@ben@far.example @tom@ruby.social @tom hello'],
  ])('does not repeat names it holds: %s', async (_, text, posted) => {
    const stage = await staged();
    const { world } = stage.fake;
    for (const each of ['tom@ruby.social', 'mia@']) world.person(each);
    world.post(world.person('ben'), '@cafenar @tom@ruby.social hm');
    await stage.network.reply(answerTo(await heard(stage), text), never);
    expect(stage.fake.written()[0]?.text).toBe(posted);
  });

  it.each(['public', 'unlisted', 'private', 'direct'] as const)(
    'is seen no more widely than a message that is %s',
    async (visibility) => {
      const stage = await staged();
      const { world } = stage.fake;
      world.post(world.person('ben'), '@cafenar hm', { visibility, spoiler: 'food', language: 'fa' });
      await stage.network.reply(answerTo(await heard(stage), 'Hello'), never);
      const sent = [...world.statuses.values()].at(-1);
      expect(sent).toMatchObject({
        visibility,
        spoiler: 'food',
        language: 'fa',
        inReplyTo: expect.any(String),
      });
    },
  );

  it('in private to a public message goes to its author only', async () => {
    const stage = await staged();
    const { world } = stage.fake;
    world.person('tom@ruby.social');
    world.post(world.person('ben'), '@cafenar @tom@ruby.social my parcel is lost');
    await stage.network.reply(answerTo(await heard(stage), 'Which number?', { private: true }), never);
    expect([...world.statuses.values()].at(-1)).toMatchObject({
      visibility: 'direct',
      text: '@ben@far.example Which number?',
    });
  });

  it('leaves out the others, not the author, where they make it too long', async () => {
    const stage = await staged();
    const { world } = stage.fake;
    const others = Array.from({ length: 12 }, (_, index) => `guest_with_a_long_name_${index}@far.example`);
    for (const each of others) world.person(each);
    world.post(world.person('ben'), `@cafenar ${others.map((each) => `@${each}`).join(' ')} hm`);
    const mention = await heard(stage);
    const text = 'a'.repeat(500 - '@ben '.length);
    const { length, limit } = stage.network.measure(text, {
      private: false,
      to: { authorHandle: mention.author.handle },
    });
    expect([length, limit]).toEqual([500, 500]);
    await stage.network.reply(answerTo(mention, text), never);
    expect(stage.fake.written()[0]?.text).toBe(`@ben@far.example ${text}`);
  });

  it('counts the content warning it keeps, and says so', async () => {
    const stage = await staged();
    const { world } = stage.fake;
    world.post(world.person('ben'), '@cafenar hm', { spoiler: 'a warning' });
    const reply = answerTo(await heard(stage), 'a'.repeat(494));
    await expect(stage.network.reply(reply, never)).rejects.toMatchObject({
      networkKind: 'rejected',
      outcomeUnknown: false,
      message: expect.stringMatching(/content warning.* 508 characters.* 500/),
    });
    expect(stage.fake.written()).toEqual([]);
  });

  it('is refused where another server gave the id', async () => {
    const stage = await staged();
    stage.fake.arrive({ by: 'ben', kind: 'mention', text: 'hm' });
    const mention = await heard(stage);
    const elsewhere = { ...mention, nativeId: '123@other.example' };
    await expect(stage.network.reply(answerTo(elsewhere, 'a'), never)).rejects.toMatchObject({
      networkKind: 'rejected',
      message: expect.stringContaining('another server'),
    });
  });
});

describe('an answer that may have been sent before', () => {
  it.each([
    ['Mastodon, within the hour', {}, 20 * MINUTE, 0],
    ['Mastodon, which has forgotten the key', {}, 2 * HOUR, 1],
    ['GoToSocial, which takes no notice of it', GOTOSOCIAL, 5 * MINUTE, 1],
  ])('is posted once on %s', async (_, kind, later, looks) => {
    let now = Date.now();
    const stage = await staged({ kind, clock: () => now });
    stage.fake.arrive({ by: 'ben', kind: 'mention', text: 'Are you open?' });
    const reply = answerTo(await heard(stage), 'Until ten.', { firstAttemptAt: now });
    const first = await stage.network.reply(reply, never);
    now += later;
    const second = await stage.network.reply(reply, never);
    expect(second.nativeId).toBe(first.nativeId);
    expect(stage.fake.written()).toHaveLength(1);
    expect(stage.fake.requests()['own statuses'] ?? 0).toBe(looks);
  });

  it('is sent where it never arrived, whatever else was answered since', async () => {
    let now = Date.now();
    const stage = await staged({ kind: GOTOSOCIAL, clock: () => now });
    const id = stage.fake.arrive({ by: 'ben', kind: 'mention', text: 'Are you open?' });
    const reply = answerTo(await heard(stage), 'Until ten.', { firstAttemptAt: now });
    stage.fake.writeInApp('Until eleven.', { replyTo: id });
    now += HOUR;
    await stage.network.reply(reply, never);
    expect(stage.fake.written()).toHaveLength(1);
  });

  it('is found behind many other posts of ours, and looked for no longer than it can be there', async () => {
    const start = Date.now() - 5 * HOUR;
    let now = start;
    const stage = await staged({ clock: () => now });
    const { world } = stage.fake;
    for (let made = 0; made < 100; made += 1) stage.fake.writeInApp(`old ${made}`, { replyTo: null });
    now += 2 * HOUR;
    stage.fake.arrive({ by: 'ben', kind: 'mention', text: 'Are you open?' });
    const mention = await heard(stage);
    const reply = answerTo(mention, 'Until ten.', { firstAttemptAt: now });
    const { nativeId } = await stage.network.reply(reply, never);
    for (let made = 0; made < 90; made += 1) stage.fake.writeInApp(`new ${made}`, { replyTo: null });
    expect(await stage.network.findReply(reply, never)).toMatchObject({ nativeId });
    const before = stage.fake.requests()['own statuses'] ?? 0;
    expect(
      await stage.network.findReply(answerTo(mention, 'Never sent.', { firstAttemptAt: now }), never),
    ).toBeNull();
    expect((stage.fake.requests()['own statuses'] ?? 0) - before).toBeLessThan(5);
    expect(world.statuses.size).toBe(192);
  });

  it('is not taken for one to somebody else, nor a public one for a private one', async () => {
    const stage = await staged();
    stage.fake.arrive({ by: 'ben', kind: 'mention', text: 'Are you open?' });
    const mention = await heard(stage);
    await stage.network.reply(answerTo(mention, 'Until ten.'), never);
    expect(
      await stage.network.findReply(answerTo(mention, 'Until ten.', { private: true }), never),
    ).toBeNull();
  });
});

it.each([
  ['@ben Until ten.', 'Until ten.', true],
  [
    '@ben @tom Until ten, see https://nar.example/menu',
    '@tom Until ten, see https://nar.example/menu/',
    true,
  ],
  ['Ask @tom', 'Ask @tom@ruby.social', true],
  ['Until ten & bold', 'Until **ten** & _bold_', true],
  ['@ben 👍', '👍', true],
  ['@ben 👍', '👎', false],
  ['@ben !!!', '!!!', true],
  ['@ben ...', '!!!', false],
  ['@ben Until ten.', 'Until nine.', false],
  ['قهوه می‌خواهم', 'قهوه می‌خواهم', true],
])('%s shows %s: %s', (shown, sent, same) => {
  expect(sameText(shown, sent)).toBe(same);
});

describe('limits', () => {
  it.each([
    ['Mastodon', {}, 500],
    ['GoToSocial', GOTOSOCIAL, 5_000],
    ['a server with v1 of the instance only', AKKOMA, 5_000],
  ])('are those of the server: %s', async (_, kind, limit) => {
    const stage = await staged({ kind });
    expect(stage.network.measure('a', { private: false }).limit).toBe(500);
    await stage.network.verify(never);
    expect(stage.network.measure('a', { private: false }).limit).toBe(limit);
    expect(stage.network.capabilities.length.privateLimit).toBe(limit);
  });

  it('are asked for again the next day, and kept where the server does not answer', async () => {
    let now = Date.now();
    const stage = await staged({ clock: () => now });
    await poll(stage.network, request('mentions'));
    await poll(stage.network, request('mentions'));
    expect(stage.fake.requests().instance).toBe(1);
    now += 25 * HOUR;
    stage.fake.world.kind.maxCharacters = 1_000;
    await poll(stage.network, request('mentions'));
    expect(stage.network.capabilities.length.limit).toBe(1_000);
    now += 25 * HOUR;
    await stopForGood(stage.fake);
    await expect(stage.network.verify(never)).rejects.toMatchObject({ networkKind: 'unreachable' });
    expect(stage.network.capabilities.length.limit).toBe(1_000);
  });
});
