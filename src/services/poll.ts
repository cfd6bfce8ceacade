import { type Charge, priced, priceOf } from '../core/budget.js';
import { DAY, MINUTE } from '../core/clock.js';
import { EarshotError, NetworkError } from '../core/errors.js';
import type { AccountPollReport, PollReport } from '../core/poll-report.js';
import { URGENT_FROM } from '../core/priority.js';
import type { Scorer } from '../core/sentiment.js';
import type { StreamName } from '../core/stream.js';
import type { Network } from '../networks/network.js';
import type { Desk, DeskAccount } from './desk.js';
import { type IngestTarget, ingestPage } from './ingest.js';
import { openSpendingGuard, type SpendingGuard } from './spending.js';
import { learnFromCorrections } from './teach.js';
import { refreshPriorities } from './triage.js';

export interface PollOptions {
  accounts: readonly DeskAccount[];
  /** First poll of a stream: how far back, ms UTC; null for as far as the network allows. */
  since: number | null;
  /** Most items to bring in from each stream; null for all. */
  maxItems: number | null;
}

/** Told after every committed page, for whoever watches. */
export type PollProgress = (account: DeskAccount, report: AccountPollReport) => void;

/**
 * Listens once: every account at the same time, each account's streams one after the other. What one account
 * or stream suffers never stops another; it is in the report.
 *
 * @throws EarshotError where the desk itself fails: its database, its disk, its model
 */
export async function pollOnce(
  desk: Desk,
  options: PollOptions,
  progress: PollProgress,
): Promise<PollReport> {
  const startedAt = desk.clock();
  const guard = await openSpendingGuard(desk);
  await desk.store.triage.wake(startedAt);
  const scorer = await learnFromCorrections(desk);
  const outcomes = await Promise.allSettled(
    options.accounts.map((account) => pollAccount(desk, account, options, scorer, guard, progress)),
  );
  const accounts = outcomes.map((outcome) => {
    if (outcome.status === 'rejected') throw outcome.reason;
    return outcome.value;
  });
  await refreshPriorities(desk);
  const waiting = await desk.store.mentions.waiting(URGENT_FROM);
  return {
    startedAt,
    finishedAt: desk.clock(),
    accounts,
    new: accounts.reduce((sum, report) => sum + report.new, 0),
    updated: accounts.reduce((sum, report) => sum + report.updated, 0),
    needReply: waiting.count,
    urgent: waiting.urgent,
  };
}

async function pollAccount(
  desk: Desk,
  account: DeskAccount,
  options: PollOptions,
  scorer: Scorer,
  guard: SpendingGuard,
  progress: PollProgress,
): Promise<AccountPollReport> {
  const report: AccountPollReport = {
    account: account.id,
    network: account.network,
    handle: account.handle,
    new: 0,
    updated: 0,
    deleted: 0,
    answeredElsewhere: 0,
    gaps: [],
    spentMicros: 0,
    skipped: [],
    error: null,
  };
  const state = await desk.store.accounts.ensure({
    key: account.id,
    network: account.network,
    handle: account.handle,
  });
  try {
    const network = await desk.network(account);
    const target = {
      desk,
      account,
      accountRow: state.id,
      scorer,
      watchIds: await desk.store.watches.sync(desk.settings.watches),
    };
    const delays = await desk.store.accounts.delays(state.id, desk.clock());
    for (const stream of wantedStreams(network, desk, account)) {
      if (desk.signal.aborted) break;
      const delay = delays.get(stream);
      if (delay) {
        report.skipped.push({ stream, code: 'not-due', reason: delay.reason, retryAt: delay.retryAt });
        continue;
      }
      await pollStream({ ...target, stream }, network, options, guard, report, progress);
      // Nobody answers, or answers us: the other streams would only wait their turn to fail the same way.
      if (report.error?.kind === 'auth' || report.error?.code === 'network-unreachable') break;
    }
    if (!report.error && !desk.signal.aborted && !delays.has(DELETION_CHECK)) {
      await lookForDeleted(desk, account, state.id, network, guard, report);
    }
  } catch (error) {
    if (isOfTheDesk(error)) throw error;
    report.error = describe(desk, error);
  }
  await desk.store.accounts.recordPoll(state.id, desk.clock(), report.error);
  progress(account, report);
  return report;
}

/** The streams of an account that the owner wants polled, in the network's order. */
export function wantedStreams(network: Network, desk: Desk, account: DeskAccount): StreamName[] {
  const watches = desk.settings.watches.filter(
    (watch) => watch.accounts.length === 0 || watch.accounts.includes(account.id),
  );
  const kinds = account.streams;
  return network
    .streams(watches)
    .filter((stream) => !kinds || kinds.includes(stream.startsWith('search:') ? 'search' : stream));
}

