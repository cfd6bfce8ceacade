import { createHash } from 'node:crypto';

/** Lines of a whole desk, each with its newline, under the footer that is right for them. */
export function withFooter(lines: string): string {
  const sha256 = createHash('sha256').update(lines).digest('hex');
  return `${lines}${JSON.stringify({ end: { lines: lines.split('\n').length - 1, sha256 } })}\n`;
}
