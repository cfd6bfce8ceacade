import fc from 'fast-check';
import { Parser } from 'htmlparser2';
import { describe, expect, it } from 'vitest';
import type { Digest } from '../../../src/core/digest.js';
import { toJsonText } from '../../../src/output/json.js';
import { loadLanguage } from '../../../src/views/catalogues/index.js';
import { CATALOGUES } from '../../../src/views/catalogues/list.js';
import { digestDocument } from '../../../src/views/digest/document.js';
import { digestHtml } from '../../../src/views/digest/html.js';
import { digestMarkdown } from '../../../src/views/digest/markdown.js';
import { digestPage } from '../../../src/views/digest/page.js';
import { digestLines } from '../../../src/views/digest-text.js';
import { digestJson } from '../../../src/views/to-json.js';
import { DIGEST, mention, NOW, SILENT_DIGEST, viewOf } from './samples.js';

const codes = Object.keys(CATALOGUES);
const languages = new Map(
  await Promise.all(codes.map(async (code) => [code, await loadLanguage(code)] as const)),
);
const view = viewOf(80);
const spoken = (code: string) => languages.get(code)!;

interface Read {
  tags: Map<string, number>;
  attributes: Set<string>;
  text: string;
}

/** What a browser would see of a page: its elements, its attributes' names, its text. */
function readHtml(html: string): Read {
  const read: Read = { tags: new Map(), attributes: new Set(), text: '' };
  const parser = new Parser({
    onopentag(name, attributes) {
      read.tags.set(name, (read.tags.get(name) ?? 0) + 1);
      for (const attribute of Object.keys(attributes)) read.attributes.add(attribute);
    },
    ontext: (text) => {
      read.text += text;
    },
  });
  parser.end(html);
  return read;
}

/** A text without what keeps directions apart, and with every run of spaces one. */
function bare(text: string): string {
  return text.replace(/[\u2068\u2069]/g, '').replace(/\s+/g, ' ');
}

