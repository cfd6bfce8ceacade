/** A count in full: `1,204`. */
export function count(value: number): string {
  return value.toLocaleString('en-US');
}

/** A count with its word: `1 mention`, `9 mentions`. */
export function counted(value: number, one: string, many = `${one}s`): string {
  return `${count(value)} ${value === 1 ? one : many}`;
}

/** A share or a score as a pipe or a spreadsheet has it: four digits after the point. */
export function fourDigits(value: number): number {
  return Math.round(value * 10_000) / 10_000;
}

/** A share as a whole percentage, `71%`; a dash where there is nothing to take a share of. */
export function percent(rate: number | null): string {
  return rate === null ? '–' : `${Math.round(rate * 100)}%`;
}
