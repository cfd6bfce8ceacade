import type { OutStream } from './streams.js';

/** Characters JSON allows raw that a terminal may obey or a reader cannot see: DEL, C1, line separators, bidi controls. */
const UNSAFE = /[\x7f-\x9f\u2028\u2029\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g;

/**
 * JSON text of a value: well-formed Unicode whatever the strings hold, and safe to print. Parsing it gives the value
 * back exactly.
 */
export function toJsonText(value: unknown, indent = 0): string {
  return safeJson(JSON.stringify(value, null, indent));
}

/** JSON text with the same value and nothing in it that a terminal may obey. */
export function safeJson(json: string): string {
  return json.replace(UNSAFE, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);
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
