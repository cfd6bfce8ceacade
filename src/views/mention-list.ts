import type { StoredMention } from '../core/stored-mention.js';
import { counted } from '../output/number.js';
import { type Column, table } from '../output/table.js';
import { age } from '../output/time.js';
import { flow } from '../output/width.js';
import {
  handleLabel,
  isWaiting,
  mentionText,
  nextCommands,
  sentimentLabel,
  sentimentPaint,
  sentimentSign,
} from './labels.js';
import type { View } from './view.js';

export interface MentionList {
  mentions: readonly StoredMention[];
  /** Everything on the desk that waits for an answer, listed or not; times in ms UTC. */
  waiting: { count: number; oldestAt: number | null };
}

/** From this priority on, a mention asks for a hand now. */
const HIGH_PRIORITY = 70;

/** `list` at a terminal: a table, what it amounts to, and what can be done next. */
export function mentionListLines(list: MentionList, view: View): string[] {
  const { style, width } = view;
  if (list.mentions.length === 0) {
    return flow(
      ['No mentions match.', ...nextCommands(style, ['earshot poll', 'earshot list --help'])],
      '   ',
      width,
    );
  }
  return [...table(columns(view), list.mentions, view), ...footer(list, view)];
}

function columns({ now, networkName }: View): Column<StoredMention>[] {
  return [
    { header: 'ID', align: 'right', cell: (mention) => String(mention.id) },
    {
      header: 'PRI',
      align: 'right',
      drop: 3,
      cell: (mention) => String(mention.priority),
      paint: (style, mention) =>
        mention.priority >= HIGH_PRIORITY && isWaiting(mention) ? style.accent : style.dim,
    },
    { header: 'AGE', drop: 2, cell: (mention) => age(now - mention.createdAt) },
    {
      header: 'NETWORK',
      drop: 5,
      cell: (mention) => networkName(mention.network),
      paint: (style) => style.dim,
    },
    {
      header: 'FROM',
      drop: 1,
      max: 20,
      shrinksTo: 10,
      cell: (mention) => handleLabel(mention.author.handle),
    },
    {
      header: 'SENTIMENT',
      drop: 4,
      cell: (mention) => sentimentLabel(mention.sentiment),
      short: (mention) => sentimentSign(mention.sentiment),
      paint: (style, mention) => sentimentPaint(style, mention.sentiment),
    },
    {
      header: 'MENTION',
      shrinksTo: 24,
      cell: mentionText,
      paint: (style, mention) => (mention.deletedAt === null ? (text) => text : style.dim),
    },
  ];
}

function footer({ mentions, waiting }: MentionList, { style, width, now }: View): string[] {
  const oldest = waiting.oldestAt === null ? '' : `, oldest ${age(now - waiting.oldestAt)}`;
  const summary =
    waiting.count === 0
      ? 'Nothing waits for a reply.'
      : `${counted(waiting.count, 'needs a reply', 'need a reply')}${oldest}.`;
  const urgent = mentions.find(isWaiting);
  const shown = urgent ?? mentions[0];
  const commands = [
    ...(shown ? [`earshot show ${shown.id}`] : []),
    ...(urgent ? [`earshot reply ${urgent.id}`] : []),
    ...(urgent === undefined && waiting.count > 0 ? ['earshot list --needs-reply'] : []),
  ];
  return flow([style.dim(summary), nextCommands(style, commands).join(' · ')], '   ', width);
}
