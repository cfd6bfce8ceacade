import { cpus } from 'node:os';

/** Where figures were taken; they mean little without. */
export function machine() {
  const [cpu] = cpus();
  return { node: process.version, cpu: cpu?.model ?? 'unknown', cores: cpus().length };
}

/** The value that a share of the values do not exceed, by the nearest rank. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}

export function median(values: readonly number[]): number {
  return percentile(values, 0.5);
}

/** Rounded to what a stopwatch on a shared machine can tell. */
export function round(value: number, digits = 2): number {
  return Number(value.toFixed(digits));
}

/** A table on stderr: the first row is the header. */
export function printTable(rows: readonly (readonly (string | number)[])[]): void {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => String(row[column] ?? '').length)),
  );
  for (const row of rows) {
    const cells = row.map((cell, column) => {
      const width = widths[column] ?? 0;
      return column === 0 ? String(cell).padEnd(width) : String(cell).padStart(width);
    });
    process.stderr.write(`${cells.join('  ')}\n`);
  }
}
