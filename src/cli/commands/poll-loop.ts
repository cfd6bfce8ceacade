import { sleepUntil } from '../../core/clock.js';
import { EarshotError } from '../../core/errors.js';
import type { PollReport } from '../../core/poll-report.js';
import { nextPoll } from '../../core/schedule.js';
import { moment } from '../../output/time.js';
import { errorLines } from '../../views/error.js';
import { type Context, print } from '../context.js';
import { EXIT, type ExitCode, exitCodeOf } from '../exit-codes.js';

/** How one poll of a loop ended; the report is null where the desk itself failed. */
export interface Round {
  code: ExitCode;
  report: PollReport | null;
}

/**
 * Polls again and again until it is interrupted.
 *
 * @param every ms
 * @param timeZone IANA name, in which a person at a terminal is told when the next poll is
 * @param poll one poll, of the accounts named, or of all of them for null
 * @returns how the last poll ended
 */
export async function keepPolling(
  context: Context,
  every: number,
  timeZone: string,
  poll: (only: readonly string[] | null) => Promise<Round>,
): Promise<ExitCode> {
  const { clock, signal } = context;
  const first = clock();
  let only: readonly string[] | null = null;
  let limits = new Map<string, number>();
  let code: ExitCode = EXIT.done;
  while (!signal.aborted) {
    const round: Round = await poll(only).catch((error: unknown) => reportAndGoOn(context, error));
    code = round.code;
    const polled: readonly string[] | null = only;
    const others = [...limits].filter(([account]) => polled !== null && !polled.includes(account));
    limits = new Map([...others, ...limitsOf(round.report)]);
    const rests = polled === null ? restsOf(round.report) : null;
    const next = nextPoll({ first, every, now: clock() }, limits, rests);
    only = next.only;
    tellRound(context, next.at, timeZone);
    await sleepUntil(next.at, clock, signal);
  }
  return code;
}

/** Whoever looks at the terminal now and then sees when the last round was, and when the next is. */
function tellRound({ streams: { stdout }, options, clock, signal }: Context, next: number, timeZone: string) {
  if (!stdout.isTTY || options.json || options.quiet || signal.aborted) return;
  const now = clock();
  print(stdout, [
    `${moment(now, now, timeZone)}: polled. The next poll is at ${moment(next, now, timeZone)}.`,
  ]);
}

/** When the earliest rate limit of each account ends. */
function limitsOf(report: PollReport | null): Map<string, number> {
  const ends = new Map<string, number>();
  for (const { account, skipped } of report?.accounts ?? []) {
    const limits = skipped.flatMap(({ code, retryAt }) =>
      code === 'rate-limit' && retryAt !== null ? [retryAt] : [],
    );
    if (limits.length > 0) ends.set(account, Math.min(...limits));
  }
  return ends;
}

/** When the accounts may be tried again, where all of them are left alone for now; null where one is not. */
function restsOf(report: PollReport | null): number[] | null {
  const alive = report?.accounts.filter(({ gone }) => !gone) ?? [];
  const ends = alive.flatMap(({ nextTryAt }) => nextTryAt ?? []);
  return ends.length < alive.length ? null : ends;
}

/** A full disk or a locked database may pass: whoever keeps listening says so and tries again. */
async function reportAndGoOn(context: Context, error: unknown): Promise<Round> {
  if (!(error instanceof EarshotError)) throw error;
  const { stderr } = context.streams;
  print(stderr, errorLines(error, { style: await context.errorStyle(), width: stderr.columns }));
  return { code: exitCodeOf(error.kind), report: null };
}
