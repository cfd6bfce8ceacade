import fc from 'fast-check';
import twitterText from 'twitter-text';
import { describe, expect, it } from 'vitest';
import { weightedLength } from '../../../src/sandbox/weighted-length.js';
import { type Body, call, oauth1Client, openSandbox, signIn } from './helpers.js';

const now = Date.now();
const posts = [
  { id: '100', by: 'cafenar', text: 'Our new cake', createdAt: now - 60_000 },
  { id: '101', by: 'ann', text: '@cafenar with @Bob it was lovely', createdAt: now - 50_000 },
  { id: '102', by: 'cy', text: 'untagged talk of cake', createdAt: now - 40_000 },
  { id: '103', by: 'dee', text: 'look at this', quoteOf: '100', createdAt: now - 30_000 },
  { id: '104', by: 'Bob', text: 'untagged reply', replyTo: '100', createdAt: now - 20_000 },
];

describe('replying', () => {
  it('works where we are mentioned or quoted, and puts the mentions first as X does', async () => {
    const sandbox = await openSandbox({ posts });
    const client = oauth1Client(sandbox);
    const reply = await client.v2.reply('Thank you! <3 & see https://cafenar.example/menu', '101');
    expect(reply.data.text).toMatch(/^@ann @Bob Thank you! &lt;3 &amp; see https:\/\/t\.co\/\w{10}$/);
    await client.v2.reply('And thanks for the quote', '103');
    expect(sandbox.ledger()).toMatchObject([
      {
        action: 'reply',
        id: reply.data.id,
        replyTo: '101',
        text: '@ann @Bob Thank you! <3 & see https://cafenar.example/menu',
      },
      { action: 'reply', replyTo: '103' },
    ]);
    const own = await client.v2.userTimeline(sandbox.account.nativeId, {
      'tweet.fields': ['referenced_tweets', 'conversation_id', 'entities', 'in_reply_to_user_id'],
      expansions: ['referenced_tweets.id', 'referenced_tweets.id.author_id'],
    });
    expect(own.tweets.find((post) => post.id === reply.data.id)).toMatchObject({
      conversation_id: '101',
      referenced_tweets: [{ type: 'replied_to', id: '101' }],
      entities: { urls: [{ expanded_url: 'https://cafenar.example/menu' }] },
    });
    expect(own.includes.tweets.map((post) => post.id).sort()).toEqual(['101', '103']);
    expect(own.includes.users.map((user) => user.username).sort()).toEqual(['ann', 'dee']);
  });

  it.each(['102', '104'])('is refused where the author did not summon us (%s)', async (id) => {
    const sandbox = await openSandbox({ posts });
    const error = await oauth1Client(sandbox)
      .v2.reply('Hello', id)
      .catch((reason) => reason);
    expect(error).toMatchObject({ code: 403, data: { type: 'about:blank', title: 'Forbidden' } });
    expect(error.data.detail).toContain('not been mentioned');
    expect(sandbox.ledger()).toMatchObject([{ action: 'refused', why: 'not-summoned', replyTo: id }]);
  });

  it('is refused for the same text again, to whomever, until it is deleted', async () => {
    const sandbox = await openSandbox({ posts });
    const client = oauth1Client(sandbox);
    const first = await client.v2.reply('Thank you!', '101');
    const error = await client.v2.reply('Thank you!', '103').catch((reason) => reason);
    expect(error).toMatchObject({
      code: 403,
      data: {
        detail: 'You are not allowed to create a Tweet with duplicate content.',
        type: 'about:blank',
        title: 'Forbidden',
        status: 403,
      },
    });
    await client.v2.deleteTweet(first.data.id);
    await client.v2.reply('Thank you!', '103');
    expect(sandbox.ledger().map((entry) => entry.action)).toEqual(['reply', 'refused', 'delete', 'reply']);
  });

  it('is refused to a deleted post, over 280, empty, or with unknown fields', async () => {
    const sandbox = await openSandbox({ posts });
    const { access_token } = await signIn(sandbox);
    const post = (body: unknown) => call(sandbox, access_token, 'POST', '/2/tweets', body);
    const reply = { in_reply_to_tweet_id: '101' };
    sandbox.remove('103');
    expect((await post({ text: 'hello', reply: { in_reply_to_tweet_id: '103' } })).body.detail).toContain(
      'deleted',
    );
    expect((await post({ text: 'x'.repeat(281), reply })).body.detail).toContain('too long');
    expect((await post({ text: 'ک'.repeat(280), reply })).status).toBe(201);
    expect((await post({ text: 'あ'.repeat(141), reply })).status).toBe(403);
    expect((await post({ text: ' ', reply })).status).toBe(400);
    expect((await post({ text: 'hello', repyl: reply })).body.errors[0].message).toContain('$.repyl');
    expect((await post({ text: 'hello', reply: { in_reply_to_tweet_id: 101 } })).status).toBe(400);
    expect((await post({ text: 'hello', quote_tweet_id: '101' })).body.type).toMatch(/client-forbidden$/);
  });

  it('leaves out mentions on request', async () => {
    const sandbox = await openSandbox({ posts });
    const { access_token } = await signIn(sandbox);
    const bob = await call(sandbox, access_token, 'GET', '/2/users/by/username/bob');
    const reply = { in_reply_to_tweet_id: '101', exclude_reply_user_ids: [bob.body.data.id] };
    const { body } = await call(sandbox, access_token, 'POST', '/2/tweets', { text: 'Hi', reply });
    expect(body.data.text).toBe('@ann Hi');
  });
});

