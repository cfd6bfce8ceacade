import { expect, it } from 'vitest';
import { openStore } from '../../../src/store/index.js';
import { watchOf } from '../../helpers/watch.js';

const watch = (name: string, keyword = name) => watchOf({ name, keywords: [keyword] });

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
