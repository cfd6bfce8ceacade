import { describe, expect, it } from 'vitest';
import { Calibration, Confusion } from '../../../src/core/classification.js';

describe('a confusion', () => {
  const confusion = new Confusion(['bad', 'plain', 'good']);
  // Of the bad three of four were found, of the plain one of two, of the good both.
  for (const [gold, answer] of [
    ['bad', 'bad'],
    ['bad', 'bad'],
    ['bad', 'bad'],
    ['bad', 'plain'],
    ['plain', 'plain'],
    ['plain', 'good'],
    ['good', 'good'],
    ['good', 'good'],
  ] as const)
    confusion.add(gold, answer);

  it('counts by hand as by program', () => {
    expect(confusion.total).toBe(8);
    expect(confusion.count('bad', 'plain')).toBe(1);
    expect(confusion.accuracy).toBeCloseTo(6 / 8);
    expect(confusion.macroRecall).toBeCloseTo((3 / 4 + 1 / 2 + 1) / 3);
    expect(confusion.macroF1).toBeCloseTo((6 / 7 + 2 / 4 + 4 / 5) / 3);
    expect(confusion.of('good')).toEqual({ texts: 2, precision: 2 / 3, recall: 1, f1: 4 / 5 });
  });

  it('leaves out labels that never occur', () => {
    const two = new Confusion(['bad', 'plain', 'good']);
    two.add('bad', 'bad');
    two.add('good', 'bad');
    expect(two.macroRecall).toBeCloseTo(1 / 2);
    expect(two.macroF1).toBeCloseTo((2 / 3 + 0) / 2);
  });

  it('of nothing is all zeros', () => {
    const { accuracy, macroRecall, macroF1, total } = new Confusion(['bad', 'good']);
    expect([accuracy, macroRecall, macroF1, total]).toEqual([0, 0, 0, 0]);
  });
});

describe('a calibration', () => {
  const calibration = new Calibration();
  for (const [confidence, right] of [
    [0.95, true],
    [0.95, true],
    [0.95, true],
    [1, false],
    [0.55, true],
    [0.55, false],
  ] as const)
    calibration.add(confidence, right);

  it('weighs the gap of each tenth by its answers', () => {
    expect(calibration.error).toBeCloseTo((4 * Math.abs(3.85 / 4 - 3 / 4) + 2 * 0.05) / 6);
  });

  it('gives a row for each tenth, without a mean where there is nothing', () => {
    const { bins } = calibration;
    expect(bins.map(({ from }) => from)).toEqual(Array.from({ length: 10 }, (_, tenth) => tenth / 10));
    expect(bins.at(-1)).toEqual({ from: 0.9, n: 4, confidence: expect.closeTo(3.85 / 4), right: 3 / 4 });
    expect(bins.at(0)).toEqual({ from: 0, n: 0, confidence: null, right: null });
  });
});
