import { parseDuration, parseWhen } from '../../core/duration.js';
import { EarshotError } from '../../core/errors.js';
import type { AccountPollReport, PollReport } from '../../core/poll-report.js';
import { writeJson } from '../../output/json.js';
import { counted } from '../../output/number.js';
import { progress } from '../../output/spinner.js';
import type { Desk } from '../../services/desk.js';
import { chooseAccounts } from '../../services/desk.js';
import { estimatePoll } from '../../services/estimate.js';
import { pollOnce } from '../../services/poll.js';
import { accountLabel } from '../../views/labels.js';
import { pollReportLines, pollTroubleLines } from '../../views/poll-report.js';
import { pollSummary } from '../../views/poll-summary.js';
import { runCostLines, uncostedLines } from '../../views/run-cost.js';
import { pollReportJson, runCostJson } from '../../views/to-json.js';
import { alertOwner } from '../alert-owner.js';
import { type Context, print } from '../context.js';
import { EXIT, type ExitCode } from '../exit-codes.js';
import { viewOf, wholeNumber } from '../options.js';
import { keepPolling, type Round } from './poll-loop.js';

interface PollFlags {
  account?: string[];
  every?: string | true;
  since?: string;
  max?: string;
  dryRun?: boolean;
  summary?: boolean;
}

/** `poll`: listens once, or again and again with --every. */
export async function run(context: Context, flags: PollFlags): Promise<ExitCode> {
  const desk = await context.desk();
  const accounts = chooseAccounts(desk, flags.account);
  const { timeZone } = desk.settings.business;
  const now = context.clock();
  const { lookbackMs } = desk.settings;
  const lookback = lookbackMs === null ? null : now - lookbackMs;
  const options = {
    accounts,
    since: flags.since === undefined ? lookback : parseWhen(flags.since, now, timeZone),
    maxItems: flags.max === undefined ? null : wholeNumber(flags.max, '--max'),
    // Whoever names an account wants to know how it is now.
    insist: flags.account !== undefined,
    // A program gets its document, and a person the report.
    summary: flags.summary === true && !context.options.json && !context.streams.stdout.isTTY,
  };
  if (flags.dryRun) {
    const cost = await estimatePoll(desk, accounts);
    if (context.options.json) writeJson(context.streams.stdout, runCostJson(cost));
    else {
      const view = await viewOf(context, timeZone);
      print(context.streams.stdout, runCostLines(cost, view));
      print(context.streams.stderr, uncostedLines(cost, { ...view, style: await context.errorStyle() }));
    }
    return exitCodeOfAll(
      cost.failed.map(({ error }) => error.kind),
      accounts.length,
    );
  }
  // Cron must not pile up: a second run leaves at once instead of waiting for the first.
  return desk.exclusively('poll', 0, async () => {
    if (flags.every === undefined) return (await pollAndReport(context, desk, options)).code;
    const every = flags.every === true ? desk.settings.pollEveryMs : parseDuration(flags.every);
    if (every < 1) {
      throw new EarshotError('--every must be longer than nothing.', {
        code: 'duration-invalid',
        kind: 'usage',
        hint: 'Give the time between two polls, such as 5m or 1h.',
      });
    }
    return keepPolling(context, every, timeZone, (only) => {
      const now = only === null ? accounts : accounts.filter(({ id }) => only.includes(id));
      return pollAndReport(context, desk, { ...options, accounts: now, insist: false });
    });
  });
}

async function pollAndReport(
  context: Context,
  desk: Desk,
  options: Parameters<typeof pollOnce>[1] & { summary: boolean },
): Promise<Round> {
  const { streams } = context;
  const runId = await desk.store.runs.start({
    command: 'poll',
    ...desk.process,
    startedAt: context.clock(),
  });
  const spinner = progress(
    streams.stderr,
    !context.options.quiet && !context.options.json && !context.env.CI,
  );
  let code: ExitCode = EXIT.failed;
  try {
    const report = await pollOnce(desk, options, (account, soFar, state) =>
      spinner.update(`${accountLabel(account, desk)}: ${progressText(soFar, state)}`, account.id),
    );
    code = context.signal.aborted ? EXIT.interrupted : exitCodeFor(report);
    spinner.stop();
    await show(context, desk, report);
    if (context.signal.aborted) return { code, report };
    const { told, failed } = await alertOwner(context, desk);
    if (failed && code === EXIT.done) code = EXIT.partial;
    const summary = options.summary ? pollSummary(report, told.length) : null;
    if (summary !== null) print(streams.stdout, [summary]);
    return { code, report };
  } finally {
    spinner.stop();
    await desk.store.runs.finish(runId, context.clock(), code, null);
  }
}

function progressText(report: AccountPollReport, state: 'listening' | 'done'): string {
  if (report.error) return 'failed';
  const found = report.updated > 0 ? `, ${report.updated} updated` : '';
  const text = `${counted(report.new, 'new mention')}${found}`;
  return state === 'done' ? `done, ${text}` : text;
}

async function show(context: Context, desk: Desk, report: PollReport): Promise<void> {
  const { stdout, stderr } = context.streams;
  const { timeZone } = desk.settings.business;
  if (context.options.json) {
    writeJson(stdout, pollReportJson(report));
    return;
  }
  if (stdout.isTTY && !context.options.quiet) {
    print(stdout, pollReportLines(report, await viewOf(context, timeZone)));
    return;
  }
  const view = { ...(await viewOf(context, timeZone)), style: await context.errorStyle() };
  print(stderr, pollTroubleLines(report, view));
}

/** One account in trouble among others is a partial failure; all of them in the same trouble is that trouble. */
function exitCodeFor(report: PollReport): ExitCode {
  const limited = report.accounts.some((account) =>
    account.skipped.some((skip) => skip.code === 'budget' || skip.code === 'rate-limit'),
  );
  const failed = report.accounts.flatMap(({ error }) => (error ? [error.kind] : []));
  return failed.length === 0 && limited ? EXIT.limited : exitCodeOfAll(failed, report.accounts.length);
}

/** @param failed why, for each account in trouble @param all how many accounts there are */
function exitCodeOfAll(failed: readonly string[], all: number): ExitCode {
  if (failed.length === 0) return EXIT.done;
  if (failed.length < all) return EXIT.partial;
  const kinds = new Set(failed);
  if (kinds.size > 1) return EXIT.failed;
  if (kinds.has('auth')) return EXIT.auth;
  return kinds.has('config') ? EXIT.usage : EXIT.failed;
}
