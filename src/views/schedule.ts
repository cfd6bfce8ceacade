import type { Deliverable, DeliveryState } from '../core/delivery.js';
import type { RunFacts } from '../core/doctor-report.js';
import { safeLine } from '../output/sanitise.js';
import { ago, iso, moment } from '../output/time.js';
import { flow, hang } from '../output/width.js';
import { runJson } from './doctor-report.js';
import { nextCommands } from './labels.js';
import type { View } from './view.js';

/** What is scheduled and what became of it. Times are ms UTC. */
export interface ScheduleState {
  /** Our lines in the crontab. */
  crontab: readonly string[];
  /** Whether systemd has timers for this desk. */
  systemd: boolean;
  runs: { poll: RunFacts | null; digest: RunFacts | null };
  /** Newest first. */
  deliveries: readonly {
    what: Deliverable;
    channel: string;
    state: DeliveryState;
    claimedAt: number;
    settledAt: number | null;
    error: string | null;
  }[];
}

/** `schedule show` at a terminal. */
export function scheduleLines(state: ScheduleState, view: View): string[] {
  const { crontab, systemd, runs, deliveries } = state;
  const { style, width, now, timeZone } = view;
  const nothing = crontab.length === 0 && !systemd;
  return [
    ...(nothing
      ? flow(['Nothing is scheduled.', ...nextCommands(style, ['earshot schedule install'])], ' ', width)
      : ['Scheduled:']),
    ...crontab.flatMap((line) => hang('  ', safeLine(line), width, 4)),
    ...(systemd ? ['  by timers of systemd: systemctl --user list-timers'] : []),
    '',
    ...runLines('Last poll    ', runs.poll, view),
    ...runLines('Last digest  ', runs.digest, view),
    ...(deliveries.length > 0 ? ['', 'Delivered lately:'] : []),
    ...deliveries.flatMap(({ what, channel, state: how, claimedAt, settledAt, error }) => {
      const why = error === null ? '' : `: ${safeLine(error)}`;
      const line = `${moment(settledAt ?? claimedAt, now, timeZone)}  ${what} to ${channel}, ${WORDS[how]}${why}`;
      return hang('  ', line, width, 4).map(how === 'sent' ? (text) => text : style.warn);
    }),
  ];
}

const WORDS: Readonly<Record<DeliveryState, string>> = {
  sending: 'on its way, or stopped half-way',
  sent: 'arrived',
  failed: 'failed',
  unknown: 'may have arrived',
};

function runLines(label: string, run: RunFacts | null, { now, timeZone, style, width }: View): string[] {
  if (run === null) return [`${label}never`];
  const when = `${moment(run.startedAt, now, timeZone)} (${ago(now - run.startedAt)})`;
  const end =
    run.finishedAt === null
      ? 'running, or stopped half-way'
      : run.exitCode === 0
        ? 'ended well'
        : `ended with exit code ${run.exitCode}`;
  return hang(label, `${when}, ${end}`, width, label.length).map(
    run.exitCode === 0 ? (text) => text : style.warn,
  );
}

/** The same as `schedule show --json` prints it. */
export function scheduleJson({ crontab, systemd, runs, deliveries }: ScheduleState) {
  return {
    crontab,
    systemd,
    runs: { poll: runJson(runs.poll), digest: runJson(runs.digest) },
    deliveries: deliveries.map(({ what, channel, state, claimedAt, settledAt, error }) => ({
      what,
      channel,
      state,
      at: iso(settledAt ?? claimedAt),
      error,
    })),
  };
}
