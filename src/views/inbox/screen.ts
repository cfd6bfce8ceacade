import { current, type InboxState } from '../../core/inbox/state.js';
import { count } from '../../output/number.js';
import { safeLine } from '../../output/sanitise.js';
import { age } from '../../output/time.js';
import { flow, pad, textWidth, truncate } from '../../output/width.js';
import { mentionCardBody } from '../mention-card.js';
import type { View } from '../view.js';
import { helpLines, keyLines } from './keys.js';
import { panelLines } from './panel.js';
import { queueLines } from './queue.js';

/** One whole screen: exactly as many lines as it has rows, none wider than it has columns. */
export interface Drawn {
  lines: string[];
  /** Where the cursor stands, from 0; null where nothing is written. */
  cursor: { row: number; column: number } | null;
}

/** The least a screen must have. */
const SMALLEST = { columns: 40, rows: 12 };

/** How much of the screen the queue may take: what is read and written needs more. */
const QUEUE_SHARE = 0.3;
/** Narrower than this, what the filter shows needs the room. */
const ROOM_FOR_RATE = 70;
const LEAST_QUEUE = 3;
const LEAST_CARD = 4;

/** The inbox as it stands, on a screen of a size. */
export function drawInbox(state: InboxState, view: View, rows: number): Drawn {
  const { width, style } = view;
  if (width < SMALLEST.columns || rows < SMALLEST.rows) return tooSmall(width, rows);
  const rule = style.dim('─'.repeat(width));
  const keys = keyLines(state, view);
  const head = [header(state, view)];
  if (state.mode.kind === 'help') {
    const room = rows - head.length - 1 - keys.length;
    return { lines: [...head, rule, ...fill(helpLines(view, room), room), ...keys], cursor: null };
  }
  const panel = panelLines(state, view, Math.max(3, Math.floor(rows / 3)));
  const fixed = head.length + 1 + (panel.lines.length > 0 ? panel.lines.length + 1 : 0) + keys.length;
  const wanted = Math.max(LEAST_QUEUE, Math.min(state.queue.length, Math.floor(rows * QUEUE_SHARE)));
  const queueRoom = Math.max(1, Math.min(wanted, rows - fixed - LEAST_CARD));
  const cardRoom = Math.max(1, rows - fixed - queueRoom);
  const lines = [
    ...head,
    ...fill(queueLines(state, view, queueRoom), queueRoom),
    rule,
    ...card(state, view, cardRoom),
    ...(panel.lines.length > 0 ? [rule, ...panel.lines] : []),
    ...keys,
  ].slice(0, rows);
  const above = head.length + queueRoom + 1 + cardRoom + 1;
  const cursor = panel.cursor && { row: above + panel.cursor.row, column: panel.cursor.column };
  return { lines, cursor };
}

function header(state: InboxState, { style, width, now }: View): string {
  const { waiting, filter } = state;
  const narrowed = [
    filter.search === null ? null : `“${safeLine(filter.search)}”`,
    filter.network,
    filter.intent,
    filter.sentiment,
  ];
  const left = ` ${[style.bold('earshot inbox'), ...narrowed.filter((part) => part !== null)].join(' · ')}`;
  const oldest = waiting.oldestAt === null ? [] : [`oldest ${age(now - waiting.oldestAt)}`];
  const rate = state.within24h === null ? [] : [`${Math.round(100 * state.within24h)}% within 24 h`];
  const all = [`${count(waiting.count)} waiting`, ...oldest, ...rate];
  // The rate is the first to go where it is narrow.
  const facts = width < ROOM_FOR_RATE ? all.slice(0, 1 + oldest.length) : all;
  const right = `${facts.join(' · ')} `;
  const room = width - textWidth(right);
  return room > 16 ? `${pad(truncate(left, room - 1), room)}${style.dim(right)}` : truncate(left, width);
}

function card(state: InboxState, view: View, room: number): string[] {
  if (current(state) === null) {
    const words = state.loading ? 'Reading …' : 'Nothing waits. Well done.';
    return fill(['', `  ${words}`], room);
  }
  if (state.card === null) return fill([], room);
  const all = mentionCardBody(state.card, view);
  const from = Math.min(state.scroll, Math.max(0, all.length - room));
  const shown = fill(all.slice(from, from + room), room);
  const left = all.length - from - room;
  if (left > 0) shown[room - 1] = view.style.dim(truncate(`  … ${left + 1} more lines: PgDn`, view.width));
  return shown;
}

function fill(lines: readonly string[], room: number): string[] {
  return Array.from({ length: room }, (_, index) => lines[index] ?? '');
}

function tooSmall(width: number, rows: number): Drawn {
  const words = `The inbox needs ${SMALLEST.columns} columns and ${SMALLEST.rows} rows. q leaves.`;
  return { lines: fill(flow(words.split(' '), ' ', width), rows), cursor: null };
}
