import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ByteRows } from '../../../src/sentiment/byte-rows.js';

const tables = fc.integer({ min: 1, max: 33 }).chain((width) =>
  fc.record({
    width: fc.constant(width),
    table: fc
      .array(fc.int8Array({ minLength: width, maxLength: width }), { minLength: 1, maxLength: 20 })
      .map((rows) => Int8Array.from(rows.flatMap((row) => [...row]))),
    picks: fc.array(fc.nat(), { maxLength: 256 }),
  }),
);

test('adds rows of signed bytes up as one by one', () => {
  fc.assert(
    fc.property(tables, ({ width, table, picks }) => {
      const rows = Int32Array.from(picks, (pick) => pick % (table.length / width));
      const sums = new Int32Array(Math.ceil(width / 4) * 4);
      new ByteRows(table, width).sum(rows, rows.length, sums);
      const plain = Array.from({ length: width }, (_, k) =>
        rows.reduce((sum, row) => sum + (table[row * width + k] ?? 0), 0),
      );
      expect([...sums.subarray(0, width)]).toEqual(plain);
    }),
  );
});

test('holds 256 of the largest and of the smallest', () => {
  const rows = new ByteRows(Int8Array.of(127, -128, 127, -128), 4);
  const sums = new Int32Array(4);
  rows.sum(new Int32Array(256), 256, sums);
  expect([...sums]).toEqual([127 * 256, -128 * 256, 127 * 256, -128 * 256]);
});
