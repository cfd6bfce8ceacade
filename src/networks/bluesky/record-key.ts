import { createHash } from 'node:crypto';

const ALPHABET = '234567abcdefghijklmnopqrstuvwxyz';
const MICROSECONDS = 1_000n;
const CLOCK_ID_BITS = 10n;
const CLOCK_IDS = 2n ** CLOCK_ID_BITS;
const LENGTH = 13;

/**
 * A record key (TID: 53 bits of microseconds since 1970, 10 bits that tell writers apart, in sortable base 32) that
 * is the same whenever it is made for the same thing, so that writing it twice writes one record.
 *
 * @param seed what the record is for
 * @param at ms UTC
 * @see https://atproto.com/specs/tid
 */
export function recordKey(seed: string, at: number): string {
  const digest = createHash('sha256').update(seed).digest();
  const within = BigInt(digest.readUInt32BE(0)) % MICROSECONDS;
  const clockId = BigInt(digest.readUInt32BE(4)) % CLOCK_IDS;
  return spell(((BigInt(at) * MICROSECONDS + within) << CLOCK_ID_BITS) | clockId);
}

/** When a TID was made (ms UTC), or null for anything else. */
export function tidTime(tid: string): number | null {
  if (!/^[2-7a-j][2-7a-z]{12}$/.test(tid)) return null;
  const value = [...tid].reduce((sum, letter) => sum * 32n + BigInt(ALPHABET.indexOf(letter)), 0n);
  return Number((value >> CLOCK_ID_BITS) / MICROSECONDS);
}

function spell(value: bigint): string {
  let rest = value;
  let text = '';
  while (text.length < LENGTH) {
    text = (ALPHABET[Number(rest % 32n)] ?? '') + text;
    rest /= 32n;
  }
  return text;
}
