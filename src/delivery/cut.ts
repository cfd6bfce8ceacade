/**
 * The whole lines of a text that fit, and how many did not.
 *
 * @param limit the most to keep, as `size` counts
 */
export function cutLines(text: string, limit: number, size: (text: string) => number): string {
  const whole = text.trimEnd();
  if (size(whole) <= limit) return whole;
  const lines = whole.split('\n');
  const kept: string[] = [];
  for (const line of lines) {
    const rest = `\n… ${lines.length - kept.length} more lines`;
    if (size([...kept, line].join('\n')) + size(rest) > limit) break;
    kept.push(line);
  }
  // A single line that is longer than everything: its beginning says more than nothing.
  if (kept.length === 0) return `${[...whole].slice(0, Math.floor(limit / 4) - 1).join('')}…`;
  return `${kept.join('\n')}\n… ${lines.length - kept.length} more lines`;
}

/** UTF-16 units. */
export function units(text: string): number {
  return text.length;
}

/** Bytes in UTF-8. */
export function bytes(text: string): number {
  return Buffer.byteLength(text);
}