describe('deleting, hiding, liking', () => {
  it('deletes our own posts only', async () => {
    const sandbox = await openSandbox({ posts });
    const { access_token } = await signIn(sandbox);
    const remove = (id: string) => call(sandbox, access_token, 'DELETE', `/2/tweets/${id}`);
    expect((await remove('100')).body).toEqual({ data: { deleted: true } });
    expect((await remove('100')).status).toBe(404);
    expect((await remove('101')).status).toBe(403);
    const lookup = await call(sandbox, access_token, 'GET', '/2/tweets/100');
    expect(lookup).toMatchObject({ status: 200, body: { errors: [{ resource_id: '100' }] } });
  });

  it('hides replies in our own conversations only', async () => {
    const sandbox = await openSandbox({ posts });
    const { access_token } = await signIn(sandbox);
    const hide = (id: string, hidden: unknown = true) =>
      call(sandbox, access_token, 'PUT', `/2/tweets/${id}/hidden`, { hidden });
    expect(await hide('104')).toMatchObject({ status: 200, body: { data: { hidden: true } } });
    expect((await hide('104', false)).body.data.hidden).toBe(false);
    expect((await hide('101')).status).toBe(403);
    expect((await hide('104', 'yes')).status).toBe(400);
    expect(sandbox.ledger().map((entry) => entry.action)).toEqual(['hide', 'unhide']);
  });

  it('likes nothing, as on self-serve tiers', async () => {
    const sandbox = await openSandbox({ posts });
    const error = await oauth1Client(sandbox)
      .v2.like(sandbox.account.nativeId, '101')
      .catch((reason) => reason);
    expect(error.code).toBe(403);
    expect(error.data.type).toMatch(/client-forbidden$/);
  });
});

