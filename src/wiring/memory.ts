import type { AccountMemory } from '../networks/network.js';

/** Facts in memory, and handed on to be kept as they come. */
export function remembering(
  known: Readonly<Record<string, unknown>>,
  keep: AccountMemory['set'],
): AccountMemory {
  let facts = known;
  return {
    get: () => facts,
    set(more) {
      facts = { ...facts, ...more };
      keep(more);
    },
  };
}

/** The memory of an account that is not saved yet. */
export function forgetful(): AccountMemory {
  return remembering({}, () => {});
}
