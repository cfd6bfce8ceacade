import type { AccountPollReport } from '../core/poll-report.js';
import type { Scorer } from '../core/sentiment.js';
import type { StreamName } from '../core/stream.js';
import { watchesFor } from '../core/watch.js';
import type { Network } from '../networks/network.js';
import type { AccountState } from '../store/index.js';
import { accountKey, type Desk, type DeskAccount } from './desk.js';
import { isLeftAlone, isOfTheDesk, keepOutcome, reportFailure } from './poll-failure.js';
import { DELETION_CHECK, lookForDeleted, pollStream } from './poll-stream.js';
import type { SpendingGuard } from './spending.js';

export interface PollOptions {
  accounts: readonly DeskAccount[];
  /** First poll of a stream: how far back, ms UTC; null for as far as the network allows. */
  since: number | null;
  /** Most items to bring in from each stream; null for all. */
  maxItems: number | null;
  /** Tries the accounts too that are left alone because they keep failing. */
  insist?: boolean;
}

/** Told when an account is begun, after every committed page and at its end, for whoever watches. */
export type PollProgress = (
  account: DeskAccount,
  report: AccountPollReport,
  state: 'listening' | 'done',
) => void;

/** One account in one run. */
export interface AccountRun {
  desk: Desk;
  account: DeskAccount;
  options: PollOptions;
  scorer: Scorer;
  guard: SpendingGuard;
  progress: PollProgress;
  report: AccountPollReport;
  /**
   * Whether the network itself failed or refused us: to ask again soon would bother it again. What is wrong on this
   * side, such as a missing key, is looked at anew at every poll.
   */
  wearing: boolean;
}

/**
 * Polls one account, its streams one after the other. What goes wrong is in the report and kept on the account.
 *
 * @throws EarshotError where the desk itself fails
 */
export async function pollAccount(given: Omit<AccountRun, 'report' | 'wearing'>): Promise<AccountPollReport> {
  const { desk, progress, options } = given;
  const state = await desk.store.accounts.ensure(accountKey(given.account));
  // Where the owner gave no handle, the network told it.
  const account = { ...given.account, handle: state.handle };
  const report = emptyReport(account);
  if (!options.insist && isLeftAlone(state, desk.clock())) return untried(report, state);
  const run: AccountRun = { ...given, account, report, wearing: false };
  progress(account, report, 'listening');
  try {
    await pollStreams(run, state.id);
  } catch (error) {
    if (isOfTheDesk(error)) throw error;
    reportFailure(run, error);
  }
  // A person may put the credentials right while we keep listening: they are read anew.
  if (report.error) desk.disconnect(account);
  if (!desk.signal.aborted || report.error) await keepOutcome(run, state);
  progress(account, report, 'done');
  return report;
}

async function pollStreams(run: AccountRun, accountRow: number): Promise<void> {
  const { desk, account, scorer, report } = run;
  const network = await desk.network(account);
  const watchIds = await desk.store.watches.sync(desk.settings.watches);
  const target = { desk, account, accountRow, scorer, watchIds };
  const delays = await desk.store.accounts.delays(accountRow, desk.clock());
  for (const stream of wantedStreams(network, desk, account)) {
    if (desk.signal.aborted) return;
    const delay = delays.get(stream);
    if (delay) {
      report.skipped.push({ stream, code: 'not-due', reason: delay.reason, retryAt: delay.retryAt });
      continue;
    }
    await pollStream(run, { ...target, stream }, network);
    // Nobody answers, or answers us: the other streams would only wait their turn to fail the same way.
    if (report.error?.kind === 'auth' || report.error?.code === 'network-unreachable') return;
  }
  if (!report.error && !desk.signal.aborted && !delays.has(DELETION_CHECK)) {
    await lookForDeleted(run, accountRow, network);
  }
}

/** The streams of an account that the owner wants polled, in the network's order. */
export function wantedStreams(network: Network, desk: Desk, account: DeskAccount): StreamName[] {
  const watches = watchesFor(desk.settings.watches, account.id);
  const kinds = account.streams;
  return network
    .streams(watches)
    .filter((stream) => !kinds || kinds.includes(stream.startsWith('search:') ? 'search' : stream));
}

function emptyReport({ id, network, handle }: DeskAccount): AccountPollReport {
  return {
    account: id,
    network,
    handle,
    new: 0,
    updated: 0,
    deleted: 0,
    answeredElsewhere: 0,
    gaps: [],
    spentMicros: 0,
    skipped: [],
    error: null,
    tried: true,
    nextTryAt: null,
    gone: false,
  };
}

/** The report of an account that was left alone: with what the last try failed with. */
function untried(report: AccountPollReport, { error, retryAt, stoppedAt }: AccountState): AccountPollReport {
  if (!error) return report;
  const { at: _, ...last } = error;
  const gone = stoppedAt !== null;
  return { ...report, error: last, tried: false, nextTryAt: gone ? null : retryAt, gone };
}
