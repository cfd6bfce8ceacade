import { NoAnswer } from './no-answer.js';

/**
 * Reads a body as UTF-8 text, no further than a limit: a server may send without end.
 *
 * @param maxBytes largest body to take, after decompression
 * @param onData called for every piece that comes in
 * @throws NoAnswer `too-large`; or whatever broke the stream
 */
export async function readBody(response: Response, maxBytes: number, onData: () => void): Promise<string> {
  if (response.body === null) return '';
  const reader = response.body.getReader();
  const decoder = new TextDecoder();
  let text = '';
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    onData();
    size += value.byteLength;
    if (size > maxBytes) {
      await reader.cancel().catch(() => {});
      throw new NoAnswer('too-large', true);
    }
    text += decoder.decode(value, { stream: true });
  }
}
