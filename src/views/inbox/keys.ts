import type { InboxState, Mode } from '../../core/inbox/state.js';
import { flow, hang, pad, textWidth, truncate } from '../../output/width.js';
import type { View } from '../view.js';

const ALL_KEYS = '?';

/** What each key does, most used first: the foot of the screen shows as many as fit, `?` all of them. */
export const QUEUE_KEYS: readonly (readonly [key: string, short: string, long: string])[] = [
  ['a', 'answer', 'answer here (Return too)'],
  ['p', 'private', 'answer by private message, with a public line that says so or without'],
  ['t', 'template', 'answer with a saved reply'],
  ['d', 'done', 'it is dealt with'],
  ['s', 'snooze', 'bring it back later'],
  ['i', 'ignore', 'it needs no answer'],
  ['u', 'undo', 'take back what you did last; an answer too, until it has left'],
  [ALL_KEYS, 'all keys', 'this page'],
  ['/', 'find', 'show only what has these words; Esc shows all again'],
  ['f', 'filter', 'show only a sentiment, an intent or a network'],
  ['l', 'like', 'like it there, where the network lets programs do that'],
  ['o', 'open', 'open it in your browser'],
  ['g', 'tag', 'add a tag'],
  ['n', 'note', 'write down something about the customer'],
  ['c', 'correct', 'correct the sentiment or what it wants: earshot learns from it'],
  ['r', 'reload', 'read the queue anew'],
  ['j k', 'next', 'next and previous (the arrows too); Home and End'],
  ['PgDn', 'scroll', 'read on in a long thread; PgUp back'],
  ['q', 'quit', 'leave (Ctrl-C too)'],
];

/** What keys do while something else than the queue has them, most needed first. */
const FEET: Readonly<Record<Exclude<Mode['kind'], 'queue'>, readonly string[]>> = {
  write: ['Return send', 'Esc put aside', 'Ctrl-E editor', 'Alt-Return new line', 'Ctrl-W word back'],
  choose: ['Return choose', '1-9', 'Esc back'],
  line: ['Return', 'Esc back'],
  help: ['any key goes back'],
  leave: ['Return send', 'x take back', 'any other key stays'],
};

/** The foot of the screen. */
export function keyLines({ mode }: InboxState, { style, width }: View): string[] {
  const rule = style.dim('─'.repeat(width));
  if (mode.kind !== 'queue') return [rule, style.dim(` ${flow(FEET[mode.kind], ' · ', width - 1)[0] ?? ''}`)];
  return [rule, style.dim(foot(width))];
}

/** As many keys as fit, and in any case the one that shows them all. */
function foot(width: number): string {
  const all = `  ${ALL_KEYS} all keys`;
  let line = '';
  for (const [key, short] of QUEUE_KEYS) {
    if (key === ALL_KEYS) continue;
    const longer = `${line}${line === '' ? ' ' : '  '}${key} ${short}`;
    if (textWidth(longer) + all.length > width) break;
    line = longer;
  }
  return line + all;
}

/** Every key and what it does; in a word each, side by side, where that is too much for the screen. */
export function helpLines({ width }: View, room: number): string[] {
  const long = QUEUE_KEYS.flatMap(([key, , long]) => hang(`  ${key.padEnd(6)}`, long, width));
  if (long.length <= room) return long;
  const words = QUEUE_KEYS.map(([key, short]) => `  ${key.padEnd(6)}${short}`);
  const perLine = Math.ceil(words.length / room);
  const column = Math.floor(width / perLine);
  return Array.from({ length: Math.ceil(words.length / perLine) }, (_, row) =>
    words
      .slice(row * perLine, (row + 1) * perLine)
      .map((word) => pad(truncate(word, column), column))
      .join('')
      .trimEnd(),
  );
}
