import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readDocument, writeDocument } from '../../../src/templates/document.js';

const NETWORKS = ['x', 'mastodon', 'bluesky'];

describe('the text in which a template is edited', () => {
  it('comes back as it was written', () => {
    const line = fc.constantFrom('Thank you!', 'ممنون', '-- not a heading', '{{ a }}', '', '  indented');
    const variant = fc.record({
      language: fc.constantFrom(null, 'en', 'fa', 'vi'),
      network: fc.constantFrom(null, ...NETWORKS),
      text: fc.array(line, { minLength: 1, maxLength: 4 }).map((lines) => lines.join('\n').trim()),
    });
    fc.assert(
      fc.property(fc.array(variant, { maxLength: 5 }), (variants) => {
        const kept = variants.filter(({ text }) => text !== '');
        expect(readDocument(writeDocument(kept), NETWORKS)).toEqual(kept);
      }),
    );
  });

  it('may begin without a heading, end lines as Windows does, and name network and language in any order', () => {
    expect(readDocument('Hello\r\n--- mastodon, fa\r\nسلام\r\n', NETWORKS)).toEqual([
      { language: null, network: null, text: 'Hello' },
      { language: 'fa', network: 'mastodon', text: 'سلام' },
    ]);
  });

  it.each(['--- fax1', '--- fa vi', '--- x mastodon', '--- Facebook'])(
    'with %j is refused by its line',
    (heading) => {
      expect(() => readDocument(`Hello\n${heading}\nHi`, NETWORKS)).toThrow(/^Line 2: /);
    },
  );
});
