import { formatMicros } from '../core/money.js';
import { messagesOf, type Plan, type PlanRow, planCost, planLinks } from '../core/plan.js';
import { shellWord } from '../core/shell.js';
import type { StoredMention } from '../core/stored-mention.js';
import { tsvRow } from '../output/csv.js';
import { counted } from '../output/number.js';
import { safeLine } from '../output/sanitise.js';
import { flow, hang, wrap } from '../output/width.js';
import { type PlanTime, timeText } from './bulk-applied.js';
import { handleLabel, mentionText, nextCommands } from './labels.js';
import type { View } from './view.js';

/** How often each reason was given, in few words. */
const REASONS: Readonly<Record<string, string>> = {
  'already-replied': 'already answered',
  'reply-too-long': 'too long',
  'reply-refused': 'not answerable there',
  'template-unfilled': 'with an unfilled template',
  'template-language': 'without a wording in their language',
  'template-unknown': 'with an unknown template',
  'mention-not-found': 'of unknown mentions',
  'mention-ambiguous': 'of unclear mentions',
  'duplicate-row': 'twice in the file',
  'duplicate-text': 'the same to the same person',
  'repeated-text': 'with words the network refuses to repeat',
  'bulk-row': 'unreadable',
  'left-out': 'left out by you',
};
/** Refused rows shown one by one; the file has all of them. */
const MOST_SHOWN = 12;

/** What a plan holds, for a terminal. */
export function planLines(plan: Plan, time: PlanTime, path: string, view: View): string[] {
  const { style, width } = view;
  const total = plan.rows.length + plan.refused.length;
  const counts = [
    counted(total, 'row'),
    style.positive(`${plan.rows.length} ready`),
    ...(plan.refused.length > 0 ? [style.warn(`${plan.refused.length} refused`)] : []),
  ];
  const shown = plan.refused.slice(0, MOST_SHOWN);
  const more = plan.refused.length - shown.length;
  return [
    ...flow(counts, '   ', width),
    ...flow(reasons(plan), ' · ', width),
    ...shown.flatMap(({ line, reason }) => hang(`line ${line}: `, safeLine(reason), width, 2).map(style.dim)),
    ...(more > 0 ? wrap(`and ${more} more: see "refused" in the plan`, width).map(style.dim) : []),
    ...plan.warnings.flatMap(({ line, message }) =>
      hang(line > 0 ? `line ${line}: ` : 'note: ', `${safeLine(message)}.`, width, 2).map(style.warn),
    ),
    ...(plan.rows.length === 0
      ? wrap('Nothing is left to send.', width)
      : [
          ...flow(
            [...messagesText(plan), ...costText(plan), timeText(time, plan.perMinute, view)],
            ' · ',
            width,
          ),
          ...flow(
            [safeLine(path), ...nextCommands(style, [`earshot bulk apply ${shellWord(safeLine(path))}`])],
            '   ',
            width,
          ),
        ]),
  ];
}

/** Where answers leave in parts: how many messages all of them are. */
function messagesText({ rows }: Plan): string[] {
  const messages = rows.reduce((sum, row) => sum + messagesOf(row), 0);
  return messages > rows.length ? [`${messages} messages, as some answers leave in parts`] : [];
}

function costText({ rows }: Plan): string[] {
  const [cost, links] = [planCost(rows), planLinks(rows)];
  if (cost === 0) return [];
  const dear = links.replies > 0 ? `, ${formatMicros(links.micros)} of it for links in ${links.replies}` : '';
  return [`cost ${formatMicros(cost)}${dear}`];
}

function reasons({ refused }: Plan): string[] {
  const counts = new Map<string, number>();
  for (const { code } of refused) counts.set(code, (counts.get(code) ?? 0) + 1);
  return [...counts]
    .sort(([, a], [, b]) => b - a)
    .map(([code, count]) => `${count} ${REASONS[code] ?? code}`);
}

/** One reply under review: whom it answers, what they wrote, what it says. */
export function reviewLines(
  row: Omit<PlanRow, 'row'>,
  mention: StoredMention,
  { style, width, networkName }: View,
): string[] {
  const where = `line ${row.line} · #${row.mentionId} on ${networkName(row.network)}`;
  return [
    '',
    ...wrap(where, width).map(style.dim),
    ...hang(`${handleLabel(row.to)}: `, mentionText(mention), width, 2),
    ...(row.parts ?? [row.text]).flatMap((part) =>
      hang('you: ', `${row.private ? '(private) ' : ''}${safeLine(part)}`, width, 2).map(style.accent),
    ),
  ];
}

/** One line a row in a pipe: line, ready or refused, mention, addressee, private or public, text or reason, messages. */
export function planTsv(plan: Plan): string[] {
  const ready = plan.rows.map((row) => ({
    line: row.line,
    text: tsvRow([
      row.line,
      'ready',
      row.mentionId,
      row.to,
      row.private ? 'private' : 'public',
      row.text,
      messagesOf(row),
    ]),
  }));
  const refused = plan.refused.map(({ line, mention, reason }) => ({
    line,
    text: tsvRow([line, 'refused', mention, null, null, reason, null]),
  }));
  return [...ready, ...refused].sort((a, b) => a.line - b.line).map(({ text }) => text);
}
