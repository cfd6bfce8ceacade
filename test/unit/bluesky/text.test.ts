import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { facetsOf, findSpans } from '../../../src/networks/bluesky/facets.js';
import { languagesOf } from '../../../src/networks/bluesky/language.js';
import { measure } from '../../../src/networks/bluesky/length.js';
import { postRecordSchema } from '../../../src/networks/bluesky/schema.js';
import { plainText } from '../../../src/networks/bluesky/text.js';

const LINK = 'app.bsky.richtext.facet#link';

function link(byteStart: number, byteEnd: number, uri: string) {
  return { index: { byteStart, byteEnd }, features: [{ $type: LINK, uri }] };
}

/** The stretch of a text that a facet covers, as its readers count. */
function covered(text: string, { index }: { index: { byteStart: number; byteEnd: number } }): string {
  return Buffer.from(text).toString('utf8', index.byteStart, index.byteEnd);
}

describe('the text of a post', () => {
  it.each([
    [
      'a shortened link',
      'see example.com/a-long...',
      link(4, 25, 'https://example.com/a-long-way'),
      'see https://example.com/a-long-way',
    ],
    [
      'a link in full',
      'see https://a.example/b',
      link(4, 23, 'https://a.example/b'),
      'see https://a.example/b',
    ],
    [
      'words that hide a link',
      'book here',
      link(5, 9, 'https://evil.example/x'),
      'book here (https://evil.example/x)',
    ],
    ['a link after Persian', 'سلام a.example', link(9, 18, 'https://a.example/'), 'سلام https://a.example/'],
    ['offsets outside the text', 'short', link(2, 99, 'https://a.example'), 'short'],
    ['negative offsets', 'short', link(-3, 2, 'https://a.example'), 'short'],
    ['offsets the wrong way round', 'short', link(4, 2, 'https://a.example'), 'short'],
    ['offsets within a character', 'é é é', link(1, 4, 'https://a.example'), 'é é é'],
  ])('shows %s', (_, text, facet, expected) => {
    expect(plainText({ text, facets: [facet] })).toBe(expected);
  });

  it('takes the first of links that overlap', () => {
    const facets = [link(0, 9, 'https://a.example'), link(4, 14, 'https://b.example')];
    expect(plainText({ text: 'a.example/more', facets })).toBe('https://a.example/more');
  });

  it('names what is attached and cannot be seen', () => {
    const embed = {
      record: {
        record: { uri: 'at://did:plc:aaaaaaaaaaaaaaaaaaaaaaaa/app.bsky.feed.post/3n2uk2gwxq222', cid: 'b' },
      },
      media: { images: [{ alt: 'a cold latte' }, { alt: '' }] },
    };
    const record = postRecordSchema.parse({ text: 'look', createdAt: '2026-11-21', embed });
    expect(plainText(record)).toBe(
      'look\n[image: a cold latte]\n[image]\nhttps://bsky.app/profile/did:plc:aaaaaaaaaaaaaaaaaaaaaaaa/post/3n2uk2gwxq222',
    );
    const card = { external: { uri: 'https://a.example/menu', title: 'Menu' } };
    expect(plainText(postRecordSchema.parse({ text: 'ours', embed: card }))).toBe(
      'ours\nhttps://a.example/menu',
    );
    expect(plainText(postRecordSchema.parse({ text: '', embed: { video: {}, alt: 'steam' } }))).toBe(
      '[video: steam]',
    );
  });

  it('survives whatever stands in a record', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.json(), fc.json(), (text, facets, embed) => {
        const record = postRecordSchema.parse({
          text,
          createdAt: 7,
          langs: {},
          facets: JSON.parse(facets),
          embed: JSON.parse(embed),
        });
        expect(plainText(record)).toContain(text.slice(0, 1));
      }),
    );
  });
});

describe('what is to be followed in our text', () => {
  const spans = (text: string) =>
    findSpans(text).map(({ start, end, kind }) => [kind, text.slice(start, end)]);

  it.each([
    ['see https://cafenar.example/menu.', [['link', 'https://cafenar.example/menu']]],
    ['(https://a.example/x_(y))', [['link', 'https://a.example/x_(y)']]],
    [
      'our menu: cafenar.com/menu, and www.cafe.de!',
      [
        ['link', 'cafenar.com/menu'],
        ['link', 'www.cafe.de'],
      ],
    ],
    ['node.js and e.g. 3.50 at a.b', []],
    ['thanks @ana.bsky.social!', [['mention', '@ana.bsky.social']]],
    ['mail us: hello@cafenar.com', []],
    ['thanks @ana', []],
    [
      '#coffee, #۱۲۳قهوه! #2026 ##x #️⃣',
      [
        ['tag', '#coffee'],
        ['tag', '#۱۲۳قهوه'],
      ],
    ],
    ['نشانی: https://cafenar.example/fa، متشکریم', [['link', 'https://cafenar.example/fa']]],
  ])('is found in %s', (text, expected) => {
    expect(spans(text)).toEqual(expected);
  });

  it('is given in bytes that cover exactly its characters', () => {
    const piece = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.constantFrom(
        ' https://a.example/ب?x=é ',
        ' #قهوه ',
        ' @ana.bsky.social ',
        ' cafenar.com/👩‍👩‍👧 ',
        '😀',
        '\n',
      ),
    );
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        const text = pieces.join('').toWellFormed();
        const facets = facetsOf(text, new Map([['ana.bsky.social', 'did:plc:ana']]));
        let reached = 0;
        for (const facet of facets) {
          expect(facet.index.byteStart).toBeGreaterThanOrEqual(reached);
          reached = facet.index.byteEnd;
          expect(covered(text, facet)).toMatch(/^(https?:\/\/|#|＃|@ana\.bsky\.social|[a-z0-9])/i);
          expect(text).toContain(covered(text, facet));
        }
      }),
    );
  });

  it('is no mention of who cannot be found', () => {
    expect(facetsOf('thanks @nobody.example', new Map())).toEqual([]);
  });
});

describe('the length of a text', () => {
  it.each([
    ['👨‍👩‍👧‍👦é', false, { length: 2, limit: 300 }],
    ['e\u0301'.repeat(300), false, { length: 300, limit: 300 }],
    ['👨‍👩‍👧‍👦'.repeat(120), false, { length: 120, limit: 300 }],
    ['👨‍👩‍👧‍👦'.repeat(121), false, { length: 3_025, limit: 3_000 }],
    ['a'.repeat(1_001), true, { length: 1_001, limit: 1_000 }],
  ])('counts graphemes, and bytes where those are what is too many (%#)', (text, isPrivate, expected) => {
    expect(measure(text, { private: isPrivate })).toEqual(expected);
  });
});

describe('the language of our text', () => {
  it.each([
    ['سلام، می‌خواستم بدانم کی باز می‌کنید', ['fa']],
    ['Quán ngon quá, nhưng phục vụ hơi chậm', ['vi']],
    ['Quán ngon quá, nhưng phục vụ hơi chậm'.normalize('NFD'), ['vi']],
    ['日本語です', ['ja']],
    ['Thank you!', []],
    ['', []],
  ])('is told only where the letters decide it: %s', (text, expected) => {
    expect(languagesOf(text)).toEqual(expected);
  });
});
