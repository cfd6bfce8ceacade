import type { DoctorReport, RunFacts } from '../core/doctor-report.js';
import { iso } from '../output/time.js';

/** The report of `doctor --report` as it is printed. */
export function reportJson({ accounts, runs, ...report }: DoctorReport) {
  return {
    ...report,
    accounts: accounts.map(({ polledAt, okAt, retryAt, stoppedAt, error, ...account }) => ({
      ...account,
      polledAt: iso(polledAt),
      okAt: iso(okAt),
      retryAt: iso(retryAt),
      stoppedAt: iso(stoppedAt),
      error: error && { ...error, at: iso(error.at) },
    })),
    runs: runs && { poll: runJson(runs.poll), digest: runJson(runs.digest) },
  };
}

/** A run as JSON has it, or null where there was none. */
export function runJson(run: RunFacts | null) {
  if (run === null) return null;
  return { startedAt: iso(run.startedAt), finishedAt: iso(run.finishedAt), exitCode: run.exitCode };
}
