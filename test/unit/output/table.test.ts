import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PLAIN } from '../../../src/output/style.js';
import { type Column, table } from '../../../src/output/table.js';
import { textWidth } from '../../../src/output/width.js';

interface Row {
  id: number;
  from: string;
  mood: string;
  text: string;
}

const COLUMNS: readonly Column<Row>[] = [
  { header: 'ID', align: 'right', cell: ({ id }) => String(id) },
  { header: 'FROM', drop: 1, shrinksTo: 6, max: 12, cell: ({ from }) => from },
  { header: 'MOOD', drop: 2, cell: ({ mood }) => mood, short: ({ mood }) => mood.charAt(0) },
  { header: 'TEXT', shrinksTo: 10, cell: ({ text }) => text },
];

const ROWS: Row[] = [
  { id: 9, from: 'mina', mood: '− bad', text: 'Found glass in my cake' },
  { id: 481, from: 'a.very.long.handle', mood: '+ good', text: '好吃的蛋糕' },
];

const draw = (width: number, rows = ROWS) => table(COLUMNS, rows, { style: PLAIN, width });

describe('table', () => {
  it('takes only the room it needs', () => {
    expect(draw(80)).toEqual([
      ' ID  FROM          MOOD    TEXT',
      '  9  mina          − bad   Found glass in my cake',
      '481  a.very.long…  + good  好吃的蛋糕',
    ]);
  });

  it('cuts what may be cut, then shortens, then drops', () => {
    expect(draw(36)[1]).toBe('  9  mina         − bad   Found gla…');
    expect(draw(28)[1]).toBe('  9  mina      −  Found gla…');
    expect(draw(20)[1]).toBe('  9  −  Found glass…');
  });

  it('keeps the header of a column only where it still names it', () => {
    expect(draw(28)[0]).toBe(' ID  FROM         TEXT');
  });

  it('fits any width from 20, and keeps its columns below each other', () => {
    const row = fc.record({
      id: fc.integer({ min: 1, max: 99_999 }),
      from: fc.string({ unit: 'grapheme', maxLength: 20 }),
      mood: fc.constantFrom('− bad', '+ good'),
      text: fc.string({ unit: 'grapheme', maxLength: 80 }),
    });
    fc.assert(
      fc.property(fc.array(row, { maxLength: 4 }), fc.integer({ min: 20, max: 100 }), (rows, width) => {
        const lines = draw(width, rows);
        expect(lines).toHaveLength(rows.length + 1);
        for (const line of lines) expect(textWidth(line)).toBeLessThanOrEqual(width);
        const edge = (lines[0] ?? '').indexOf('ID') + 2;
        for (const [index, { id }] of rows.entries()) {
          expect((lines[index + 1] ?? '').slice(0, edge).trim()).toBe(String(id));
        }
      }),
    );
  });
});
