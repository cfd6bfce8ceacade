import { safeJson } from '../core/safe-json.js';
import type { OutStream } from './streams.js';

/**
 * JSON text of a value: well-formed Unicode whatever the strings hold, and safe to print. Parsing it gives the value
 * back exactly.
 */
export function toJsonText(value: unknown, indent = 0): string {
  return safeJson(JSON.stringify(value, null, indent));
}

/** Writes one JSON document: indented for a person at a terminal, on one line for a program. */
export function writeJson(out: OutStream, value: unknown): void {
  out.write(`${toJsonText(value, out.isTTY ? 2 : 0)}\n`);
}

/** Writes one object a line, waiting for a slow reader, and stops when the reader has gone away. */
export async function writeJsonLines(
  out: OutStream,
  values: Iterable<unknown> | AsyncIterable<unknown>,
): Promise<void> {
  let written = 0;
  for await (const value of values) {
    if (out.closed) return;
    out.write(`${toJsonText(value)}\n`);
    written += 1;
    if (written % LINES_PER_FLUSH === 0) await out.flush();
  }
}

const LINES_PER_FLUSH = 256;
