import type { Watch } from '../../src/core/watch.js';

/** A watch for a brand with nothing but keywords, and what is given. */
export function watchOf(given: Partial<Watch> & Pick<Watch, 'keywords'>): Watch {
  return {
    name: 'brand',
    kind: 'brand',
    required: [],
    excluded: [],
    languages: [],
    accounts: [],
    ...given,
  };
}
