import type { FailureKind } from '../core/errors.js';
import type { WriteLimit } from '../core/pace.js';
import type { PlanCounts, PlanResult, PlanRow } from '../core/plan.js';
import { tsvRow } from '../output/csv.js';
import { counted } from '../output/number.js';
import { safeLine } from '../output/sanitise.js';
import { type Column, table } from '../output/table.js';
import { moment, span } from '../output/time.js';
import { flow, hang } from '../output/width.js';
import { handleLabel, nextCommands } from './labels.js';
import type { View } from './view.js';

/** How long replies take, and the network's limit that is slower than the owner's cap, where one is. */
export interface PlanTime {
  /** ms */
  duration: number;
  slowest: { network: string; limit: WriteLimit } | null;
}

/** How long it takes, and what makes it take so long. */
export function timeText(
  { duration, slowest }: PlanTime,
  perMinute: number,
  { networkName }: Pick<View, 'networkName'>,
): string {
  const about = `about ${span(duration)}`;
  if (slowest === null) return `${about} under your cap of ${perMinute} a minute`;
  const { messages, per, of } = slowest.limit;
  const what = counted(messages, of === 'private' ? 'private message' : 'message');
  return `${about}: ${networkName(slowest.network)} takes ${what} in ${span(per)}`;
}

/** How far a plan has come, and why it stopped where it did. */
export interface AppliedPlan {
  progress: {
    plan: { hash: string; perMinute: number; rows: readonly PlanRow[] };
    results(): PlanResult[];
    counts(): PlanCounts;
    timeLeft(perMinute: number): PlanTime;
  };
  halts: readonly { account: string; kind: FailureKind; message: string; retryAt: number | null }[];
}

/** How many signs of a hash name a plan. */
const SHORT_HASH = 8;

/** What became of a plan, for a terminal: counts, and each row that is not sent, with its reason. */
export function appliedLines({ progress, halts }: AppliedPlan, view: View): string[] {
  const { style, width } = view;
  const { plan } = progress;
  const counts = progress.counts();
  const trouble = progress
    .results()
    .filter(({ state }) => state === 'failed' || state === 'unknown' || state === 'refused');
  return [
    ...flow(
      [
        counted(plan.rows.length, 'reply', 'replies'),
        style.positive(`${counts.sent} sent`),
        ...(counts.waiting > 0 ? [`${counts.waiting} waiting`] : []),
        ...(counts.failed > 0 ? [style.error(`${counts.failed} failed`)] : []),
        ...(counts.unknown > 0 ? [style.warn(`${counts.unknown} unknown`)] : []),
        ...(counts.refused > 0 ? [style.warn(`${counts.refused} refused`)] : []),
      ],
      '   ',
      width,
    ),
    ...(trouble.length > 0 ? table(COLUMNS, trouble, view) : []),
    ...trouble.flatMap(({ row, reason }) =>
      reason === null ? [] : hang(`line ${row.line}: `, safeLine(reason), width, 2).map(style.warn),
    ),
    ...halts.flatMap(({ account, message, retryAt }) =>
      hang(`${safeLine(account)}: `, stopped(message, retryAt, view), width, 2).map(style.warn),
    ),
    ...next(counts, progress, view),
  ];
}

function stopped(message: string, retryAt: number | null, { now, timeZone }: View): string {
  const when = retryAt === null ? '' : ` It may go on ${moment(retryAt, now, timeZone)}.`;
  return `the rest of its replies was left. ${safeLine(message)}${when}`;
}

function next(counts: PlanCounts, { plan, timeLeft }: AppliedPlan['progress'], view: View): string[] {
  const { style, width } = view;
  const short = plan.hash.slice(0, SHORT_HASH);
  const left = counts.waiting + counts.failed;
  const commands = [
    ...(left === 0 ? [] : [`earshot bulk resume ${short}`]),
    ...(counts.unknown > 0 ? ['earshot outbox list', 'earshot outbox settle'] : []),
  ];
  if (commands.length === 0) return [];
  const time = left > 1 ? [`${left} to go, ${timeText(timeLeft(plan.perMinute), plan.perMinute, view)}`] : [];
  return flow([...time, ...nextCommands(style, commands)], '   ', width);
}

const COLUMNS: readonly Column<PlanResult>[] = [
  { header: 'LINE', align: 'right', cell: ({ row }) => String(row.line) },
  { header: 'STATE', cell: ({ state }) => state },
  { header: 'TO', drop: 1, max: 20, shrinksTo: 10, cell: ({ row }) => handleLabel(row.to) },
  { header: '#', align: 'right', drop: 2, cell: ({ row }) => String(row.mentionId) },
  { header: 'REPLY', shrinksTo: 16, cell: ({ row }) => safeLine(row.text) },
];

/** One line a row in a pipe: line, state, mention, addressee, reply number, address or reason. */
export function resultTsv({ row, state, outboxId, url, reason }: PlanResult): string {
  return tsvRow([row.line, state, row.mentionId, row.to, outboxId, state === 'sent' ? url : reason]);
}
