import type { Draft } from '../../core/inbox/draft.js';
import type { InboxState, LineOf, Mode, Writing } from '../../core/inbox/state.js';
import { counted } from '../../output/number.js';
import { safeLine, safeText } from '../../output/sanitise.js';
import { hang, pad, textWidth, truncate, wrap } from '../../output/width.js';
import { handleLabel } from '../labels.js';
import type { View } from '../view.js';

/** What is written, chosen or told, under the mention. */
export interface Panel {
  lines: string[];
  /** From 0, inside the panel. */
  cursor: { row: number; column: number } | null;
}

const NOTHING: Panel = { lines: [], cursor: null };

/** The panel of whatever is under way, no higher than `most` lines. */
export function panelLines(state: InboxState, view: View, most: number): Panel {
  const { mode } = state;
  const told = [...notice(state, view), ...heldReplies(state, view)];
  if (mode.kind === 'write') return below(writing(mode, state, view, most), told);
  if (mode.kind === 'choose') return below({ lines: choices(mode, view, most), cursor: null }, told);
  if (mode.kind === 'line') return below(oneLine(mode, view), told);
  if (mode.kind === 'leave') return { lines: leaving(state, view), cursor: null };
  return told.length > 0 ? { lines: told, cursor: null } : NOTHING;
}

function below({ lines, cursor }: Panel, told: readonly string[]): Panel {
  return { lines: [...lines, ...told], cursor };
}

function notice({ notice }: InboxState, { style, width }: View): string[] {
  if (notice === null) return [];
  const paint = notice.level === 'done' ? style.positive : style.warn;
  const mark = notice.level === 'done' ? ' ✔ ' : ' ! ';
  return hang(mark, safeLine(notice.text), width).slice(0, 3).map(paint);
}

/** More would leave no room for what is read. */
const MOST_HELD = 2;

/** Replies that have not left yet, the latest last, with the seconds left to take them back. */
function heldReplies({ held }: InboxState, { style, width, now }: View): string[] {
  const earlier = held.length - MOST_HELD;
  const others =
    earlier <= 0
      ? []
      : [style.dim(truncate(` ▸ ${counted(earlier, 'answer', 'answers')} more on hold`, width))];
  const latest = held.slice(-MOST_HELD).map(({ to, until }) => {
    const seconds = Math.max(0, Math.ceil((until - now) / 1_000));
    const words = seconds === 0 ? `sending to ${handleLabel(to)} …` : `to ${handleLabel(to)} in ${seconds} s`;
    return style.accent(truncate(` ▸ ${words}${seconds === 0 ? '' : '   u takes it back'}`, width));
  });
  return [...others, ...latest];
}

function writing(mode: Writing, { card }: InboxState, view: View, most: number): Panel {
  const { style, width } = view;
  const { measured, warnings } = mode;
  const over = measured !== null && measured.length > measured.limit;
  const counted = measured === null ? '' : lengthOf(measured);
  const to = card?.mention.id === mode.mentionId ? ` to ${handleLabel(card.mention.author.handle)}` : '';
  const title = ` ${TITLES[mode.handOver ? 'handOver' : mode.private ? 'private' : 'public']}${to}`;
  const room = width - textWidth(counted) - 1;
  const head = `${pad(truncate(title, room - 1), room)}${over ? style.error(counted) : style.dim(counted)}`;
  const { lines, cursor } = textBox(mode.draft, width, Math.max(2, most - 1 - warnings.length));
  const warned = warnings.flatMap((warning) => hang(' ! ', safeLine(warning), width)).map(style.warn);
  const sure =
    warnings.length > 0 ? [style.warn(truncate(' Return again sends it all the same.', width))] : [];
  return { lines: [head, ...lines, ...warned, ...sure], cursor: { ...cursor, row: cursor.row + 1 } };
}

/** The live count, and what becomes of what is too long. */
function lengthOf({ length, limit, parts }: NonNullable<Writing['measured']>): string {
  const inParts = parts !== null && parts > 1 ? ` in ${parts} parts` : '';
  return `${length}/${limit}${inParts}`;
}

