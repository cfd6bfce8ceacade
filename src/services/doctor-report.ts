import type { AccountFacts, DoctorReport, MachineFacts, RunFacts } from '../core/doctor-report.js';
import type { Shape } from '../core/shape.js';
import type { AccountState } from '../store/index.js';
import type { Desk } from './desk.js';
import type { Diagnosis } from './doctor.js';

type ReportedDesk = Pick<Desk, 'store' | 'settings'>;

const NAMELESS = ['Machine', 'Configuration', 'Database'];

/**
 * Puts a report together from what the doctor found.
 *
 * @param shape the shape of the configuration; null where it cannot be read
 * @param desk null where it cannot be opened
 */
export async function doctorReport(
  machine: MachineFacts,
  diagnoses: readonly Diagnosis[],
  shape: Shape | null,
  desk: ReportedDesk | null,
): Promise<DoctorReport> {
  return {
    machine,
    findings: diagnoses.flatMap(({ subject, findings }, index) =>
      findings.map(({ level, code }) => ({
        subject: NAMELESS.includes(subject) ? subject : `subject ${index + 1}`,
        level,
        code,
      })),
    ),
    configuration: shape,
    accounts: desk === null ? [] : await accountFacts(desk),
    channels: (desk?.settings.channels ?? []).map(({ kind, carries }, index) => ({
      channel: index + 1,
      kind,
      carries,
    })),
    database: desk?.store.facts() ?? null,
    runs: desk === null ? null : { poll: await lastRun(desk, 'poll'), digest: await lastRun(desk, 'digest') },
  };
}

async function accountFacts({ store, settings }: ReportedDesk): Promise<AccountFacts[]> {
  const states = new Map((await store.accounts.all()).map((state) => [state.key, state]));
  return settings.accounts.map(({ id, network, auth, enabled }, index) => ({
    account: index + 1,
    network,
    auth,
    enabled,
    ...stateFacts(states.get(id)),
  }));
}

function stateFacts(state: AccountState | undefined) {
  const { polledAt = null, okAt = null, failures = 0, retryAt = null, stoppedAt = null } = state ?? {};
  const error = state?.error ?? null;
  return {
    polledAt,
    okAt,
    failures,
    error: error && { code: error.code, kind: error.kind, at: error.at },
    retryAt,
    stoppedAt,
  };
}

async function lastRun({ store }: ReportedDesk, command: 'poll' | 'digest'): Promise<RunFacts | null> {
  const run = await store.runs.last(command);
  return run && { startedAt: run.startedAt, finishedAt: run.finishedAt, exitCode: run.exitCode };
}
