import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { runFuzz } from '../test/fuzz/run.js';

/** `npm run fuzz -- [--seed N] [--inputs M] [--only TARGET:NUMBER]`: wrong inputs for everything that reads. */
export async function main(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      seed: { type: 'string', default: '1' },
      inputs: { type: 'string', default: '100000' },
      only: { type: 'string' },
    },
  });
  const dir = mkdtempSync(join(tmpdir(), 'earshot-fuzz-'));
  try {
    const { seed, inputs, only } = values;
    const reports = await runFuzz({
      seed: Number(seed),
      inputs: Number(inputs),
      dir,
      ...(only === undefined ? {} : { only }),
    });
    console.table(reports.map(({ failed, ...report }) => ({ ...report, failed: failed.length })));
    const sum = (key: 'inputs' | 'read' | 'refused') =>
      reports.reduce((total, report) => total + report[key], 0);
    const failures = reports.flatMap(({ target, failed }) =>
      failed.map((failure) => ({ target, ...failure })),
    );
    console.log(
      `${sum('inputs')} inputs: ${sum('read')} read, ${sum('refused')} refused in words, ${failures.length} failed.`,
    );
    for (const { target, number, error } of failures.slice(0, 40)) {
      console.log(`\nnpm run fuzz -- --seed ${seed} --only '${target}:${number}'\n${error}`);
    }
    process.exitCode = failures.length > 0 ? 1 : 0;
  } finally {
    rmSync(dir, { recursive: true });
  }
}