describe('private messages', () => {
  const day = 86_400_000;
  const messages = [
    ...Array.from({ length: 7 }, (_, index) => ({
      with: index % 2 ? 'ann' : 'bob',
      fromUs: index === 3,
      text: `message ${index}`,
      createdAt: now - (7 - index) * day,
    })),
    { with: 'ann', fromUs: false, text: 'long ago', createdAt: now - 40 * day },
  ];

  it('come newest first for thirty days, page by page, all or with one person', async () => {
    const sandbox = await openSandbox({ messages });
    const client = oauth1Client(sandbox);
    const list = await client.v2.listDmEvents({
      max_results: 3,
      event_types: ['MessageCreate'],
      'dm_event.fields': ['sender_id', 'created_at', 'dm_conversation_id'],
      expansions: ['sender_id'],
    });
    await list.fetchLast(100);
    expect(list.events.map((event) => ('text' in event ? event.text : ''))).toEqual(
      [6, 5, 4, 3, 2, 1, 0].map((index) => `message ${index}`),
    );
    expect(list.events[3]).toMatchObject({ sender_id: sandbox.account.nativeId });
    const { access_token } = await signIn(sandbox);
    const ann = await call(sandbox, access_token, 'GET', '/2/users/by/username/ann');
    const path = `/2/dm_conversations/with/${ann.body.data.id}/dm_events?dm_event.fields=dm_conversation_id`;
    const withAnn = await call(sandbox, access_token, 'GET', path);
    expect(withAnn.body.data.map((event: Body) => event.text)).toEqual([
      'message 5',
      'message 3',
      'message 1',
    ]);
    expect(new Set(withAnn.body.data.map((event: Body) => event.dm_conversation_id)).size).toBe(1);
    const none = await call(sandbox, access_token, 'GET', '/2/dm_events?event_types=ParticipantsJoin');
    expect(none.body).toEqual({ meta: { result_count: 0 } });
    expect((await call(sandbox, access_token, 'GET', '/2/dm_events?since_id=1')).status).toBe(400);
  });

  it('are sent to those who accept them, with the daily limit in the headers', async () => {
    const sandbox = await openSandbox({ messages, people: [{ handle: 'bob', acceptsMessages: false }] });
    const { access_token } = await signIn(sandbox);
    const ids = await call(sandbox, access_token, 'GET', '/2/users/by?usernames=ann,bob,nobody');
    expect(ids.body.errors).toMatchObject([{ value: 'nobody' }]);
    const [ann, bob] = ids.body.data;
    const send = (id: string, body: unknown) =>
      call(sandbox, access_token, 'POST', `/2/dm_conversations/with/${id}/messages`, body);
    const sent = await send(ann.id, { text: 'Dear Ann' });
    expect(sent.status).toBe(201);
    expect(sent.headers.get('x-user-limit-24hour-limit')).toBe('1440');
    expect(sent.headers.get('x-user-limit-24hour-remaining')).toBe('1439');
    expect(sandbox.ledger()).toMatchObject([
      { action: 'message', id: sent.body.data.dm_event_id, to: 'ann' },
    ]);
    expect((await send(bob.id, { text: 'Dear Bob' })).body.detail).toContain('permission to DM');
    expect((await send('12345', { text: 'Who?' })).status).toBe(400);
    expect((await send(ann.id, { text: '' })).status).toBe(400);
    const newest = await call(sandbox, access_token, 'GET', '/2/dm_events?max_results=1');
    expect(newest.body.data[0].text).toBe('Dear Ann');
  });
});

it('counts the length of a post as twitter-text does', () => {
  const part = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 20 }),
    fc.constantFrom(
      'سلام دنیا',
      'cà phê sữa đá',
      'https://example.com/a?b=c',
      '👩‍👩‍👧',
      '🇻🇳',
      '👍🏽',
      '日本語',
      'é',
      '1️⃣',
      '❤️',
      '⭐️',
      '✈️',
    ),
  );
  fc.assert(
    fc.property(fc.array(part, { maxLength: 8 }), (parts) => {
      const text = parts.join(' ');
      fc.pre(!/[^\s]*\.[^\s]*/.test(text.replace(/https:\/\/example\.com\/a\?b=c/g, '')));
      expect(weightedLength(text)).toBe(twitterText.parseTweet(text).weightedLength);
    }),
    { numRuns: 300 },
  );
});
