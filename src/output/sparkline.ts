const BARS = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];

/**
 * Numbers as a row of bars, one column each, the largest the full height; only zero is the lowest bar.
 *
 * @param values zero or more, oldest first
 */
export function sparkline(values: readonly number[]): string {
  const largest = Math.max(0, ...values);
  return values.map((value) => bar(value <= 0 ? 0 : value / largest)).join('');
}

function bar(share: number): string {
  return BARS[Math.ceil(share * (BARS.length - 1))] ?? '';
}

/** The same numbers in fewer slices of equal length, each the sum of what it covers. */
export function rebin(values: readonly number[], most: number): number[] {
  const size = Math.ceil(values.length / most);
  const slices: number[] = [];
  for (let start = 0; start < values.length; start += size) {
    slices.push(values.slice(start, start + size).reduce((sum, value) => sum + value, 0));
  }
  return slices;
}
