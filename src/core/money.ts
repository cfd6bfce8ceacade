/**
 * Micro-dollars as people write them: two decimals, more where less than a cent is meant.
 *
 * @returns `$0.03`, `$12.00`, `$0.005`
 */
export function formatMicros(micros: number): string {
  const dollars = micros / 1_000_000;
  if (micros === 0 || micros >= 10_000) return `$${dollars.toFixed(2)}`;
  return `$${dollars.toFixed(6).replace(/0+$/, '')}`;
}
