/**
 * Where everything random in the tests begins: the same every time, so that a run that passes passes again.
 * EARSHOT_TEST_SEED=random looks somewhere new.
 */
const wanted = process.env.EARSHOT_TEST_SEED ?? '20261121';
export const SEED = wanted === 'random' ? Date.now() % 1_000_000_007 : Number(wanted);

/** Numbers that look random and come again from the same seed. */
export interface Random {
  readonly seed: number;
  /** In [0, 1). */
  next(): number;
  /** Whole, from 0 up to and without `end`. */
  below(end: number): number;
  pick<T>(items: readonly T[]): T;
}

/** A generator from `SEED`, which is printed so that a failure can be played again. */
export function seeded(what: string): Random {
  console.log(`${what}: EARSHOT_TEST_SEED=${SEED}`);
  return randomFrom(SEED);
}

/** A generator from any seed (mulberry32). */
export function randomFrom(seed: number): Random {
  let state = seed;
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const below = (end: number) => Math.floor(next() * end);
  return { seed, next, below, pick: (items) => items[below(items.length)] as (typeof items)[number] };
}
