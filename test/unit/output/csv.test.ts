import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csvRow, neutralise, tsvRow } from '../../../src/output/csv.js';

const anyText = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.string({ unit: fc.constantFrom(...'=+-@\t\r\n",; a1|!()') }),
);

describe('CSV', () => {
  it('is read back cell by cell', () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(anyText, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 4 }),
        (rows) => {
          const read: string[][] = parse(rows.map(csvRow).join(''), { relax_column_count: true });
          expect(read).toEqual(rows.map((row) => row.map(neutralise)));
        },
      ),
    );
  });

  it('has no cell a spreadsheet computes', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(neutralise(text)).not.toMatch(/^\s*[=+\-@＝＋－＠]|^[\t\r\n]/u);
      }),
    );
  });

  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '  =1', '＝1', '=HYPERLINK("http://x","y")'])(
    'neutralises %j',
    (text) => {
      expect(neutralise(text)).toBe(`'${text}`);
    },
  );

  it('leaves texts and our own numbers alone', () => {
    expect(csvRow(['a@b', -0.94, true, null, 'x, "y"'])).toBe('a@b,-0.94,true,,"x, ""y"""\r\n');
  });
});

describe('TSV', () => {
  it('is one line of as many cells, whatever they hold', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' }), { minLength: 1, maxLength: 5 }), (cells) => {
        const row = tsvRow(cells);
        expect(row.slice(0, -1).split('\t')).toHaveLength(cells.length);
        expect(row.match(/[\n\r]/g)).toEqual(['\n']);
      }),
    );
  });
});
