import { describe, expect, it } from 'vitest';
import { quantise, quantiseRows } from '../../../training/quantise.js';

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
