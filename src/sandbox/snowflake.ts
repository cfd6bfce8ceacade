import { createHash } from 'node:crypto';

/** X's epoch: the first millisecond its ids can name. */
const EPOCH = 1_288_834_974_657;

/**
 * The smallest id X would give to something written at a time.
 *
 * @param ms ms UTC; times before X's epoch (November 2010) count as the epoch
 */
export function idAt(ms: number): bigint {
  return BigInt(Math.max(0, Math.floor(ms) - EPOCH)) << 22n;
}

/** When an id was given, in ms UTC: X's ids carry it in their upper bits. */
export function timeOfId(id: bigint): number {
  return Number(id >> 22n) + EPOCH;
}

/** A stable 18-digit user id for a handle, whatever its case. */
export function userIdOf(handle: string): string {
  const digest = createHash('sha256').update(`user:${handle.toLowerCase()}`).digest();
  return (100_000_000_000_000_000n + (digest.readBigUInt64BE() % 800_000_000_000_000_000n)).toString();
}
