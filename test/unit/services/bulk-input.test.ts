import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EarshotError } from '../../../src/core/errors.js';
import { bulkFormat, readBulk } from '../../../src/services/bulk-input.js';

const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;

describe('a bulk file', () => {
  it('brings every text through as it is, in any language, with commas, quotes and line breaks', () => {
    const text = fc.string({ unit: 'grapheme', minLength: 1 }).filter((each) => each.trim() !== '');
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 1, max: 999 }), text), { minLength: 1, maxLength: 6 }),
        fc.constantFrom(',', ';', '\t'),
        fc.constantFrom('\n', '\r\n'),
        fc.boolean(),
        (rows, separator, end, bom) => {
          const lines = rows.map(([id, words]) => `${id}${separator}${quoted(words)}`);
          const file = [`mention${separator}text`, ...lines, ''].join(end);
          const { rows: read } = readBulk(bom ? `\uFEFF${file}` : file, 'csv');
          expect(read.map(({ mention, text: words }) => [mention, words])).toEqual(
            rows.map(([id, words]) => [String(id), words]),
          );
          const jsonl = rows.map(([mention, words]) => JSON.stringify({ mention, text: words })).join(end);
          expect(readBulk(jsonl, 'jsonl').rows.map(({ text: words }) => words)).toEqual(
            rows.map(([, words]) => words),
          );
        },
      ),
    );
  });

  it('is refused or read, whatever it holds, and never breaks anything', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.constantFrom('csv', 'jsonl'), (content, format) => {
        try {
          const { rows, refused } = readBulk(`mention,text\n${content}`, format as 'csv' | 'jsonl');
          expect(rows.length + refused.length).toBeGreaterThan(0);
        } catch (error) {
          expect(error).toBeInstanceOf(EarshotError);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('names the line a row ends on', () => {
    const { rows, refused } = readBulk('mention,text\n1,"two\nlines"\n\n2,\n3,ok\n', 'csv');
    expect([rows.map(({ line }) => line), refused.map(({ line }) => line)]).toEqual([[3, 6], [5]]);
  });

  it('understands yes and no, and asks where it does not', () => {
    const file = 'mention,text,private,again\n1,a,yes,\n2,b,NO,1\n3,c,perhaps,\n';
    const { rows, refused } = readBulk(file, 'csv');
    expect(rows.map((row) => [row.private, row.again])).toEqual([
      [true, false],
      [false, true],
    ]);
    expect(refused).toMatchObject([{ line: 4, mention: '3', reason: expect.stringContaining('perhaps') }]);
  });

  it.each([
    ['thanks.jsonl', 'mention,text', 'jsonl'],
    ['friday.CSV', '{"mention":1}', 'csv'],
    ['', ' {"mention":1}', 'jsonl'],
    ['', '\uFEFFmention,text', 'csv'],
  ])('%j with %j is %s', (name, content, format) => {
    expect(bulkFormat(name, content)).toBe(format);
  });

  it.each(['[1,2]', '7', '{"mention":{"id":1},"text":"a"}', '{"mention":1,"text":'])(
    'refuses the line %s alone',
    (line) => {
      const { rows, refused } = readBulk(`${line}\n{"mention":1,"text":"ok"}`, 'jsonl');
      expect([rows.length, refused.map(({ line: at }) => at)]).toEqual([1, [1]]);
    },
  );
});
