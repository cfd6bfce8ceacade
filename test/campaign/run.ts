import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildDisk } from './disk.js';
import { type FaultKind, KINDS } from './faults.js';
import { startResident } from './program.js';
import { runTrial, type TrialReport } from './trial.js';

export interface CampaignOptions {
  /** The checkout whose built program is tried. */
  root: string;
  seed: number;
  /** The numbers of the trials; a number and the seed make a trial. */
  numbers: readonly number[];
  /** Trials at once. */
  workers: number;
  onTrial?(report: TrialReport): void;
  /** Told of kinds of fault that this machine cannot have. */
  onLeftOut?(kind: string): void;
}

/** Runs trials, each with the kind of fault that its number has in the table, several at once. */
export async function runCampaign(options: CampaignOptions): Promise<TrialReport[]> {
  const { root, seed, numbers, workers } = options;
  const folder = mkdtempSync(join(tmpdir(), 'earshot-disk-'));
  const disk = buildDisk(root, folder);
  for (const { name } of KINDS.filter((kind) => kind.disk && disk === null)) options.onLeftOut?.(name);
  const reports: TrialReport[] = [];
  const waiting = numbers.filter((number) => disk !== null || !kindOf(number).disk);
  const work = async () => {
    const resident = await startResident(root);
    try {
      for (let number = waiting.shift(); number !== undefined; number = waiting.shift()) {
        const report = await runTrial(number, kindOf(number), { root, seed, resident, disk });
        reports.push(report);
        options.onTrial?.(report);
      }
    } finally {
      resident.stop();
    }
  };
  await Promise.all(Array.from({ length: workers }, work)).finally(() =>
    rmSync(folder, { recursive: true, force: true }),
  );
  return reports;
}

function kindOf(number: number): FaultKind {
  const kind = KINDS[number % KINDS.length];
  if (kind) return kind;
  throw new Error(`there is no trial ${number}`);
}
