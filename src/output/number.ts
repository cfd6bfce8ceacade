const grouped = (value: number) => value.toLocaleString('en-US');

/** A count in full: `1,204`. */
export function count(value: number): string {
  return grouped(value);
}

/** A count with its word: `1 mention`, `9 mentions`. */
export function counted(value: number, one: string, many = `${one}s`): string {
  return `${grouped(value)} ${value === 1 ? one : many}`;
}

/** A large count in few columns: `980`, `12.4k`, `3.1M`. */
export function compact(value: number): string {
  if (value < 1_000) return String(value);
  const [scaled, unit] = value < 999_950 ? [value / 1_000, 'k'] : [value / 1_000_000, 'M'];
  return `${scaled.toFixed(1).replace(/\.0$/, '')}${unit}`;
}

/** A share or a score as a pipe or a spreadsheet has it: four digits after the point. */
export function fourDigits(value: number): number {
  return Math.round(value * 10_000) / 10_000;
}

/** A share as a whole percentage, `71%`; a dash where there is nothing to take a share of. */
export function percent(rate: number | null): string {
  return rate === null ? '–' : `${Math.round(rate * 100)}%`;
}
