/** A large count in few columns: `980`, `12.4k`, `3.1M`. */
export function compactCount(value: number): string {
  if (value < 1_000) return String(value);
  const [scaled, unit] = value < 999_950 ? [value / 1_000, 'k'] : [value / 1_000_000, 'M'];
  return `${scaled.toFixed(1).replace(/\.0$/, '')}${unit}`;
}
