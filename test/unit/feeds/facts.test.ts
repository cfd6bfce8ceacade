import { describe, expect, it } from 'vitest';
import { DAY, HOUR, MINUTE } from '../../../src/core/clock.js';
import { feedAddress, isPrivate } from '../../../src/networks/feeds/address.js';
import { readDate } from '../../../src/networks/feeds/dates.js';
import { restUntil } from '../../../src/networks/feeds/freshness.js';
import { unwrapped } from '../../../src/networks/feeds/google.js';
import { textOf } from '../../../src/networks/feeds/text.js';

describe('a date', () => {
  const at = Date.UTC(2026, 10, 21, 9, 30);
  it.each([
    ['RFC 822', 'Sat, 21 Nov 2026 09:30:00 GMT', at],
    ['RFC 822 with an offset', 'Sat, 21 Nov 2026 13:00:00 +0330', at],
    ['RFC 822 with a named zone', 'Sat, 21 Nov 2026 04:30:00 EST', at],
    ['a short year', '21 Nov 26 09:30 UT', at],
    ['no zone', 'Sat, 21 Nov 2026 09:30:00', at],
    ['the wrong weekday', 'Mon, 21 Nov 2026 09:30:00 +0000', at],
    ['a weekday in another language', 'Sáb, 21 Nov 2026 09:30:00 GMT', at],
    ['a whole month', '21 November 2026 09:30:00 GMT', at],
    ['a comment', 'Sat, 21 Nov 2026 09:30:00 +0000 (UTC)', at],
    ['RFC 3339', '2026-11-21T09:30:00Z', at],
    ['RFC 3339 with an offset', '2026-11-21T10:30:00.000+01:00', at],
    ['ISO without a colon in its offset', '2026-11-21T10:30:00+0100', at],
    ['ISO with a space', '2026-11-21 09:30:00', at],
    ['ISO with a space and a zone', ' 2026-11-21 09:30:00 UTC ', at],
    ['ISO to the minute', '2026-11-21T09:30Z', at],
    ['a day', '2026-11-21', Date.UTC(2026, 10, 21)],
    ['nothing', '', null],
    ['words', 'yesterday', null],
    ['a day there is not', '2026-02-31T99:00:00Z', null],
    ['the beginning of time', '1970-01-01T00:00:00Z', null],
    ['a number', '1763717400', null],
  ])('is read: %s', (_, text, time) => {
    expect(readDate(text)).toBe(time);
  });
});

describe('the time of the next request', () => {
  const now = Date.UTC(2026, 10, 21, 22, 30);
  const none = { ttlMs: null, skipHours: [] };
  it.each<[string, Record<string, string>, { ttlMs?: number; skipHours?: number[] }, number | undefined]>([
    ['nothing said', {}, {}, undefined],
    ['max-age', { 'cache-control': 'public, max-age=600' }, {}, now + 10 * MINUTE],
    ['max-age, partly used up', { 'cache-control': 'max-age=600', age: '300' }, {}, now + 5 * MINUTE],
    ['max-age, less than a minute', { 'cache-control': 'max-age=1' }, {}, now + MINUTE],
    ['max-age, more than a day', { 'cache-control': 'max-age=31536000' }, {}, now + DAY],
    ['max-age, used up', { 'cache-control': 'max-age=60', age: '99' }, {}, undefined],
    ['max-age of zero', { 'cache-control': 'max-age=0' }, {}, undefined],
    ['s-maxage, which is for others', { 'cache-control': 's-maxage=600' }, {}, undefined],
    ['no-cache', { 'cache-control': 'no-cache, max-age=600' }, {}, undefined],
    ['Expires', { expires: 'Sat, 21 Nov 2026 23:00:00 GMT' }, {}, now + 30 * MINUTE],
    [
      'Expires by another clock',
      { date: 'Sat, 21 Nov 2026 20:00:00 GMT', expires: 'Sat, 21 Nov 2026 20:15:00 GMT' },
      {},
      now + 15 * MINUTE,
    ],
    ['Expires: 0', { expires: '0' }, {}, undefined],
    [
      'max-age before Expires',
      { 'cache-control': 'max-age=120', expires: 'Sat, 21 Nov 2026 23:00:00 GMT' },
      {},
      now + 2 * MINUTE,
    ],
    ['Retry-After', { 'retry-after': '900' }, {}, now + 15 * MINUTE],
    ['ttl', {}, { ttlMs: HOUR }, now + HOUR],
    ['the longer of ttl and max-age', { 'cache-control': 'max-age=7200' }, { ttlMs: HOUR }, now + 2 * HOUR],
    ['an hour that is skipped', {}, { skipHours: [22, 23, 0] }, Date.UTC(2026, 10, 22, 1)],
    ['an hour that is skipped after ttl', {}, { ttlMs: HOUR, skipHours: [23] }, Date.UTC(2026, 10, 22, 0)],
    [
      'every hour skipped, which is nonsense',
      {},
      { skipHours: Array.from({ length: 24 }, (_, hour) => hour) },
      undefined,
    ],
  ])('heeds %s', (_, headers, feed, until) => {
    expect(restUntil(new Headers(headers), { ...none, ...feed }, now)).toBe(until);
  });
});

