import { createHash } from 'node:crypto';

/** A short fingerprint of a text: 48 bits in hexadecimal. */
export function fingerprint(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 12);
}