describe.each(codes)('in %s', (code) => {
  const language = spoken(code);
  const page = digestPage(DIGEST, language, view);

  it('every form says every fact', () => {
    const html = bare(readHtml(digestHtml(page)).text);
    // What a backslash stands before is the character itself.
    const markdown = bare(digestMarkdown(page).replace(/\\(.)/g, '$1').replaceAll('&amp;', '&'));
    const terminal = bare(digestLines(DIGEST, viewOf(2_000), language).join(' '));
    const facts = [
      page.volume.headline,
      ...page.response.rates,
      page.response.first,
      page.response.open ?? '',
      page.response.waiting.text,
      ...page.actions.flatMap(({ text, facts, command }) => [text, ...facts, command]),
      ...page.notes.flatMap(({ label, texts }) => [label, ...texts]),
      ...page.charts.filter(({ id }) => id !== 'volume').map(({ summary }) => summary),
    ].map(bare);
    expect(facts.length).toBeGreaterThan(40);
    for (const fact of facts) {
      expect(html).toContain(fact);
      expect(markdown).toContain(fact);
      expect(terminal).toContain(fact);
    }
  });

  it('a silent day is said, without charts', () => {
    const silent = digestPage({ ...SILENT_DIGEST, hours: [], waitBands: [] }, language, view);
    const html = readHtml(digestHtml(silent));
    expect(html.tags.has('figure')).toBe(false);
    expect(bare(html.text)).toContain(bare(silent.volume.headline));
    expect(digestMarkdown(silent)).not.toContain('undefined');
  });

  it('leads with the hour where nothing is a day old yet, and is silent about what nothing is old enough for', () => {
    const young = { rate: null, n: 0, answered: 0 };
    const response = { ...DIGEST.response, within24h: young, within72h: young };
    const [lead, ...others] = digestPage({ ...DIGEST, response }, language, view).response.rates;
    expect(lead).toContain(language.say('span.hours', { n: 1 }));
    expect(lead).toContain(language.percent(response.within1h.rate));
    // How it was for those of the day before is told all the same.
    expect(others[0]).toContain(language.percent(DIGEST.previousResponse.within24h.rate));
    expect(others.join()).not.toContain(language.say('span.hours', { n: 72 }));
  });

  it('compares no share of voice with a period in which nobody spoke', () => {
    const [share] = DIGEST.voice;
    const voice = [{ ...share!, previous: { mentions: 0, share: null } }];
    const { notes } = digestPage({ ...DIGEST, voice }, language, view);
    const told = notes.find(({ label }) => label === language.say('label.voice'))?.texts.join() ?? '';
    expect(told).toContain(language.percent(share!.share));
    expect(told).not.toContain(language.percent(null));
  });

  it('shows no row of answers where there was none', () => {
    const hours = DIGEST.hours.map((one) => ({ ...one, answers: 0 }));
    const { charts } = digestPage({ ...DIGEST, hours }, language, view);
    expect(charts.find(({ id }) => id === 'hours')?.series.map(({ look }) => look)).toEqual(['first']);
  });

  it('hostile texts stay texts in every form', () => {
    fc.assert(
      fc.property(hostileDigest, (digest) => {
        const hostile = digestPage(digest, language, view);
        const [read, plain] = [hostile, page].map((one) => readHtml(digestHtml(one)));
        // Whatever is written in it, the page is built of the same kinds of parts, and holds the text as text.
        for (const tag of read!.tags.keys()) expect(plain!.tags.has(tag), tag).toBe(true);
        for (const name of read!.attributes) expect(plain!.attributes.has(name), name).toBe(true);
        for (const tag of ['html', 'head', 'body', 'style', 'main', 'footer']) {
          expect(read!.tags.get(tag), tag).toBe(1);
        }
        for (const { text } of hostile.actions) expect(bare(read!.text)).toContain(bare(text));

        const markdown = digestMarkdown(hostile);
        for (const line of markdown.split('\n')) {
          // Without what is escaped, what is code, and our own emphasis.
          const unescaped = line.replace(/\\.|(`+)(?!`).*?(?<!`)\1(?!`)/g, '').replace(/^\*|\*$/g, '');
          expect(unescaped).not.toMatch(/[<>*_[\]@]|^\s*#{3,} |https?:|www\./);
        }

        const { subject, text } = digestDocument(digest, language, view);
        for (const line of [subject, ...text.split('\n')]) {
          expect(line).not.toMatch(/[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]/);
        }
        expect(JSON.parse(toJsonText(digestJson(digest))).business).toBe(digest.business);
      }),
      { numRuns: 40 },
    );
  });
});

const hostileText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc
    .array(
      fc.constantFrom(
        '<script>alert(1)</script>',
        '<img src=x onerror=alert(1)>',
        '" onload="x',
        "' style='",
        '</title></style>',
        ']]>',
        '<!--',
        '&lt;',
        '&#0;',
        '{n, plural,',
        '}',
        '](http://evil.example)',
        '![x](http://evil.example/p.png)',
        'https://evil.example',
        'www.evil.example',
        '| a | b |',
        '# ',
        '- ',
        '1. ',
        '```',
        '`',
        '\\',
        '\n\n',
        '\u202e',
        '\u2069',
        '\u0000',
        '\ud800',
        'سلام',
        'a',
      ),
      { maxLength: 8 },
    )
    .map((parts) => parts.join('')),
);

const hostileDigest: fc.Arbitrary<Digest> = fc
  .record({ text: hostileText, other: hostileText, command: hostileText })
  .map(({ text, other, command }): Digest => {
    const base = mention(481, { text, urgency: [other], reasons: [other], tags: [text] });
    const hostile = { ...base, author: { ...base.author, handle: other, name: text } };
    return {
      ...DIGEST,
      business: text,
      waiting: { count: 1, oldestAt: NOW, top: [hostile] },
      praiseUnanswered: { count: 2, top: [hostile] },
      topics: DIGEST.topics.map((topic) => ({ ...topic, text: other })),
      authors: DIGEST.authors.map((author) => ({ ...author, handle: text, name: other })),
      voice: DIGEST.voice.map((voice) => ({ ...voice, watch: text })),
      gaps: DIGEST.gaps.map((gap) => ({ ...gap, account: text, stream: other, code: null, reason: text })),
      failing: DIGEST.failing.map((failing) => ({ ...failing, account: other, message: text })),
      coverage: DIGEST.coverage.map((one) => ({
        ...one,
        account: text,
        unheard: one.unheard.map((unheard) => ({ ...unheard, what: other })),
      })),
      suggestions: [
        { kind: 'answer', mentionId: 481, text, command: 'earshot reply 481' },
        { kind: 'check-account', failure: 'auth', account: text, reason: other, text, command },
        { kind: 'look-at-topic', topic: text, negative: 1, mentions: 2, text, command },
      ],
    };
  });
