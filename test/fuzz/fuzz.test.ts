import { expect, it } from 'vitest';
import { folder } from '../helpers/desk.js';
import { SEED } from '../helpers/random.js';
import { runFuzz } from './run.js';

it('reads anything, or refuses it in words: a few hundred of what `npm run fuzz` tries', async () => {
  const reports = await runFuzz({ seed: SEED, inputs: 1_500, dir: folder() });
  expect(reports.flatMap(({ target, failed }) => failed.map((failure) => ({ target, ...failure })))).toEqual(
    [],
  );
  // The inputs are neither all right nor all hopeless.
  expect(reports.filter(({ read, refused }) => read + refused === 0)).toEqual([]);
  const refused = reports.reduce((sum, one) => sum + one.refused, 0);
  const read = reports.reduce((sum, one) => sum + one.read, 0);
  expect(Math.min(refused, read)).toBeGreaterThan(200);
});
