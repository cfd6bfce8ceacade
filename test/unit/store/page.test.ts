import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { openStore } from '../../../src/store/index.js';

it('has the tables that docs/storage.md tells of', () => {
  const page = readFileSync('docs/storage.md', 'utf8');
  const rows = page.split('\n').filter((line) => line.startsWith('| `'));
  const told = rows.flatMap((row) =>
    [...(row.split('|')[1] ?? '').matchAll(/`(\w+)`/g)].map(([, name]) => name),
  );
  const store = openStore(':memory:');
  expect(told.toSorted()).toEqual([...Object.keys(store.facts().rows), 'mention_search'].toSorted());
});
