import type { LabelMove, RescoreReport } from '../core/rescore-report.js';
import { counted } from '../output/number.js';
import { flow, hang } from '../output/width.js';
import { nextCommands } from './labels.js';
import type { View } from './view.js';

/** `rescore`: what it changed, or would change. */
export function rescoreLines(report: RescoreReport, { style, width }: View): string[] {
  const { dryRun, scored, changed, sentiment, intent, needReplyNow, needNoReplyNow, keptByHand } = report;
  if (scored === 0)
    return hang('', `Nothing to score again: every mention has scorer ${report.scorer}.`, width, 0);
  const head = dryRun
    ? `${counted(scored, 'mention')} would be scored again by ${report.scorer}; ${changed} would change.`
    : `${counted(scored, 'mention')} scored again by ${report.scorer}; ${changed} changed.`;
  return [
    ...hang('', head, width, 0),
    ...moves('Sentiment ', sentiment, width),
    ...moves('Intent    ', intent, width),
    ...hang('Reply     ', `${needReplyNow} more need one, ${needNoReplyNow} fewer`, width, 10),
    ...(keptByHand === 0
      ? []
      : hang('Kept      ', `${counted(keptByHand, 'mention')} with what was set by hand`, width, 10)),
    ...(dryRun ? flow(nextCommands(style, ['earshot rescore']), '', width) : []),
  ];
}

function moves(label: string, list: readonly LabelMove<string>[], width: number): string[] {
  const words = list.map(({ from, to, count }) => `${from} to ${to} ${count}`).join(', ');
  return hang(label, words || 'no change', width, label.length);
}
