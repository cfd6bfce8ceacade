import { isResting, LONGEST_REST, restAfter } from '../core/backoff.js';
import { EarshotError, NetworkError } from '../core/errors.js';
import type { AccountPollReport } from '../core/poll-report.js';
import type { AccountState } from '../store/index.js';
import type { Desk } from './desk.js';
import type { AccountRun } from './poll-account.js';

/** HTTP's word for what was taken away and will not come back. */
const GONE = 410;

/** A full disk, a locked database, a damaged model: nothing to blame an account for, and it ends the run. */
export function isOfTheDesk(error: unknown): boolean {
  return (
    error instanceof EarshotError &&
    !(error instanceof NetworkError) &&
    (error.kind === 'failed' || error.kind === 'locked')
  );
}

/** Puts what kept an account from being polled into its report, in words; the first failure stands. */
export function reportFailure(run: AccountRun, error: unknown): void {
  const { desk, account, report } = run;
  if (report.error) return;
  report.error = describe(desk, error);
  if (!(error instanceof NetworkError)) return;
  // Only a document is the whole account: elsewhere it is one address of many that is gone.
  report.gone = error.status === GONE && account.url !== null;
  run.wearing = error.networkKind !== 'auth' || error.status !== undefined;
}

/** A fault of our own in one account must not stop the others either. */
function describe(desk: Desk, error: unknown): NonNullable<AccountPollReport['error']> {
  if (error instanceof EarshotError) {
    return { code: error.code, kind: error.kind, message: error.message, hint: error.hint ?? null };
  }
  desk.debug(error instanceof Error ? (error.stack ?? error.message) : String(error));
  const message = `Something went wrong inside earshot: ${error instanceof Error ? error.message : String(error)}`;
  const hint = 'Run it again with --verbose and report what it prints.';
  return { code: 'internal', kind: 'failed', message, hint };
}

/** Keeps how the poll of an account ended, with the time from which a failing one is worth trying again. */
export async function keepOutcome({ desk, report, wearing }: AccountRun, state: AccountState): Promise<void> {
  const now = desk.clock();
  const { error, gone } = report;
  if (error && wearing && !gone) {
    const rest = restAfter(error.kind, state.failures + 1);
    report.nextTryAt = rest === 0 ? null : now + rest;
  }
  const kept = error && { ...error, gone, retryAt: report.nextTryAt };
  await desk.store.accounts.recordPoll(state.id, now, kept);
}

/** Whether an account is left alone for now, because it keeps failing. */
export function isLeftAlone({ retryAt, stoppedAt }: AccountState, now: number): boolean {
  return stoppedAt !== null || (retryAt !== null && isResting(retryAt, now, LONGEST_REST));
}