const TITLES = {
  public: 'Your answer',
  private: 'Your private answer',
  handOver: 'A public line first, then your private answer',
} as const;

const INDENT = '   ';

/** A text with its cursor, the part around the cursor where it is longer than the room. */
function textBox(
  { text, cursor }: Draft,
  width: number,
  most: number,
): { lines: string[]; cursor: { row: number; column: number } } {
  const columns = width - INDENT.length - 1;
  const lines = wrapKeeping(safeDraft(text), columns);
  const before = wrapKeeping(safeDraft(text.slice(0, cursor)), columns);
  const row = before.length - 1;
  const column = INDENT.length + Math.min(columns, textWidth(before[row] ?? ''));
  const from = Math.max(0, Math.min(row - most + 1, lines.length - most));
  return {
    lines: lines.slice(from, from + most).map((line) => INDENT + line),
    cursor: { row: row - from, column },
  };
}

/** What is written may have been pasted: it is shown as safely as anything else. */
function safeDraft(text: string): string {
  return safeText(text);
}

/** As `wrap`, but spaces at the end of a line stay: they were typed, and the cursor is behind them. */
function wrapKeeping(text: string, columns: number): string[] {
  const lines = wrap(text, columns);
  const spaces = / +$/u.exec(text)?.[0].length ?? 0;
  const last = lines.length - 1;
  lines[last] = `${(lines[last] ?? '').trimEnd()}${' '.repeat(spaces)}`;
  return lines;
}

const QUESTIONS: Readonly<Record<Extract<Mode, { kind: 'choose' }>['of'], string>> = {
  template: 'Saved replies',
  snooze: 'Bring it back',
  correct: 'What it really is',
  filter: 'Show',
  private: 'Answer privately',
};

function choices(
  { of, choices: all, at }: Extract<Mode, { kind: 'choose' }>,
  { style, width }: View,
  most: number,
): string[] {
  const room = Math.max(2, most - 1);
  const from = Math.max(0, Math.min(at - Math.floor(room / 2), all.length - room));
  const shown = all.slice(from, from + room).map(({ label }, index) => {
    const number = from + index + 1;
    const isAt = from + index === at;
    const line = truncate(` ${isAt ? '┃' : ' '} ${number < 10 ? number : ' '} ${safeLine(label)}`, width);
    return isAt ? style.bold(line) : line;
  });
  // Where the room is too small for all of them, which of them are seen.
  const part = shown.length < all.length ? `${from + 1}-${from + shown.length} of ${all.length}` : '';
  const question = truncate(` ${QUESTIONS[of]}`, width - part.length - 2);
  const title = part === '' ? question : pad(question, width - part.length - 1) + style.dim(part);
  return [title, ...shown];
}

const LABELS: Readonly<Record<LineOf, string>> = {
  tag: ' Tag: ',
  note: ' Note about this customer: ',
  search: ' Find: ',
  date: ' Bring it back (3d, 2026-12-24T09:00): ',
};

function oneLine({ of, draft }: Extract<Mode, { kind: 'line' }>, { width }: View): Panel {
  const label = LABELS[of];
  const room = Math.max(5, width - textWidth(label) - 1);
  const before =
    safeLine(draft.text.slice(0, draft.cursor)) + (/ $/u.test(draft.text.slice(0, draft.cursor)) ? ' ' : '');
  const column = textWidth(label) + Math.min(room, textWidth(before));
  return { lines: [truncate(label + safeLine(draft.text), width)], cursor: { row: 0, column } };
}

function leaving({ held }: InboxState, { style, width }: View): string[] {
  const what = held.length === 1 ? 'One answer has' : `${held.length} answers have`;
  return [
    ...hang(' ', `${what} not left yet.`, width).map(style.warn),
    ...hang(' ', 'Return sends now and leaves · x takes back and leaves · any other key stays', width),
  ];
}
