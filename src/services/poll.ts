import type { PollReport } from '../core/poll-report.js';
import { URGENT_FROM } from '../core/priority.js';
import type { Desk } from './desk.js';
import { giveFirstAnswers } from './first-answers.js';
import { type PollOptions, type PollProgress, pollAccount } from './poll-account.js';
import { openSpendingGuard } from './spending.js';
import { learnFromCorrections } from './teach.js';
import { refreshPriorities } from './triage.js';
import { keepHouse } from './upkeep.js';

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
    options.accounts.map((account) => pollAccount({ desk, account, options, scorer, guard, progress })),
  );
  const accounts = outcomes.map((outcome) => {
    if (outcome.status === 'rejected') throw outcome.reason;
    return outcome.value;
  });
  await refreshPriorities(desk);
  const firstAnswers = await giveFirstAnswers(desk);
  const pruned = await keepHouse(desk);
  const waiting = await desk.store.mentions.waiting(URGENT_FROM);
  return {
    startedAt,
    finishedAt: desk.clock(),
    accounts,
    new: accounts.reduce((sum, report) => sum + report.new, 0),
    updated: accounts.reduce((sum, report) => sum + report.updated, 0),
    needReply: waiting.count,
    urgent: waiting.urgent,
    firstAnswers,
    pruned,
  };
}