async function pollStream(
  target: IngestTarget & { stream: string },
  network: Network,
  options: PollOptions,
  guard: SpendingGuard,
  report: AccountPollReport,
  progress: PollProgress,
): Promise<void> {
  const { desk, account, accountRow } = target;
  const stream = target.stream as StreamName;
  const prices = desk.settings.prices[account.network] ?? {};
  const watch = desk.settings.watches.find((candidate) => stream === `search:${candidate.name}`);
  const holder = `${account.id}/${stream}`;
  let refused = false;
  try {
    const pages = network.fetch({
      stream,
      ...(watch ? { watch } : {}),
      cursor: await desk.store.accounts.cursor(accountRow, stream),
      since: options.since,
      maxItems: options.maxItems,
      maySpend: (charges) => {
        const allowed = guard.maySpend(holder, charges, account.network);
        refused = !allowed;
        return allowed;
      },
      signal: desk.signal,
    });
    for await (const page of pages) {
      const committed = await ingestPage(target, page);
      const micros = priceOf(page.charges, prices);
      guard.settle(holder, micros);
      report.new += committed.newIds.length;
      report.updated += committed.updated;
      report.deleted += committed.deleted;
      report.answeredElsewhere += committed.answeredElsewhere;
      report.gaps.push(...page.gaps);
      report.spentMicros += micros;
      progress(account, report);
      if (page.restUntil !== undefined) {
        await desk.store.accounts.setDelay(accountRow, stream, page.restUntil, RESTS);
      }
    }
    if (refused) {
      report.skipped.push({
        stream,
        code: 'budget',
        reason: guard.exhausted() ?? 'over budget',
        retryAt: null,
      });
    }
  } catch (error) {
    if (desk.signal.aborted) return;
    if (error instanceof NetworkError && error.networkKind === 'rate-limit') {
      const retryAt = error.retryAt ?? desk.clock() + UNTOLD_REST;
      await desk.store.accounts.setDelay(accountRow, stream, retryAt, error.message);
      report.skipped.push({ stream, code: 'rate-limit', reason: error.message, retryAt });
      return;
    }
    if (!(error instanceof NetworkError)) throw error;
    report.error ??= describe(desk, error);
  } finally {
    guard.settle(holder, 0);
  }
}

/** How long a stream rests where the network does not say. */
const UNTOLD_REST = 15 * MINUTE;
const RESTS = 'the network asks not to be asked again before';
const DELETION_CHECK = 'deletions';
const DELETION_REACH = 7 * DAY;

/** Once a day, asks the network which of the waiting mentions are still there: nobody tells us of deletions. */
async function lookForDeleted(
  desk: Desk,
  account: DeskAccount,
  accountRow: number,
  network: Network,
  guard: SpendingGuard,
  report: AccountPollReport,
): Promise<void> {
  const now = desk.clock();
  if (!network.present) return;
  const ids = await desk.store.mentions.waitingNativeIds(accountRow, now - DELETION_REACH, 100);
  if (ids.length === 0) return;
  const prices = desk.settings.prices[account.network] ?? {};
  const holder = `${account.id}/${DELETION_CHECK}`;
  const maySpend = (charges: Charge[]) => guard.maySpend(holder, charges, account.network);
  try {
    const found = await network.present(ids, { maySpend, signal: desk.signal });
    const micros = priceOf(found.charges, prices);
    guard.settle(holder, micros);
    await desk.store.accounts.recordSpending(accountRow, now, priced(found.charges, prices));
    report.spentMicros += micros;
    report.deleted += await desk.store.markDeleted(account.network, found.missing, now);
  } catch (error) {
    if (!(error instanceof NetworkError)) throw error;
    desk.debug(`deletion check of ${account.id}: ${error.message}`);
  } finally {
    guard.settle(holder, 0);
  }
  await desk.store.accounts.setDelay(accountRow, DELETION_CHECK, now + DAY, 'asked once a day');
}

/** A full disk, a locked database, a damaged model: nothing to blame an account for, and it ends the run. */
function isOfTheDesk(error: unknown): boolean {
  return (
    error instanceof EarshotError &&
    !(error instanceof NetworkError) &&
    (error.kind === 'failed' || error.kind === 'locked')
  );
}

/** A fault of our own in one account must not stop the others either. */
function describe(desk: Desk, error: unknown): NonNullable<AccountPollReport['error']> {
  if (error instanceof EarshotError) {
    return { code: error.code, kind: error.kind, message: error.message, hint: error.hint ?? null };
  }
  desk.debug(error instanceof Error ? (error.stack ?? error.message) : String(error));
  const message = `Something went wrong inside earshot: ${error instanceof Error ? error.message : String(error)}`;
  return {
    code: 'internal',
    kind: 'failed',
    message,
    hint: 'Run it again with --verbose and report what it prints.',
  };
}
