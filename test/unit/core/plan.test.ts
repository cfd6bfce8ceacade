import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isFinished, type PlanRow, planHash } from '../../../src/core/plan.js';

const row: fc.Arbitrary<PlanRow> = fc.record({
  row: fc.nat(),
  line: fc.nat(),
  mentionId: fc.nat(),
  network: fc.constantFrom('x', 'mastodon'),
  account: fc.string(),
  nativeId: fc.string(),
  versionId: fc.string(),
  editedAt: fc.option(fc.nat()),
  to: fc.string(),
  private: fc.boolean(),
  again: fc.boolean(),
  text: fc.string({ unit: 'binary' }),
  template: fc.option(fc.record({ name: fc.string(), variantId: fc.nat() })),
  costMicros: fc.nat(),
});

describe('the hash of a plan', () => {
  it('is the same after a file, whatever order its keys stand in', () => {
    fc.assert(
      fc.property(fc.array(row, { maxLength: 5 }), (rows) => {
        const turned = rows.map((each) => Object.fromEntries(Object.entries(each).reverse()));
        const read = JSON.parse(JSON.stringify(turned)) as PlanRow[];
        expect(planHash(read)).toBe(planHash(rows));
      }),
    );
  });

  it('is another for any other text, addressee, order or number of rows', () => {
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 4 }), row, fc.nat(), (rows, other, at) => {
        const changed = rows.map((each, index) => (index === at % rows.length ? other : each));
        const same = JSON.stringify(changed) === JSON.stringify(rows);
        expect(planHash(changed) === planHash(rows)).toBe(same);
        expect(planHash([...rows, other])).not.toBe(planHash(rows));
        expect(planHash(rows.slice(1))).not.toBe(planHash(rows));
      }),
    );
  });

  it('does not mix up a row’s values', () => {
    const [first] = fc.sample(row, { numRuns: 1, seed: 7 });
    if (!first) throw new Error('no sample');
    const one = { ...first, to: 'a', text: 'b' };
    expect(planHash([{ ...one, to: 'b', text: 'a' }])).not.toBe(planHash([one]));
  });
});

it('is finished when nothing is left that a run or a person could move', () => {
  const done = { waiting: 0, sent: 3, failed: 0, unknown: 0, refused: 2 };
  expect(isFinished(done)).toBe(true);
  for (const state of ['waiting', 'failed', 'unknown'] as const) {
    expect(isFinished({ ...done, [state]: 1 })).toBe(false);
  }
});
