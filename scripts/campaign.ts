import { parseArgs } from 'node:util';
import { runCampaign } from '../test/campaign/run.js';

/** `npm run campaign -- [--seed N] [--trials M]`: bulk replies through faults, checked against the networks. */
export async function main(args: readonly string[], root: string): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      seed: { type: 'string', default: '1' },
      trials: { type: 'string', default: '300' },
      workers: { type: 'string', default: '2' },
    },
  });
  const report = await runCampaign({
    root,
    seed: Number(values.seed),
    trials: Number(values.trials),
    workers: Number(values.workers),
    onTrial({ number, wrong, story }, soFar) {
      if (wrong.length > 0)
        process.stderr.write(`trial ${number}: ${wrong.join('; ')}\n  ${story.join('\n  ')}\n`);
      else if (soFar.trials % 25 === 0) {
        process.stderr.write(`${JSON.stringify({ ...soFar, wrong: soFar.wrong.length })}\n`);
      }
    },
  });
  process.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
  process.exitCode = report.wrong.length > 0 ? 1 : 0;
}
