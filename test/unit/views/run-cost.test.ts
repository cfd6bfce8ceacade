import { expect, it } from 'vitest';
import { createStyle } from '../../../src/output/style.js';
import { runCostLines } from '../../../src/views/run-cost.js';

it('calls free what costs nothing, instead of giving it a limit of none', async () => {
  const view = {
    style: await createStyle({ isTTY: false, env: {} }),
    width: 80,
    now: 0,
    timeZone: 'UTC',
    networkName: (id: string) => id,
  };
  const stream = { account: 'nar', stream: 'mentions', items: 0, micros: 0, note: null };
  const lines = runCostLines({ streams: [stream], failed: [], budgetLeftMicros: null }, view);
  expect(lines[1]).toMatch(/mentions\s+–\s+free$/);
  expect(lines[2]).toBe('All of it is free');
});
