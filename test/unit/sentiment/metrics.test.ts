import { describe, expect, it } from 'vitest';
import { Confusion, calibrationError } from '../../../training/metrics.js';
import { quantise, quantiseRows } from '../../../training/quantise.js';

describe('the measures', () => {
  const confusion = new Confusion();
  // Gold 0: three of four right; gold 1: one of two; gold 2: both.
  for (const [gold, answer] of [
    [0, 0],
    [0, 0],
    [0, 0],
    [0, 1],
    [1, 1],
    [1, 2],
    [2, 2],
    [2, 2],
  ] as const)
    confusion.add(gold, answer);

  it('count by hand as by program', () => {
    expect(confusion.total).toBe(8);
    expect(confusion.accuracy()).toBeCloseTo(6 / 8);
    expect(confusion.macroRecall()).toBeCloseTo((3 / 4 + 1 / 2 + 1) / 3);
    expect(confusion.macroF1()).toBeCloseTo((6 / 7 + 2 / 4 + 4 / 5) / 3);
  });

  it('leave out classes that never occur', () => {
    const two = new Confusion();
    two.add(0, 0);
    two.add(2, 0);
    expect(two.macroRecall()).toBeCloseTo(1 / 2);
  });

  it('weigh the gap of each tenth by its texts', () => {
    const error = calibrationError(
      [0.95, 0.95, 0.95, 0.95, 0.55, 0.55],
      [true, true, true, false, true, false],
    );
    expect(error).toBeCloseTo((4 * 0.2 + 2 * 0.05) / 6);
  });
});

describe('bytes for weights', () => {
  it('stand within half a step of what they stand for', () => {
    const values = Float32Array.from({ length: 64 }, (_, i) => Math.sin(i) / (1 + (i % 7)));
    const whole = quantise(values, 1);
    const rows = quantiseRows(values, 8);
    values.forEach((value, i) => {
      expect(Math.abs((whole.bytes[i] ?? 0) * whole.scale - value)).toBeLessThanOrEqual(
        whole.scale / 2 + 1e-6,
      );
      const scale = rows.scales[i >> 3] ?? 0;
      expect(Math.abs((rows.bytes[i] ?? 0) * scale - value)).toBeLessThanOrEqual(scale / 2 + 1e-6);
    });
  });

  it('clip what lies beyond the quantile', () => {
    const values = new Float32Array(1000).fill(0.1);
    values[0] = 100;
    const { bytes, scale } = quantise(values, 0.99);
    expect(bytes[0]).toBe(127);
    expect((bytes[1] ?? 0) * scale).toBeCloseTo(0.1);
  });
});
