import type { OutboxState } from '../core/outbox.js';
import type { OutboxEntry } from '../core/outbox-entry.js';
import { type Cell, tsvRow } from '../output/csv.js';
import { counted } from '../output/number.js';
import { safeLine } from '../output/sanitise.js';
import type { Paint, Style } from '../output/style.js';
import { type Column, table } from '../output/table.js';
import { age, iso } from '../output/time.js';
import { flow, hang } from '../output/width.js';
import { handleLabel, nextCommands } from './labels.js';
import type { View } from './view.js';

/** `outbox list` at a terminal: every reply on its way, why those that failed did, what to do about them. */
export function outboxLines(entries: readonly OutboxEntry[], view: View): string[] {
  const { style, width } = view;
  if (entries.length === 0) return ['The outbox is empty.'];
  return [
    ...table(columns(view.now), entries, view),
    ...entries.flatMap((entry) => {
      const why = reason(entry);
      return why === null ? [] : hang(`${entry.id}: `, safeLine(why), width, 2).map(style.warn);
    }),
    ...flow(
      [`${counted(entries.length, 'reply', 'replies')}.`, ...nextCommands(style, commands(entries))],
      '   ',
      width,
    ),
  ];
}

/** Why a reply is not sent, or what it waits for; null where there is nothing to say. */
function reason({ state, error, part, parts }: OutboxEntry): string | null {
  if (state === 'approved' && part > 1)
    return `part ${part} of ${parts} leaves once the part before it is sent`;
  return state === 'sent' ? null : error;
}

function columns(now: number): Column<OutboxEntry>[] {
  return [
    { header: 'ID', align: 'right', cell: (entry) => String(entry.id) },
    {
      header: 'STATE',
      cell: (entry) => entry.state,
      paint: (style, entry) => statePaint(style, entry.state),
    },
    { header: 'AGE', drop: 3, cell: (entry) => age(now - entry.createdAt) },
    { header: 'ACCOUNT', drop: 4, cell: (entry) => entry.account, paint: (style) => style.dim },
    { header: 'TO', drop: 1, max: 20, shrinksTo: 10, cell: (entry) => handleLabel(entry.to) },
    { header: '#', align: 'right', drop: 2, cell: (entry) => String(entry.mentionId) },
    {
      header: 'REPLY',
      shrinksTo: 16,
      cell: (entry) => (entry.private ? '(private) ' : '') + safeLine(entry.text),
    },
  ];
}

/** Where a reply is, in a word: one taken off the network again is not sent any more. */
function state(entry: OutboxEntry): string {
  return entry.deletedAt === null ? entry.state : 'taken back';
}

function statePaint(style: Style, state: OutboxState): Paint {
  if (state === 'sent') return style.positive;
  if (state === 'failed') return style.error;
  return state === 'unknown' || state === 'sending' ? style.warn : style.dim;
}

function commands(entries: readonly OutboxEntry[]): string[] {
  const first = (state: OutboxState) => entries.find((entry) => entry.state === state)?.id;
  const [unknown, approved] = [first('unknown'), first('approved')];
  const failed = first('failed') ?? entries.find(({ state, part }) => state === 'approved' && part > 1)?.id;
  return [
    ...(unknown === undefined ? [] : [`earshot outbox settle ${unknown}`]),
    ...(failed === undefined ? [] : [`earshot outbox retry ${failed}`]),
    ...(approved === undefined ? [] : [`earshot outbox cancel ${approved}`]),
  ];
}

/** One line of `outbox list` in a pipe: id, state, time, account, addressee, mention, private, text, error. */
export function outboxTsv(entry: OutboxEntry): string {
  const cells: Cell[] = [
    entry.id,
    state(entry),
    iso(entry.createdAt),
    entry.account,
    entry.to,
    entry.mentionId,
    entry.private ? 'private' : 'public',
    entry.text,
    reason(entry),
  ];
  return tsvRow(cells);
}
