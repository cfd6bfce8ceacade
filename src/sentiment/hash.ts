/** The seed every token's hash starts from. */
export const HASH_SEED = 0x811c9dc5 | 0;

/** One step of FNV-1a over a code unit. */
export function hashStep(hash: number, unit: number): number {
  return Math.imul(hash ^ unit, 0x01000193);
}

/** Murmur3's finaliser: spreads every input bit over the whole 32-bit word. */
export function mix(hash: number): number {
  let h = hash;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}

/** The hash of a normalised word, as the tokeniser gives it. */
export function hashWord(word: string): number {
  let h = HASH_SEED;
  for (let i = 0; i < word.length; i++) h = hashStep(h, word.charCodeAt(i));
  return mix(h);
}
