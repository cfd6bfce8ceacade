/** Weights as bytes: value = byte * scale. */
export interface Quantised {
  bytes: Int8Array;
  scale: number;
}

/** Rounds to int8, clipping at a quantile of the magnitudes of the weights that are not zero. */
export function quantise(values: Float32Array, quantile = 0.9995): Quantised {
  const magnitudes = values
    .filter((value) => value !== 0)
    .map(Math.abs)
    .sort();
  const top = magnitudes[Math.floor((magnitudes.length - 1) * quantile)] ?? 1;
  const scale = top / 127;
  return {
    bytes: Int8Array.from(values, (value) => Math.max(-127, Math.min(127, Math.round(value / scale)))),
    scale,
  };
}

/** Rows as bytes, each with a scale of its own: value = byte * scale of its row. */
export function quantiseRows(
  values: Float32Array,
  width: number,
): { bytes: Int8Array; scales: Float32Array } {
  const bytes = new Int8Array(values.length);
  const scales = new Float32Array(values.length / width);
  for (let row = 0; row < scales.length; row++) {
    const from = row * width;
    let top = 0;
    for (let i = from; i < from + width; i++) top = Math.max(top, Math.abs(values[i]!));
    const scale = top / 127;
    scales[row] = scale;
    if (scale > 0) for (let i = from; i < from + width; i++) bytes[i] = Math.round(values[i]! / scale);
  }
  return { bytes, scales };
}
