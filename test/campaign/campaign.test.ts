import { expect, it } from 'vitest';
import { SEED } from '../helpers/random.js';
import { KINDS } from './faults.js';
import { isClean, reportLines, troubleLines } from './report.js';
import { runCampaign } from './run.js';

it('loses and doubles nothing in a trial of each kind of fault', { timeout: 600_000 }, async () => {
  const left: string[] = [];
  const reports = await runCampaign({
    root: process.cwd(),
    seed: SEED,
    numbers: [...KINDS.keys()],
    workers: 2,
    onLeftOut: (kind) => left.push(kind),
  });
  console.log(reportLines(reports).join('\n'));
  if (left.length > 0) console.log(`left out on this machine: ${left.join(', ')}`);
  expect(reports.filter((report) => !isClean(report)).flatMap(troubleLines)).toEqual([]);
  expect(reports).toHaveLength(KINDS.length - left.length);
});
