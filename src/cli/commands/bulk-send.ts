import type { Plan, PlanResult } from '../../core/plan.js';
import { toJsonText, writeJson } from '../../output/json.js';
import { progress } from '../../output/spinner.js';
import { span } from '../../output/time.js';
import { type Applied, applyPlan } from '../../services/bulk-apply.js';
import type { PlanProgress } from '../../services/bulk-progress.js';
import { appliedLines, resultTsv } from '../../views/bulk-applied.js';
import { appliedJson, planResultJson } from '../../views/bulk-json.js';
import { handleLabel } from '../../views/labels.js';
import { type Context, print } from '../context.js';
import { EXIT, type ExitCode, exitCodeOf } from '../exit-codes.js';
import { perMinuteOf, viewOf } from '../options.js';

export interface SendFlags {
  perMinute?: string;
  jsonl?: boolean;
}

/** Sends a plan and shows how it ends: row by row in a pipe, at the end at a terminal. */
export async function sendPlan(context: Context, plan: Plan, flags: SendFlags): Promise<ExitCode> {
  const desk = await context.desk();
  const { stdout, stderr } = context.streams;
  const perMinute = perMinuteOf(flags.perMinute) ?? plan.perMinute;
  const rowByRow = flags.jsonl === true || !(context.options.json || stdout.isTTY);
  const spinner = progress(stderr, !context.options.quiet && !context.options.json);
  const onResult = (result: PlanResult, made: PlanProgress) => {
    if (rowByRow) stdout.write(flags.jsonl ? `${toJsonText(planResultJson(result))}\n` : resultTsv(result));
    spinner.update(standing(result, made, perMinute));
  };
  const applied = await applyPlan(desk, plan, { perMinute, onResult }).finally(() => spinner.stop());
  if (context.options.json && !flags.jsonl) writeJson(stdout, appliedJson(applied));
  else if (!rowByRow || stdout.isTTY) {
    print(stdout, appliedLines(applied, await viewOf(context, desk.settings.business.timeZone)));
  } else {
    const view = { ...(await viewOf(context, desk.settings.business.timeZone)), width: stderr.columns };
    if (!context.options.quiet && !isAllSent(applied)) print(stderr, appliedLines(applied, view));
  }
  return exitOf(context, applied);
}

function standing(result: PlanResult, made: PlanProgress, perMinute: number): string {
  const counts = made.counts();
  const total = made.plan.rows.length;
  const done = total - counts.waiting;
  return `${done} of ${total}, ${span(made.timeLeft(perMinute).duration)} left: ${handleLabel(result.row.to)} ${result.state}`;
}

function isAllSent({ progress: made }: Applied): boolean {
  return made.counts().sent === made.plan.rows.length;
}

function exitOf(context: Context, applied: Applied): ExitCode {
  const { waiting, sent, refused, failed, unknown } = applied.progress.counts();
  if (context.signal.aborted && waiting > 0) return EXIT.interrupted;
  const halted = applied.halts.map(({ kind }) => exitCodeOf(kind));
  if (halted.includes(EXIT.limited)) return EXIT.limited;
  if (halted.includes(EXIT.auth)) return EXIT.auth;
  if (waiting + refused + failed + unknown === 0) return EXIT.done;
  return sent > 0 ? EXIT.partial : EXIT.failed;
}
