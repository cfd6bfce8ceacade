import { describe, expect, it } from 'vitest';
import { decodeDocument } from '../../../src/networks/feeds/encoding.js';
import { parseFeed } from '../../../src/networks/feeds/parse.js';

const URL_OF_FEED = 'https://blog.example/feeds/all.xml';
const read = (document: string) => parseFeed(document, URL_OF_FEED);
const PUBLISHED = Date.UTC(2026, 10, 21, 9, 30);

/** What every form of the same feed comes to. */
const expected = {
  id: 'tag:blog.example,2026:1',
  link: 'https://blog.example/1',
  title: 'Coffee & cake',
  author: 'Ana Lovelace',
  publishedAt: PUBLISHED,
};

const FORMS: Readonly<Record<string, string>> = {
  'RSS 2.0': `<?xml version="1.0"?>
    <rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:atom="http://www.w3.org/2005/Atom"><channel>
      <title>The blog</title><link>https://blog.example/</link><language>en-gb</language><ttl>90</ttl>
      <atom:link rel="self" href="https://blog.example/feeds/all.xml"/>
      <skipHours><hour>1</hour><hour>24</hour><hour>x</hour></skipHours>
      <item><title>Coffee &amp;amp; cake</title><link>https://blog.example/1</link>
        <guid isPermaLink="false">tag:blog.example,2026:1</guid><dc:creator>Ana Lovelace</dc:creator>
        <pubDate>Sat, 21 Nov 2026 09:30:00 GMT</pubDate><description>&lt;p&gt;So &lt;b&gt;good&lt;/b&gt;&lt;/p&gt;</description>
      </item></channel></rss>`,
  'RSS 0.91 with its DOCTYPE': `<?xml version="1.0"?>
    <!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" "http://my.netscape.com/publish/formats/rss-0.91.dtd">
    <rss version="0.91"><channel><title>The blog</title><link>https://blog.example/</link><language>en-gb</language>
      <item><title>Coffee &amp; cake</title><link>https://blog.example/1</link><guid isPermaLink="false">tag:blog.example,2026:1</guid>
        <author>ana@blog.example (Ana Lovelace)</author><pubDate>21 Nov 26 09:30 UT</pubDate>
        <description><![CDATA[<p>So <b>good</b></p>]]></description></item></channel></rss>`,
  'RSS 1.0': `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:d="http://purl.org/dc/elements/1.1/">
      <channel rdf:about="https://blog.example/"><title>The blog</title><link>https://blog.example/</link><d:language>en-gb</d:language></channel>
      <item rdf:about="tag:blog.example,2026:1"><title>Coffee &amp; cake</title><link>https://blog.example/1</link>
        <description>So good</description><d:creator>Ana Lovelace</d:creator><d:date>2026-11-21T10:30+01:00</d:date></item></rdf:RDF>`,
  'Atom 1.0': `<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en-gb"><title>The blog</title>
      <link rel="self" href="/feeds/all.xml"/><link href="/"/><author><name>Ana Lovelace</name></author>
      <entry><id>tag:blog.example,2026:1</id><title type="html">Coffee &amp;amp; cake</title><link rel="alternate" href="../1"/>
        <link rel="replies" href="/1/replies"/><published>2026-11-21T09:30:00Z</published><updated>2026-11-21T11:00:00Z</updated>
        <summary type="html">&lt;p>So &lt;b>good&lt;/b>&lt;/p></summary></entry></feed>`,
  'Atom with prefixes and XHTML': `<a:feed xmlns:a="http://www.w3.org/2005/Atom" xmlns:h="http://www.w3.org/1999/xhtml" xml:lang="en-gb">
      <a:title>The blog</a:title><a:link href="https://blog.example/"/>
      <a:entry xml:base="https://blog.example/posts/"><a:id>tag:blog.example,2026:1</a:id><a:title>Coffee &amp; cake</a:title><a:link href="../1"/>
        <a:author><a:name>Ana Lovelace</a:name></a:author><a:published>2026-11-21 09:30:00</a:published>
        <a:summary type="xhtml"><h:div><h:p>So <h:b>good</h:b></h:p></h:div></a:summary></a:entry></a:feed>`,
  'Atom 0.3': `<feed version="0.3" xmlns="http://purl.org/atom/ns#" xml:lang="en-gb"><title>The blog</title>
      <link rel="alternate" type="text/html" href="https://blog.example/"/>
      <entry><title>Coffee &amp; cake</title><link rel="alternate" type="text/html" href="https://blog.example/1"/>
        <id>tag:blog.example,2026:1</id><author><name>Ana Lovelace</name></author><issued>2026-11-21T09:30:00Z</issued>
        <summary>So good</summary></entry></feed>`,
  'Atom without its namespace': `<feed xml:lang="en-gb"><title>The blog</title><link href="https://blog.example/"/>
      <entry><id>tag:blog.example,2026:1</id><title>Coffee &amp; cake</title><link href="https://blog.example/1"/>
        <author><name>Ana Lovelace</name></author><published>2026-11-21T09:30:00Z</published><summary>So good</summary></entry></feed>`,
  'JSON Feed 1.1': JSON.stringify({
    version: 'https://jsonfeed.org/version/1.1',
    title: 'The blog',
    home_page_url: 'https://blog.example/',
    language: 'en-gb',
    items: [
      {
        id: 'tag:blog.example,2026:1',
        url: '1',
        title: 'Coffee & cake',
        summary: 'So good',
        authors: [{ name: 'Ana Lovelace' }],
        date_published: '2026-11-21T09:30:00Z',
      },
    ],
  }),
};

