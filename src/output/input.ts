import type { InStream } from './streams.js';

/** Everything there is to read, as UTF-8. */
export async function readText(input: InStream): Promise<string> {
  const chunks: string[] = [];
  for await (const chunk of decoded(input)) chunks.push(chunk);
  return chunks.join('');
}

/**
 * Lines as they come, in flat memory, without their ends. Only `\n` and `\r\n` end a line: unlike Node's readline,
 * U+2028 inside a JSON string does not.
 */
export async function* readLines(input: InStream): AsyncGenerator<string> {
  let pieces: string[] = [];
  for await (const chunk of decoded(input)) {
    const lines = chunk.split('\n');
    const last = lines.pop() ?? '';
    for (const line of lines) {
      yield withoutReturn(pieces.length > 0 ? pieces.join('') + line : line);
      pieces = [];
    }
    if (last !== '') pieces.push(last);
  }
  if (pieces.length > 0) yield withoutReturn(pieces.join(''));
}

async function* decoded(input: InStream): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  for await (const chunk of input.raw) {
    yield typeof chunk === 'string' ? chunk : decoder.decode(chunk, { stream: true });
  }
  yield decoder.decode();
}

function withoutReturn(line: string): string {
  return line.endsWith('\r') ? line.slice(0, -1) : line;
}
