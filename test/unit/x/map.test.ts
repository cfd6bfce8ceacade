import { describe, expect, it } from 'vitest';
import { snowflakeTime } from '../../../src/networks/x/ids.js';
import { toMention, toOwnPost } from '../../../src/networks/x/map.js';
import { sameText } from '../../../src/networks/x/replies.js';
import { tweetSchema } from '../../../src/networks/x/schema.js';
import { plainText } from '../../../src/networks/x/text.js';

const US = { nativeId: '7', handle: 'cafenar' };
const tweet = (overrides: Record<string, unknown>) =>
  tweetSchema.parse({
    id: '1900000000000000001',
    text: 'hi',
    author_id: '5',
    created_at: '2025-03-13T01:00:00.000Z',
    ...overrides,
  });
const nobody = new Map();

describe('plainText', () => {
  it('undoes X’s escaping once and expands its links', () => {
    const urls = [{ url: 'https://t.co/abc', expanded_url: 'https://cafe.com/?a=1&b=2', start: 0, end: 16 }];
    expect(
      plainText(tweet({ text: 'a &amp;lt; b &lt;3 https://t.co/abc https://t.co/abc', entities: { urls } })),
    ).toBe('a &lt; b <3 https://cafe.com/?a=1&b=2 https://cafe.com/?a=1&b=2');
  });

  it('keeps short links that begin like one another apart, and those X does not explain', () => {
    const urls = [
      { url: 'https://t.co/a', expanded_url: 'https://one.com' },
      { url: 'https://t.co/ab', expanded_url: 'https://two.com' },
      { url: 'https://t.co/c' },
    ];
    expect(
      plainText(tweet({ text: 'https://t.co/ab https://t.co/a https://t.co/c', entities: { urls } })),
    ).toBe('https://two.com https://one.com https://t.co/c');
  });

  it('takes the whole of a long post', () => {
    const note = {
      text: `${'long '.repeat(80)}https://t.co/z`,
      entities: { urls: [{ url: 'https://t.co/z', expanded_url: 'https://z.com' }] },
    };
    expect(plainText(tweet({ text: 'long…', note_tweet: note }))).toBe(`${'long '.repeat(80)}https://z.com`);
  });
});

describe('toMention', () => {
  it('keeps the identity of an edited post and dates it from its first version', () => {
    const first = '1900000000000000000';
    const edited = tweet({
      id: '1900004000000000000',
      edit_history_tweet_ids: [first, '1900004000000000000'],
      created_at: new Date(snowflakeTime('1900004000000000000') ?? 0).toISOString(),
    });
    const mention = toMention(edited, nobody, US, true);
    expect(mention).toMatchObject({ nativeId: first, versionId: edited.id, createdAt: snowflakeTime(first) });
    expect(mention.editedAt).toBe(edited.created_at);
  });

  it('dates an edited post by its time where its first id tells none', () => {
    const edited = tweet({ edit_history_tweet_ids: ['12', '13'], id: '13' });
    expect(toMention(edited, nobody, US, true).createdAt).toBe(edited.created_at);
  });

  it('names an author X does not describe by the id, and guesses nothing', () => {
    expect(toMention(tweet({}), nobody, US, true)).toMatchObject({
      author: { nativeId: '5', handle: '5', name: null, followers: null, verified: false },
      metrics: { likes: null, reposts: null, replies: null, quotes: null, views: null },
      networkLanguage: null,
    });
  });

  it.each<[Record<string, unknown>, boolean]>([
    [{}, false],
    [{ entities: { mentions: [{ username: 'CafeNar', id: '7' }] } }, true],
    [{ entities: { mentions: [{ username: 'cafenar2' }] } }, false],
    [
      {
        referenced_tweets: [{ type: 'quoted', id: '9' }],
        entities: { urls: [{ url: 'https://t.co/q', expanded_url: 'https://twitter.com/CafeNar/status/9' }] },
      },
      true,
    ],
    [
      {
        referenced_tweets: [{ type: 'quoted', id: '9' }],
        entities: { urls: [{ url: 'https://t.co/q', expanded_url: 'https://x.com/other/status/9' }] },
      },
      false,
    ],
    [
      { entities: { urls: [{ url: 'https://t.co/q', expanded_url: 'https://x.com/cafenar/status/9' }] } },
      false,
    ],
  ])('may be answered by an app only when it names or quotes us: %o', (fields, allowed) => {
    expect(toMention(tweet(fields), nobody, US, false).reply.allowed).toBe(allowed);
  });

  it.each([
    [{ lang: 'iw' }, 'he'],
    [{ lang: 'in' }, 'id'],
    [{ lang: 'und' }, null],
    [{ lang: 'qme' }, null],
    [{ lang: 'fa' }, 'fa'],
  ])('reads X’s language codes: %o', (fields, language) => {
    expect(toMention(tweet(fields), nobody, US, true).networkLanguage).toBe(language);
  });

  it.each([
    [[{ type: 'retweeted', id: '9' }], 'repost'],
    [[{ type: 'quoted', id: '9' }], 'quote'],
    [
      [
        { type: 'replied_to', id: '9' },
        { type: 'quoted', id: '8' },
      ],
      'reply',
    ],
  ])('names what %o makes it', (referenced_tweets, kind) => {
    expect(toMention(tweet({ referenced_tweets }), nobody, US, true).kind).toBe(kind);
  });
});

describe('toOwnPost', () => {
  it('says what it answers', () => {
    const own = toOwnPost(
      tweet({ referenced_tweets: [{ type: 'replied_to', id: '9' }], conversation_id: '3' }),
      US,
    );
    expect(own).toMatchObject({ replyToNativeId: '9', threadNativeId: '3', private: false });
  });
});

describe('sameText', () => {
  it.each([
    ['@ana @bob Until ten', 'Until ten', true],
    ['Until  ten\n', 'Until ten', true],
    ['See http://cafe.com/menu/ now', 'See cafe.com/menu now', true],
    ['Until ten', 'Until nine', false],
    ['café', 'café', true],
  ])('%j is what X shows for %j: %s', (shown, sent, same) => {
    expect(sameText(shown, sent)).toBe(same);
  });
});
