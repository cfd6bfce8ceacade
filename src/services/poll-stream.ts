import { LONGEST_STREAM_REST } from '../core/backoff.js';
import { type Charge, priced, priceOf } from '../core/budget.js';
import { DAY, MINUTE } from '../core/clock.js';
import { NetworkError } from '../core/errors.js';
import type { StreamName } from '../core/stream.js';
import type { Network } from '../networks/network.js';
import { type IngestTarget, ingestPage } from './ingest.js';
import type { AccountRun } from './poll-account.js';
import { reportFailure } from './poll-failure.js';

/** How long a stream rests where the network does not say. */
const UNTOLD_REST = 15 * MINUTE;
const RESTS = 'the network asks not to be asked again before';

/** The name under which the look for deleted mentions keeps its rest. */
export const DELETION_CHECK = 'deletions';
const DELETION_REACH = 7 * DAY;
const DELETION_BATCH = 100;

/** Walks one stream to its newest item, committing page by page; what goes wrong is in the run's report. */
export async function pollStream(
  run: AccountRun,
  target: IngestTarget & { stream: StreamName },
  network: Network,
): Promise<void> {
  const { desk, account, options, guard, report, progress } = run;
  const { accountRow, stream } = target;
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
      progress(account, report, 'listening');
      if (page.restUntil !== undefined) {
        await rest(run, target, page.restUntil, RESTS);
      }
    }
    if (refused) {
      const reason = guard.exhausted() ?? 'over budget';
      report.skipped.push({ stream, code: 'budget', reason, retryAt: null });
    }
  } catch (error) {
    if (desk.signal.aborted) return;
    if (error instanceof NetworkError && error.networkKind === 'rate-limit') {
      const retryAt = await rest(run, target, error.retryAt ?? desk.clock() + UNTOLD_REST, error.message);
      report.skipped.push({ stream, code: 'rate-limit', reason: error.message, retryAt });
      return;
    }
    if (!(error instanceof NetworkError)) throw error;
    reportFailure(run, error);
  } finally {
    guard.settle(holder, 0);
  }
}

/** Leaves a stream alone until a time, or for as long as streams may rest at most. @returns until when, ms UTC */
async function rest(
  { desk }: AccountRun,
  { accountRow, stream }: Pick<IngestTarget, 'accountRow'> & { stream: StreamName },
  until: number,
  reason: string,
): Promise<number> {
  const retryAt = Math.min(until, desk.clock() + LONGEST_STREAM_REST);
  await desk.store.accounts.setDelay(accountRow, stream, retryAt, reason);
  return retryAt;
}

/** Once a day, asks the network which of the waiting mentions are still there: nobody tells us of deletions. */
export async function lookForDeleted(
  { desk, account, guard, report }: AccountRun,
  accountRow: number,
  network: Network,
): Promise<void> {
  const now = desk.clock();
  if (!network.present) return;
  const ids = await desk.store.mentions.waitingNativeIds(accountRow, now - DELETION_REACH, DELETION_BATCH);
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
