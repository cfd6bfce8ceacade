import { parseArgs } from 'node:util';
import { isClean, reportLines, troubleLines } from '../test/campaign/report.js';
import { runCampaign } from '../test/campaign/run.js';

/** `npm run campaign -- [--seed N] [--trials M] [--only TRIAL] [--workers W]`: the program through faults, checked. */
export async function main(args: readonly string[], root: string): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      seed: { type: 'string', default: '1' },
      trials: { type: 'string', default: '300' },
      from: { type: 'string', default: '0' },
      only: { type: 'string' },
      workers: { type: 'string', default: '3' },
    },
  });
  const first = Number(values.only ?? values.from);
  const count = values.only === undefined ? Number(values.trials) : 1;
  let done = 0;
  const reports = await runCampaign({
    root,
    seed: Number(values.seed),
    numbers: Array.from({ length: count }, (_, index) => first + index),
    workers: Number(values.workers),
    onLeftOut: (kind) => process.stderr.write(`left out on this machine: ${kind}\n`),
    onTrial(report) {
      done += 1;
      if (!isClean(report) || values.only !== undefined) {
        process.stderr.write(`${troubleLines(report).join('\n')}\n`);
      }
      if (done % 50 === 0) process.stderr.write(`${done} of ${count}\n`);
    },
  });
  process.stdout.write(`${reportLines(reports).join('\n')}\n`);
  process.exitCode = reports.every(isClean) ? 0 : 1;
}
