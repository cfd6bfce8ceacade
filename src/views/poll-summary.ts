import type { PollReport } from '../core/poll-report.js';
import { counted } from '../output/number.js';
import { iso } from '../output/time.js';

/**
 * What a log hears of a poll: one line, or null where nothing happened.
 *
 * @param alarms how many the owner was told of
 */
export function pollSummary(report: PollReport, alarms: number): string | null {
  const failed = report.accounts.filter(({ error, tried }) => error !== null && tried).length;
  const parts = [
    ...(report.new > 0 ? [counted(report.new, 'new mention')] : []),
    ...(report.firstAnswers.sent > 0 ? [counted(report.firstAnswers.sent, 'automatic first answer')] : []),
    ...(alarms > 0 ? [counted(alarms, 'alarm')] : []),
    ...(failed > 0 ? [`${counted(failed, 'account')} in trouble`] : []),
  ];
  if (parts.length === 0) return null;
  const waiting =
    report.needReply > 0 ? `; ${counted(report.needReply, 'needs a reply', 'need a reply')}` : '';
  return `${iso(report.finishedAt)} ${parts.join(', ')}${waiting}`;
}
