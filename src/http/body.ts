import { NoAnswer } from './no-answer.js';

/**
 * Reads a body, no further than a limit: a server may send without end.
 *
 * @param maxBytes largest body to take, after decompression
 * @param onData called for every piece that comes in
 * @throws NoAnswer `too-large`; or whatever broke the stream
 */
export async function readBody(
  response: Response,
  maxBytes: number,
  onData: () => void,
): Promise<Uint8Array> {
  if (response.body === null) return new Uint8Array();
  const reader = response.body.getReader();
  const pieces: Uint8Array[] = [];
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return Buffer.concat(pieces);
    onData();
    size += value.byteLength;
    if (size > maxBytes) {
      await reader.cancel().catch(() => {});
      throw new NoAnswer('too-large', true);
    }
    pieces.push(value);
  }
}
