import { expect, it } from 'vitest';
import type { Watch } from '../../../src/core/watch.js';
import { openStore } from '../../../src/store/index.js';

function watch(name: string, keyword = name): Watch {
  return {
    name,
    kind: 'brand',
    keywords: [keyword],
    required: [],
    excluded: [],
    languages: [],
    accounts: [],
  };
}

it('takes a new watch from several accounts at once', async () => {
  const store = openStore(':memory:');
  const watches = [watch('brand'), watch('rival')];
  const ids = await Promise.all([1, 2, 3].map(() => store.watches.sync(watches)));
  expect(ids[0]?.size).toBe(2);
  expect(ids[1]).toEqual(ids[0]);
  expect(ids[2]).toEqual(ids[0]);
  await store.close();
});

it('keeps the row of a watch that changes, leaves and comes back', async () => {
  const store = openStore(':memory:');
  const first = await store.watches.sync([watch('brand'), watch('rival')]);
  expect([...(await store.watches.sync([watch('brand', 'cafe nar')])).entries()]).toEqual([
    ['brand', first.get('brand')],
  ]);
  expect(await store.watches.sync([watch('rival'), watch('brand')])).toEqual(first);
  await store.close();
});