describe('a document', () => {
  it.each(Object.entries(FORMS))('in %s is read as the same feed', (_, document) => {
    const feed = read(document);
    expect(feed).toMatchObject({ title: 'The blog', link: 'https://blog.example/', oddities: [] });
    expect(feed.entries).toHaveLength(1);
    expect(feed.entries[0]).toMatchObject(expected);
    expect(feed.entries[0]?.summary).toBe('So good');
    expect(feed.entries[0]?.language).toBe('en-gb');
  });

  it('tells how long it may be kept, and the hours to leave it alone', () => {
    expect(read(FORMS['RSS 2.0'] ?? '')).toMatchObject({ ttlMs: 90 * 60_000, skipHours: [1, 0] });
    expect(read(FORMS['RSS 1.0'] ?? '')).toMatchObject({ ttlMs: null, skipHours: [] });
  });

  it.each([
    [
      'a tag that is never closed',
      '<rss><channel><item><title>One<item><title>Two</title></item></channel></rss>',
      true,
    ],
    [
      'tags closed in the wrong order',
      '<rss><channel><item><b><title>One</b></title></item></channel></rss>',
      true,
    ],
    ['a bare ampersand', '<rss><channel><item><title>Fish & chips</title></item></channel></rss>', false],
    [
      "an entity of HTML's",
      '<rss><channel><item><title>Caf&eacute;&nbsp;Nar</title></item></channel></rss>',
      false,
    ],
    [
      'unescaped markup',
      '<rss><channel><item><title>A <em>very</em> good <br/> day</title></item></channel></rss>',
      false,
    ],
    [
      'an undeclared prefix',
      '<rss><channel><item><dc:creator>Ana</dc:creator><title>x</title></item></channel></rss>',
      false,
    ],
    [
      'junk after its end',
      '<rss><channel><item><title>x</title></item></channel></rss><!-- cached --> \0 junk',
      false,
    ],
    [
      'junk before its beginning',
      '\n\n <?xml version="1.0"?><rss><channel><item><title>x</title></item></channel></rss>',
      false,
    ],
  ])('with %s is read all the same', (_, document, isOdd) => {
    const { entries, oddities } = read(document);
    expect(entries.length).toBeGreaterThan(0);
    expect(oddities.length > 0).toBe(isOdd);
  });

  it('keeps what its mistakes were meant to say', () => {
    const titles = [
      '<title>Caf&eacute;&nbsp;Nar &amp; sons &lt;3</title>',
      '<title>A <em>very</em> good<br/>day</title>',
      '<title><![CDATA[5 < 6 & <i>so</i>]]></title>',
    ].map((title) => read(`<rss><channel><item>${title}</item></channel></rss>`).entries[0]?.title);
    expect(titles).toEqual(['Café\u00a0Nar & sons <3', 'A very good\nday', '5 < 6 & so']);
  });

  it('gives no link that is not to the web', () => {
    const links = ['javascript:alert(1)', 'data:text/html,x', 'file:///etc/passwd', 'http://', ''].map(
      (link) =>
        read(`<rss><channel><item><link>${link}</link><title>x</title></item></channel></rss>`).entries[0]
          ?.link,
    );
    expect(new Set(links)).toEqual(new Set([null]));
  });

  it('takes a guid for the link only where it is one', () => {
    const [first, second] = read(
      '<rss><channel><item><guid>https://blog.example/1</guid></item><item><guid isPermaLink="false">https://blog.example/2</guid></item></channel></rss>',
    ).entries;
    expect([first?.link, second?.link]).toEqual(['https://blog.example/1', null]);
  });

  it('skips items of a JSON Feed that are none', () => {
    const items = [
      null,
      7,
      'x',
      { id: 5, content_text: 'Hello' },
      { id: {}, title: 4, content_html: '<p>Bye' },
    ];
    const feed = read(JSON.stringify({ version: 'https://jsonfeed.org/version/1', items }));
    expect(feed.entries.map(({ id, content }) => [id, content])).toEqual([
      ['5', 'Hello'],
      [null, 'Bye'],
    ]);
    expect(feed.oddities).toHaveLength(1);
  });
});

