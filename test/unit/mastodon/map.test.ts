import { describe, expect, it } from 'vitest';
import { toMention, toOwnPost } from '../../../src/networks/mastodon/map.js';
import { readPage } from '../../../src/networks/mastodon/pages.js';
import { notificationSchema, statusSchema } from '../../../src/networks/mastodon/schema.js';
import { statusText } from '../../../src/networks/mastodon/text.js';

const us = { id: '109', host: 'mastodon.example', domain: 'mastodon.example' };
const account = {
  id: '7',
  username: 'ben',
  acct: 'ben@far.example',
  display_name: 'Ben',
  url: 'https://far.example/@ben',
};
const base = {
  id: '1',
  created_at: '2026-11-20T10:00:00.000Z',
  account,
  content: '<p>hello</p>',
  visibility: 'public',
};

const read = (status: object) => statusSchema.parse({ ...base, ...status });

/** Statuses as other software gives them: what it leaves out, adds and writes otherwise. */
const SHAPES: Record<string, object> = {
  Mastodon: {
    edited_at: null,
    in_reply_to_id: null,
    spoiler_text: '',
    language: 'en',
    url: 'https://far.example/@ben/1',
    uri: 'https://far.example/users/ben/statuses/1',
    mentions: [{ id: '109', username: 'cafenar', acct: 'cafenar', url: 'https://mastodon.example/@cafenar' }],
    tags: [],
    media_attachments: [],
    poll: null,
    reblog: null,
    quote: null,
    quote_approval: { automatic: [], manual: [], current_user: 'denied' },
    replies_count: 0,
    reblogs_count: 2,
    favourites_count: 3,
  },
  Pleroma: {
    id: 'AbCdEf12345',
    created_at: '2026-11-20T10:00:00.000Z',
    language: null,
    mentions: [{ id: '109', acct: 'cafenar' }],
    pleroma: { content: { 'text/plain': 'hello' }, conversation_id: 12, local: false },
    content: 'hello',
    emojis: [],
    reblogs_count: 2,
    favourites_count: 3,
  },
  GoToSocial: {
    id: '01J9Z3W8R6Q4T2V0X8Y6A4C2E0',
    created_at: '2026-11-20T10:00:00.000Z',
    mentions: [{ id: '109', acct: 'cafenar' }],
    interaction_policy: { can_reply: { always: ['public'], with_approval: [] } },
    text: 'hello',
    content_type: 'text/plain',
    reblogs_count: 2,
    favourites_count: 3,
  },
  Hollo: {
    id: '0192f3a4-7b5c-7def-8a01-23456789abcd',
    created_at: '2026-11-20T11:00:00+01:00',
    edited_at: null,
    mentions: [{ id: '109', acct: 'cafenar' }],
    poll: null,
    reblogs_count: 2,
    favourites_count: 3,
    emoji_reactions: [],
  },
};

describe('a status', () => {
  it.each(Object.entries(SHAPES))('of %s is a mention', (_, shape) => {
    const status = read(shape);
    expect(toMention(status, status.id, us)).toMatchObject({
      nativeId: `${status.id}@mastodon.example`,
      kind: 'mention',
      private: false,
      author: { nativeId: 'ben@far.example', handle: 'ben@far.example', name: 'Ben' },
      text: 'hello',
      createdAt: Date.UTC(2026, 10, 20, 10),
      editedAt: null,
      replyToNativeId: null,
      metrics: { likes: 3, reposts: 2 },
    });
  });

  it.each([
    ['a post that names nobody', {}, 'post'],
    ['an answer', { in_reply_to_id: '5' }, 'reply'],
    ['a quotation', { quote: { state: 'accepted' } }, 'quote'],
    ['a private one', { visibility: 'direct', in_reply_to_id: '5' }, 'message'],
    ['a boost', { reblog: { content: '<p>hello</p>' } }, 'repost'],
  ])('is told apart: %s', (_, shape, kind) => {
    const mention = toMention(read(shape), '1', us);
    expect([mention.kind, mention.private]).toEqual([kind, kind === 'message']);
  });

  it('of somebody on our server has a whole handle too', () => {
    const mention = toMention(read({ account: { ...account, acct: 'Mia' } }), '1', {
      ...us,
      host: 'social.mastodon.example',
    });
    expect(mention.author).toMatchObject({
      nativeId: 'mia@mastodon.example',
      handle: 'Mia@mastodon.example',
    });
    expect(mention.nativeId).toBe('1@social.mastodon.example');
  });

  it('in private belongs to the people in it, whoever writes', () => {
    const [tom, cafe] = [
      { id: '9', acct: 'tom@far.example' },
      { id: '109', acct: 'cafenar' },
    ];
    const theirs = toMention(read({ visibility: 'direct', mentions: [cafe, tom] }), '1', us);
    const ourAccount = { ...account, id: '109', acct: 'cafenar' };
    const ours = read({
      visibility: 'direct',
      account: ourAccount,
      mentions: [tom, { id: '7', acct: 'Ben@far.example' }],
    });
    expect(toOwnPost(ours, '2', us).threadNativeId).toBe(theirs.threadNativeId);
    expect(toMention(read({ visibility: 'direct', mentions: [cafe] }), '1', us).threadNativeId).not.toBe(
      theirs.threadNativeId,
    );
  });

  it.each(['javascript:alert(1)', 'not an address', '', null])('has no page to open at %j', (url) => {
    expect(toMention(read({ url, account: { ...account, url } }), '1', us)).toMatchObject({
      url: null,
      author: { url: null },
    });
  });
});