describe('an address', () => {
  it.each([
    ['http://127.0.0.1/', true],
    ['http://0x7f.1/', true],
    ['http://2130706433/', true],
    ['http://[::1]/', true],
    ['http://[::ffff:10.0.0.1]/', true],
    ['http://[fe80::1]/', true],
    ['http://[fd00::1]/', true],
    ['http://169.254.169.254/latest/meta-data', true],
    ['http://192.168.1.1/', true],
    ['http://172.31.0.1/', true],
    ['http://100.100.0.1/', true],
    ['http://localhost./', true],
    ['http://printer.local/', true],
    ['http://intranet/', true],
    ['http://172.32.0.1/', false],
    ['http://11.0.0.1/', false],
    ['https://[2606:4700::1111]/', false],
    ['https://localhost.example/', false],
    ['https://feeds.example/', false],
  ])('%s is private: %s', (url, isIt) => {
    expect(isPrivate(new URL(url))).toBe(isIt);
  });

  it('is the same feed with http and https', () => {
    const ids = ['http://a.example/f?x=1', 'https://a.example/f?x=1#top', 'https://a.example/f?x=2'].map(
      (url) => feedAddress(url).id,
    );
    expect(ids[0]).toBe(ids[1]);
    expect(ids[0]).not.toBe(ids[2]);
  });

  it.each([null, '', 'feed.xml', 'ftp://a.example/', 'https://me:secret@a.example/feed'])(
    'is refused: %s',
    (url) => {
      expect(() => feedAddress(url)).toThrow(expect.objectContaining({ networkKind: 'rejected' }));
      expect(() => feedAddress(url)).not.toThrow(/secret/);
    },
  );
});

describe('a link of an alert', () => {
  it.each([
    [
      'https://www.google.com/url?rct=j&sa=t&url=https://news.example/a%3Fid%3D1%26x%3D2&ct=ga&cd=CAI',
      'https://news.example/a?id=1&x=2',
    ],
    ['https://www.google.co.uk/url?q=https://news.example/b&sa=U', 'https://news.example/b'],
    ['https://www.google.com/url?url=javascript:alert(1)', null],
    ['https://www.google.com/url?sa=t', null],
    ['https://www.google.com.evil.example/url?url=https://x.example/', null],
    ['https://news.example/url?url=https://x.example/', null],
  ])('%s leads to %s', (link, target) => {
    expect(unwrapped(link)).toBe(target);
  });
});

describe('the text of an entry', () => {
  const long = 'word '.repeat(900).trim();
  it.each([
    ['title and text', { title: 'Cake', summary: 'It was good.', content: '' }, 'Cake\n\nIt was good.'],
    [
      'a text that begins with its title',
      { title: 'It was go…', summary: 'It was good, all of it.', content: '' },
      'It was good, all of it.',
    ],
    ['a text that is its title', { title: 'Cake', summary: '', content: ' Cake ' }, ' Cake '],
    ['a title alone', { title: 'Cake', summary: '', content: '' }, 'Cake'],
    ['a text alone', { title: '', summary: '', content: 'Cake' }, 'Cake'],
    [
      'the whole before the summary',
      { title: '', summary: 'It was', content: 'It was good.' },
      'It was good.',
    ],
    ['the summary of an article', { title: '', summary: 'It was', content: long }, 'It was'],
  ])('is %s', (_, entry, text) => {
    expect(textOf(entry)).toBe(text);
  });

  it('is cut between words where it is an article, and never within a letter', () => {
    const cut = textOf({ title: '', summary: '', content: long });
    expect(cut).toMatch(/^(word )+word…$/);
    expect(cut.length).toBeLessThan(2_010);
    const whole = textOf({ title: '', summary: '', content: '😀'.repeat(3_000) });
    expect(whole.isWellFormed()).toBe(true);
  });
});
