import type { InboxState, Mode } from '../../core/inbox/state.js';
import { hang, textWidth, truncate } from '../../output/width.js';
import type { View } from '../view.js';

const ALL_KEYS = '?';

/** What each key does, most used first: the foot of the screen shows as many as fit, `?` all of them. */
export const QUEUE_KEYS: readonly (readonly [key: string, short: string, long: string])[] = [
  ['a', 'answer', 'answer here (Return too)'],
  ['p', 'private', 'answer by private message, where the network lets you'],
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

const WRITE_KEYS = 'Return send · Ctrl-E editor · Alt-Return new line · Ctrl-W word back · Esc put aside';
const CHOOSE_KEYS = 'Return choose · 1-9 · Esc back';
const LINE_KEYS = 'Return · Esc back';

const FEET: Readonly<Record<Exclude<Mode['kind'], 'queue'>, string>> = {
  write: WRITE_KEYS,
  choose: CHOOSE_KEYS,
  line: LINE_KEYS,
  help: 'any key goes back',
  leave: 'Return send and leave · x take back and leave · any other key stays',
};

/** The foot of the screen. */
export function keyLines({ mode }: InboxState, { style, width }: View): string[] {
  const rule = style.dim('─'.repeat(width));
  if (mode.kind !== 'queue') return [rule, style.dim(truncate(` ${FEET[mode.kind]}`, width))];
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

/** Every key and what it does. */
export function helpLines({ width }: View): string[] {
  return QUEUE_KEYS.flatMap(([key, , long]) => hang(`  ${key.padEnd(6)}`, long, width));
}