describe('its text', () => {
  it.each([
    ['a content warning first', { spoiler_text: 'food' }, 'food\n\nhello'],
    [
      'the options of a poll',
      { poll: { options: [{ title: 'tea' }, { title: 'coffee' }] } },
      'hello\n- tea\n- coffee',
    ],
    [
      'descriptions of pictures',
      { media_attachments: [{ type: 'image', description: 'a cold soup' }] },
      'hello\n\n[image: a cold soup]',
    ],
    [
      'pictures alone',
      { content: '', media_attachments: [{ type: 'image', description: null }, { type: 'video' }] },
      '[image] [video]',
    ],
    [
      'what is boosted',
      { content: '', reblog: { content: '<p>theirs</p>', spoiler_text: 'cw' } },
      'cw\n\ntheirs',
    ],
    ['nothing', { content: '' }, ''],
  ])('has %s', (_, shape, text) => {
    expect(statusText(read(shape))).toBe(text);
  });
});

describe('a page', () => {
  const notification = (id: string, status: object | null) => ({
    id,
    type: 'mention',
    created_at: '2026-11-20T10:00:00.000Z',
    account,
    status: status === null ? null : { ...base, ...status },
  });

  it('is not lost with one bad item, which keeps its place', () => {
    const debugged: string[] = [];
    const page = readPage(
      [
        notification('5', {}),
        notification('4', { content: 7 }),
        notification('3', null),
        'x',
        notification('2', { edited_at: '2026-11-20T10:05:00Z' }),
      ],
      notificationSchema,
      new Headers({
        link: '<https://m.example/api?max_id=2&limit=3>; rel="next", <https://m.example/api?min_id=5>; rel="prev"',
      }),
      (line) => debugged.push(line),
    );
    expect(page.items.map(({ id, value, edited }) => [id, value !== null, edited])).toEqual([
      ['5', true, false],
      ['4', false, false],
      ['3', false, false],
      ['2', true, true],
    ]);
    expect([page.older, page.newer]).toEqual(['2', '5']);
    expect(debugged).toHaveLength(2);
  });

  it.each([
    [
      'ends where a Link header names no further page',
      '<https://m.example/api?min_id=5>; rel="prev"',
      null,
      '5',
    ],
    ['goes on below its last item where there is no Link header', null, '2', undefined],
    [
      'takes an opaque bound as it is',
      '<https://m.example/api?x=1&max_id=0192f3a4-7b5c%2F7>; rel=next',
      '0192f3a4-7b5c/7',
      undefined,
    ],
    ['takes no bound out of nonsense', 'nonsense, <x>; rel="next"', null, undefined],
  ])('%s', (_, link, older, newer) => {
    const headers = new Headers(link === null ? {} : { link });
    const page = readPage(
      [notification('5', {}), notification('2', {})],
      notificationSchema,
      headers,
      () => {},
    );
    expect([page.older, page.newer]).toEqual([older, newer]);
  });
});
