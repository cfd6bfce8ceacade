import { type Gap, gapReason } from '../core/gap.js';
import { formatMicros } from '../core/money.js';
import type { AccountPollReport, PollReport } from '../core/poll-report.js';

import { count, counted } from '../output/number.js';
import { safeLine } from '../output/sanitise.js';
import type { Style } from '../output/style.js';
import { moment, span } from '../output/time.js';
import { flow, hang, pad, textWidth } from '../output/width.js';
import { accountLabel, nextCommands } from './labels.js';
import type { View } from './view.js';

/** `poll` at a terminal: a line an account, what went wrong under it, the sum and what to do next. */
export function pollReportLines(report: PollReport, view: View): string[] {
  const { style, width } = view;
  if (report.accounts.length === 0) {
    return flow(['No account to poll.', ...nextCommands(style, ['earshot account add x'])], '   ', width);
  }
  const sum = [
    report.new === 0 ? 'Nothing new' : counted(report.new, 'new mention'),
    ...(report.needReply > 0 ? [counted(report.needReply, 'needs a reply', 'need a reply')] : []),
    ...(report.urgent > 0 ? [`${count(report.urgent)} urgent`] : []),
    ...(report.firstAnswers.sent > 0 ? [counted(report.firstAnswers.sent, 'automatic first answer')] : []),
    ...(report.pruned > 0 ? [`${count(report.pruned)} too old to keep`] : []),
  ].join(', ');
  const column = tallyColumn(report.accounts, view);
  const next = report.needReply > 0 ? 'earshot list --needs-reply' : 'earshot list';
  return [
    ...report.accounts.flatMap((account) => accountLines(account, column, view)),
    ...firstAnswerTroubles(report)
      .flatMap((trouble) => hang('  ! ', trouble, width))
      .map(style.warn),
    ...flow([`${sum}.`, ...nextCommands(style, [next])], '   ', width - 2).map((line) => `  ${line}`),
  ];
}

/** What cron hears about: one line for each account in trouble, with the remedy; none where all is well. */
export function pollTroubleLines(report: PollReport, view: View): string[] {
  // What was told when it was tried is not told again until the next try.
  const ofAccounts = report.accounts.flatMap((account) => {
    const [trouble] = account.tried ? troubles(account, view) : [];
    if (trouble === undefined) return [];
    const hint = account.error?.hint;
    return [`earshot: ${title(account, view)}: ${trouble}${hint ? ` ${safeLine(hint)}` : ''}`];
  });
  return [...ofAccounts, ...firstAnswerTroubles(report).map((trouble) => `earshot: ${trouble}`)];
}

function firstAnswerTroubles({ firstAnswers }: PollReport): string[] {
  return firstAnswers.troubles.map((trouble) => `no automatic first answer: ${safeLine(trouble)}`);
}

function title({ account, network, handle }: AccountPollReport, view: View): string {
  return accountLabel({ id: account, network, handle }, view);
}

/** Where the counts stand, so that they are below each other; 0 where the terminal is too narrow for that. */
function tallyColumn(accounts: readonly AccountPollReport[], view: View): number {
  const widest = Math.max(...accounts.map((account) => textWidth(title(account, view))));
  const longest = Math.max(...accounts.map((account) => textWidth(tally(account, true))));
  return MARGIN + widest + GAP.length + longest <= view.width ? widest : 0;
}

const MARGIN = 4;
const GAP = '   ';

function accountLines(account: AccountPollReport, column: number, view: View): string[] {
  const { style, width } = view;
  const found = troubles(account, view);
  const hint = account.error?.hint;
  return [
    ...hang(
      `${mark(account, found, style)} `,
      `${pad(title(account, view), column)}${GAP}${tally(account, column > 0)}`,
      width - 2,
    ),
    ...found.flatMap((trouble) => hang('  ', trouble, width - 2, 4).map(style.warn)),
    ...rest(account, view).flatMap((line) => hang('  ', line, width - 2, 4)),
    ...(hint ? hang('  next: ', safeLine(hint), width - 2, 4) : []),
  ].map((line) => `  ${line}`.trimEnd());
}

function mark(account: AccountPollReport, found: readonly string[], style: Style): string {
  if (account.error) return style.error('✖');
  return found.length > 0 ? style.warn('!') : style.positive('✔');
}

function tally(account: AccountPollReport, aligned: boolean): string {
  const parts = [
    `${pad(count(account.new), aligned ? 3 : 0, 'right')} new`,
    ...(account.updated > 0 ? [`${count(account.updated)} updated`] : []),
    ...(account.deleted > 0 ? [`${count(account.deleted)} gone`] : []),
    ...(account.answeredElsewhere > 0 ? [`${count(account.answeredElsewhere)} answered elsewhere`] : []),
    ...(account.spentMicros > 0 ? [`~${formatMicros(account.spentMicros)}`] : []),
  ];
  return parts.join(GAP);
}

/** Until when an account that keeps failing is left alone, and how to try it before. */
function rest({ account, tried, nextTryAt, gone }: AccountPollReport, view: View): string[] {
  const now = `\`earshot poll --account ${safeLine(account)}\` tries it now.`;
  if (gone) return [`It is not polled any more. ${now}`];
  if (nextTryAt === null) return [];
  const when = moment(nextTryAt, view.now, view.timeZone);
  return [`${tried ? 'Tried' : 'Left alone; tried'} again ${when}. ${now}`];
}

/** Everything about one account that a person should know, worst first. */
function troubles(account: AccountPollReport, view: View): string[] {
  return [
    ...(account.error ? [safeLine(account.error.message)] : []),
    ...account.gaps.map((gap) => gapText(gap, view)),
    ...account.skipped
      .filter(({ code }) => code !== 'not-due')
      .map(({ stream, reason, retryAt }) => {
        const why = `${safeLine(stream)} left out: ${safeLine(reason)}`;
        if (retryAt === null) return why;
        return `${why.replace(/\.$/, '')}; again ${moment(retryAt, view.now, view.timeZone)}`;
      }),
  ];
}

/** A gap in words: how long, where, why. */
function gapText(gap: Gap, { now, timeZone }: Pick<View, 'now' | 'timeZone'>): string {
  const length = gap.from === null ? `before ${moment(gap.to, now, timeZone)}` : span(gap.to - gap.from);
  return `gap in ${safeLine(gap.stream)}: ${length}, ${gapReason(gap)}`;
}
