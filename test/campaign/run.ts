import type { Random } from '../helpers/random.js';
import { randomFrom } from '../helpers/random.js';
import { openCampaignDesk } from './campaign-desk.js';
import { arriveFor, runTrial, type TrialReport } from './trial.js';

export interface CampaignOptions {
  root: string;
  seed: number;
  trials: number;
  /** Desks worked at once. */
  workers: number;
  onTrial?(report: TrialReport, soFar: CampaignReport): void;
}

/** What a whole campaign came to. */
export interface CampaignReport {
  seed: number;
  trials: number;
  replies: number;
  kills: number;
  faults: number;
  twoAtOnce: number;
  runs: number;
  /** Replies whose network cannot tell, settled by looking. */
  unknown: number;
  wrong: { trial: number; what: string[]; story: string[] }[];
}

/** Trials that share one poll. */
const BATCH = 8;

/** Bulk plans applied through kills, lost answers, storms of refusals and rival runs, each checked afterwards. */
export async function runCampaign(options: CampaignOptions): Promise<CampaignReport> {
  const { seed, trials, workers } = options;
  const reports: TrialReport[] = [];
  const onTrial = (report: TrialReport) => {
    reports.push(report);
    options.onTrial?.(report, summary(seed, reports));
  };
  const share = async (worker: number) => {
    const numbers = Array.from({ length: trials }, (_, number) => number).filter(
      (number) => number % workers === worker,
    );
    await work(options, numbers, onTrial);
  };
  await Promise.all(Array.from({ length: workers }, (_, worker) => share(worker)));
  return summary(seed, reports);
}

function summary(seed: number, reports: readonly TrialReport[]): CampaignReport {
  const sum = (of: (report: TrialReport) => number) =>
    reports.reduce((total, report) => total + of(report), 0);
  return {
    seed,
    trials: reports.length,
    replies: sum(({ replies }) => replies),
    kills: sum(({ kills }) => kills),
    faults: sum(({ faults }) => faults),
    twoAtOnce: sum(({ twoAtOnce }) => Number(twoAtOnce)),
    runs: sum(({ runs }) => runs),
    unknown: sum(({ unknown }) => unknown),
    wrong: reports
      .filter(({ wrong }) => wrong.length > 0)
      .map(({ number, wrong, story }) => ({ trial: number, what: wrong, story })),
  };
}

/** One worker: its own desk, its trials one after the other. */
async function work(
  options: CampaignOptions,
  numbers: readonly number[],
  onTrial: (report: TrialReport) => void,
): Promise<void> {
  const desk = await openCampaignDesk(options.root);
  try {
    for (let at = 0; at < numbers.length; at += BATCH) {
      const batch = numbers.slice(at, at + BATCH).map((number) => {
        const random: Random = randomFrom(options.seed * 1_000_003 + number);
        return { number, random, replies: arriveFor(desk, number, random) };
      });
      const polled = await desk.run(['poll', '--quiet']);
      if (polled.code !== 0) throw new Error(`a poll failed: ${polled.stderr}`);
      for (const { number, random, replies } of batch) {
        onTrial(await runTrial(desk, number, replies, random));
      }
    }
    const problems = desk.db.pragma('integrity_check', { simple: true });
    if (problems !== 'ok') throw new Error(`the database is damaged: ${String(problems)}`);
  } finally {
    await desk.close();
  }
}
