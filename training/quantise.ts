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
