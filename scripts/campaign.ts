import { parseArgs } from 'node:util';
import { KINDS } from '../test/campaign/faults.js';
import { isClean, reportLines, troubleLines } from '../test/campaign/report.js';
import { runCampaign } from '../test/campaign/run.js';

/**
 * `npm run campaign -- [--seed N] [--trials M] [--from TRIAL] [--only TRIAL] [--kind FAULT] [--workers W]`: the program
 * through faults, checked. A seed and a trial's number make a trial; its number says which kind of fault it has.
 */
export async function main(args: readonly string[], root: string): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      seed: { type: 'string', default: '1' },
      trials: { type: 'string', default: '300' },
      from: { type: 'string', default: '0' },
      only: { type: 'string' },
      kind: { type: 'string' },
      workers: { type: 'string', default: '3' },
    },
  });
  const kind = values.kind === undefined ? null : KINDS.findIndex(({ name }) => name === values.kind);
  if (kind === -1) throw new Error(`The kinds are: ${KINDS.map(({ name }) => name).join('; ')}`);
  const first = Number(values.only ?? values.from);
  const count = values.only === undefined ? Number(values.trials) : 1;
  const numbers = Array.from({ length: count }, (_, index) =>
    kind === null ? first + index : (first + index) * KINDS.length + kind,
  );
  let done = 0;
  const reports = await runCampaign({
    root,
    seed: Number(values.seed),
    numbers,
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