describe('an encoding', () => {
  const bytes = (text: string) => new TextEncoder().encode(text);
  const xml = (encoding: string, body: number[]) =>
    new Uint8Array([...bytes(`<?xml version='1.0' encoding='${encoding}'?><t>`), ...body, ...bytes('</t>')]);

  it.each<[string, Uint8Array, string | null, string]>([
    ['UTF-8, said or not', bytes('سلام café'), null, 'سلام café'],
    ['UTF-8 whatever the server says', bytes('café'), 'text/xml; charset=ISO-8859-1', 'café'],
    [
      'UTF-8 whatever it declares',
      new Uint8Array([...bytes('<?xml encoding="latin1"?>'), 0xc3, 0xa9]),
      null,
      'é',
    ],
    ['a byte order mark', new Uint8Array([0xef, 0xbb, 0xbf, 0x61]), null, 'a'],
    ['UTF-16, little end first', new Uint8Array([0xff, 0xfe, 0x61, 0, 0x33, 0x06]), null, 'aس'],
    [
      'UTF-16, big end first',
      new Uint8Array([0xfe, 0xff, 0, 0x61, 0x06, 0x33]),
      'text/xml; charset=utf-8',
      'aس',
    ],
    ['windows-1256 by its declaration', xml('windows-1256', [0xd3, 0xe1, 0xc7, 0xe3]), null, 'سلام'],
    [
      'windows-1258 by the server',
      new Uint8Array([0x63, 0xe0, 0x20, 0xd0]),
      'text/xml; charset="windows-1258"',
      'cà Đ',
    ],
    ['the server before the declaration', xml('windows-1252', [0xd3]), 'text/xml; charset=windows-1256', 'س'],
    ['latin1 where nobody says anything', new Uint8Array([0x63, 0x61, 0x66, 0xe9]), 'text/xml', 'café'],
    ['a name that nobody knows', xml('klingon', [0xe9]), 'text/xml; charset=romulan', 'é'],
    ['a claim that cannot be true', new Uint8Array([0xe9, 0x61]), 'text/xml; charset=utf-8', 'éa'],
    ['Shift_JIS', new Uint8Array([0x83, 0x52, 0x81, 0x5b]), 'text/xml; charset=Shift_JIS', 'コー'],
    [
      'ISO-2022-JP, which passes for ASCII',
      new Uint8Array([0x1b, 0x24, 0x42, 0x25, 0x33, 0x1b, 0x28, 0x42]),
      'text/xml; charset=iso-2022-jp',
      'コ',
    ],
  ])('is found: %s', (_, body, type, text) => {
    expect(decodeDocument(body, type)).toContain(text);
  });
});
