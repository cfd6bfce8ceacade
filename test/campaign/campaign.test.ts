import { expect, it } from 'vitest';
import { SEED } from '../helpers/random.js';
import { runCampaign } from './run.js';

const TRIALS = 12;

it(`sends each planned reply exactly once in ${TRIALS} trials of kills, faults and rival runs`, {
  timeout: 240_000,
}, async () => {
  const report = await runCampaign({ root: process.cwd(), seed: SEED, trials: TRIALS, workers: 1 });
  console.log(JSON.stringify({ ...report, wrong: report.wrong.length }));
  expect(report.wrong).toEqual([]);
  expect(report.trials).toBe(TRIALS);
  expect(report.kills).toBeGreaterThan(TRIALS / 4);
});
