import type { InboxState } from '../../core/inbox/state.js';
import type { StoredMention } from '../../core/stored-mention.js';
import { age } from '../../output/time.js';
import { pad, truncate } from '../../output/width.js';
import { handleLabel, mentionText, sentimentPaint, sentimentSign } from '../labels.js';
import type { View } from '../view.js';

const NETWORK_WIDTH = 8;
/** `59 min` */
const AGE_WIDTH = 6;
/** Narrower than this, the network gives way to the text. */
const ROOM_FOR_NETWORK = 70;

/** The queue around the selected mention: which it is, how pressing, where, who, how it sounds, how old, what. */
export function queueLines(state: InboxState, view: View, room: number): string[] {
  const { queue, selected } = state;
  const from = Math.max(0, Math.min(selected - Math.floor(room / 2), queue.length - room));
  return queue
    .slice(from, from + room)
    .map((mention, index) => row(mention, from + index === selected, view));
}

function row(mention: StoredMention, isSelected: boolean, view: View): string {
  const { style, width, now, networkName } = view;
  const who = Math.max(10, Math.min(22, Math.floor(width / 5)));
  const parts = [
    isSelected ? ' ┃' : '  ',
    pad(String(mention.priority), 3, 'right'),
    ...(width < ROOM_FOR_NETWORK
      ? []
      : [pad(truncate(networkName(mention.network), NETWORK_WIDTH), NETWORK_WIDTH)]),
    pad(truncate(handleLabel(mention.author.handle), who), who),
    sentimentSign(mention.sentiment),
    pad(age(now - mention.createdAt), AGE_WIDTH, 'right'),
  ];
  const start = `${parts.join(' ')}  `;
  const line = truncate(start + mentionText(mention), width);
  return isSelected ? style.bold(line) : sentimentPaintOf(line, mention, view);
}

/** Unhappy ones stand out a little; the sign says it without colour. */
function sentimentPaintOf(line: string, mention: StoredMention, { style }: View): string {
  return mention.sentiment.label === 'negative' ? sentimentPaint(style, mention.sentiment)(line) : line;
}
